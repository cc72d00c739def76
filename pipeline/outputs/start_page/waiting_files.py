"""What a person does about a file that waits: the one way to settle it that the program takes, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.vocabulary.tables import ReceiptRow
from pipeline.vocabulary.terms import Outcome

_ANSWER = "请填“匹配认定”表该文件的行：{wanted}。"
_REGISTER = (
    "请打开辨认，在“收文登记”表登记一行：来源文件照抄，是报表的填单位、表种、期间和收到日期，不是的，表种填“不采用”。"
)
_FOLDER = "请处理访问权限、缩短路径或重新连接网络盘后再运行；其中没有报表的，在“收文登记”表登记：来源文件照抄，表种填“不采用”。"
_SHEETS = "其余已录入。请给没有读到的工作表补上表头，另存在原处；不是报表的，删去该工作表后另存在原处。"


def waiting_text(row: ReceiptRow, asked: Mapping[str, str]) -> str:
    """What is the matter with the file, and what to do. ``asked``: file → what its row of 匹配认定 accepts."""
    return f"{row.note.rstrip('。')}。{_action(row, asked)}" if row.note else _action(row, asked)


def _action(row: ReceiptRow, asked: Mapping[str, str]) -> str:
    if row.source.endswith("/"):
        return _FOLDER
    if row.source in asked:
        return _ANSWER.format(wanted=asked[row.source])
    return _SHEETS if row.outcome is Outcome.PARTLY_UNREAD else _REGISTER
