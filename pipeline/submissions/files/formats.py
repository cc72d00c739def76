"""What a file is, told by its content. The value is what the office calls it."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """A file's format. Its extension has no say (a clerk's .xls may be a web page, a text or an .xlsx)."""

    WORKBOOK_ZIP = "Excel 工作簿（xlsx）"
    XLSB = "Excel 二进制工作簿（xlsb）"
    XLS = "Excel 97-2003 工作簿（xls）"
    ODS = "ODS 电子表格"
    XML_SHEET = "XML 电子表格 2003"
    HTML = "网页表格"
    MHTML = "单个文件网页（mht）"
    DELIMITED = "文本表格（csv）"
    DOCX = "Word 文档（docx）"
    ZIP = "zip 压缩包"
    RAR = "rar 压缩包"
    SEVEN_ZIP = "7z 压缩包"
    GZIP = "gz 压缩包"
    MAIL = "电子邮件（eml）"
    OUTLOOK_MAIL = "电子邮件（msg）"
    DOC = "Word 97-2003 或 WPS 文档（doc、wps、rtf）"
    IWORK = "苹果电脑的表格或文稿（numbers、pages）"
    SLIDES = "演示文稿"
    PDF = "PDF 文件"
    OFD = "OFD 版式文件"
    PICTURE = "图片"
    MEDIA = "录音录像"
    PROGRAM = "程序或快捷方式"
    PASSWORD = "加了密码的文件"
    EMPTY = "空文件"
    DAMAGED = "已损坏的文件"
    UNKNOWN = "不认识的格式"


CURES = {
    Format.RAR: "请解压后，把里面的文件放入收件文件夹。",
    Format.SEVEN_ZIP: "请解压后，把里面的文件放入收件文件夹。",
    Format.GZIP: "请解压后，把里面的文件放入收件文件夹。",
    Format.DOC: "请用 Word 或 WPS 打开，另存为 .docx 后重新放入收件文件夹。",
    Format.IWORK: "请填报单位在苹果电脑或平板上打开，导出为 Excel 后重新报送。",
    Format.PASSWORD: "请填报单位去掉打开密码后重新报送。",
    Format.EMPTY: "请填报单位重新报送。",
}
"""The one thing to do about a file of this format, where there is one for all."""
