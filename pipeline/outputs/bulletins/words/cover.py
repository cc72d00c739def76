"""What every template may say around its text: 版头, 主送, 署名 and 版记 (GB/T 9704 clause 7)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import Bulletins
from pipeline.outputs.bulletins.bulletin import Bulletin
from pipeline.outputs.bulletins.editions import issue_text, number_text
from pipeline.outputs.docx.variables import said
from pipeline.outputs.shared import wording
from pipeline.vocabulary.text import chinese_date


@dataclass(frozen=True)
class CoverWords:
    """The same for all kinds; a blank 文号, 期号 or date is left open, never invented (R23)."""

    mark: str = said("稿别", "征求意见稿；定稿后为空")
    is_red_head: bool = said("红头文件", "config.toml 选的是红头文件")
    is_digest: bool = said("督查通报", "config.toml 选的是督查通报")
    is_internal: bool = said("内部版", "不是公开版")
    is_public: bool = said("公开版", "是公开版")
    masthead: str = said("发文机关标志", "红头，如“××人民政府办公室文件”")
    number: str = said("发文字号", "如 市中政办发〔2022〕5号；未登记时留空位")
    digest_masthead: str = said("报头", "督查通报的报头")
    issue: str = said("期号", "如 第20期；未登记时留空位")
    digest_office: str = said("编发单位", "督查通报报头下的单位")
    title: str = said("标题", "通报标题，已按词意分行")
    addressee: str = said("主送机关", "不含冒号")
    office: str = said("署名", "发文机关署名")
    date: str = said("成文日期", "登记的印发日期；未登记时月日留空")
    remark: str = said("附注", "公开版为“此件公开发布”，其余为空")
    copies: str = said("抄送", "抄送机关，以句号结束；没有则为空")
    printer: str = said("印发机关", "版记中的印发机关")
    printed: str = said("印发日期", "版记中的印发日期")
    year: str = said("年度", "督查年度，如 2022")
    source: str = said("任务来源", "任务出自哪份报告，如 2022年《政府工作报告》")
    ground: str = said("依据", "如 按照市中政办发〔2022〕1号文件要求，；config.toml 没有写依据的为空")
    cutoff: str = said("截至日", "报送情况统计至的日期")
    progress_until: str = said("进展截至", "进展截至的时点，如 9月底；不分月份的通报同截至日")
    annex: str = said("附件名称", "附件的标题；没有附件则为空")
    draft_note: str = said("稿注", "征求意见稿末尾的说明，一句一行；定稿后为空")
    warnings: tuple[str, ...] = said("提示", "须让看稿人知道的事，如截止日期系推算；定稿后为空")


def build_cover_words(bulletin: Bulletin, style: Bulletins, kind: str = "") -> CoverWords:
    """The cover of ``bulletin`` of that ``kind`` in the office's ``style``."""
    cover, edition = bulletin.cover, bulletin.edition
    day = chinese_date(edition.issued) if edition.issued else f"{cover.cutoff.year}年　月　日"
    return CoverWords(
        mark=wording.DRAFT_MARK if edition.is_draft else "",
        is_red_head=style.shell == "red_head",
        is_digest=style.shell == "digest",
        is_internal=not edition.is_public,
        is_public=edition.is_public,
        masthead=wording.quote(style.masthead) or f"{cover.office}文件",
        number=number_text(edition.number, wording.quote(style.number_prefix) or "　　　　", cover),
        digest_masthead=wording.quote(style.digest_masthead),
        issue=issue_text(edition.number),
        digest_office=wording.quote(style.digest_office) or cover.office,
        title="\n".join(cover.title_lines),
        addressee=wording.quote(style.addressee_of(kind)).rstrip("：:"),
        office=cover.office,
        date=day,
        remark="此件公开发布" if edition.is_public else "",
        copies=_copies(style),
        printer=cover.office,
        printed=day,
        year=str(cover.year),
        source=cover.source,
        ground=cover.ground,
        cutoff=cover.cutoff_text,
        progress_until=cover.progress_text,
        annex=bulletin.annex,
        draft_note=_draft_note(bulletin, style),
        warnings=tuple(wording.quote(warning) for warning in cover.warnings) if edition.is_draft else (),
    )


def _copies(style: Bulletins) -> str:
    """抄送, one line each; blank for none."""
    listed = "；\n".join(wording.quote(one).rstrip("。；") for one in style.copies if one.strip())
    return f"{listed}。" if listed else ""


def _draft_note(bulletin: Bulletin, style: Bulletins) -> str:
    """Why a draft may not be issued yet, how who is named in it objects, and with whom: a line each; blank for a final text (R21)."""
    if not bulletin.edition.is_draft:
        return ""
    names = bulletin.edition.named(bulletin.named)
    told = f"{wording.DRAFT_MARK}：{wording.DRAFT_NOTE if names else wording.UNSETTLED_NOTE}。"
    return "\n".join((told, *(wording.objections(style.objection_workdays, style.objection_contact) if names else ())))
