"""For every kind of finding that a file can cause: a file that causes it, and the place at which a person is told."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from pipeline.vocabulary.findings import Kind

HEADINGS = (
    "序号",
    "重点任务、民生实事内容",
    "季度计划完成目标",
    "完成情况",
    "存在问题",
    "下一步计划",
    "是否完成阶段任务目标",
)
PLAN_HEADINGS = (
    "分解序号",
    "重点任务、民生实事内容",
    *(f"{q}季度" for q in "一二三四"),
    "主要负责人",
    "分管负责人",
    "备注",
)
TITLE = "2022年年度工作任务落实情况表（3月）"
FOOTER = ("填报人：李明", "", "联系电话：82078000", "", "负责人签字：王强")
FIRST_ROW = 4  # below title, head and header

OLD_HOMES = "加快老旧小区改造步伐，全面推进10个片区、134万平方米的改造任务。"  # 任务63, 区住房城乡建设局
RESCUE = "建设应急联防站5处。"  # 实事18, 区应急局
SAFETY = "提高公共突发事件防范处置和防灾救灾减灾能力，全方位强化安全生产，全过程保障食品药品安全，完善社会治安防控体系，持续推进扫黑除恶专项斗争纵深开展。"
JOBS = "健全完善多渠道就业体系，优化创业扶持政策，更大力度保障高校毕业生、农民工、退役军人等重点群体就业，新增城镇就业1.8万人。"
TALENT = "积极开展“人才队伍建设”改革创新行动，全面实施引才、育才、用才、留才“四大工程”，进一步细化完善“品质市中·1+11”人才政策体系，优化“经纬人才”工程评选办法。"
CARE = "健全完善城乡一体化社会救助体系，落实低保、临时救助、残疾人补贴等社会救助政策，加大对重疾重残、高龄独居、失独老人、精神障碍等特殊困难群体救助力度，切实兜牢民生保障底线。"
PETITIONS = "突出抓好领导包案化解信访事项和“治重化积”工作，依法及时解决群众合理诉求。"
LAW = "全面推进“八五”普法规划落实，全力做好“法治六进”，擦亮“普法讲堂”品牌。"
SERVICES = "协调组织开展100场基层法律服务活动，为群众提供更方便快捷的公共法律服务。"
WOMEN = "全力做好民族宗教、台港澳侨、统计物价、史志档案、慈善老龄、妇女儿童、国防教育、双拥共建和民兵预备役等工作，推动全区社会事业更加繁荣进步。"
PARKING = "建设双龙便民地下社会停车场。"

Row = Sequence[object]


@dataclass(frozen=True)
class Bad:
    """A file of the inbox and the place of the finding that it causes: sheet '' and row None for the whole."""

    source: str
    content: bytes
    sheet: str = ""
    row: int | None = None


def row(number: object, task: str, **answers: object) -> list[object]:
    """A row of Annex 4 with nothing wrong in it but what ``answers`` says."""
    names = ("goal", "progress", "problems", "next", "met")
    plain = {
        "goal": "完成50%",
        "progress": "已完成前期手续",
        "problems": "无",
        "next": "继续推进",
        "met": "是",
    } | answers
    return [number, task, *(plain[name] for name in names)]


def form(
    unit: str, *rows: Row, title: str = TITLE, headings: Row = HEADINGS, footer: Row = FOOTER, day: str = "2022年4月6日"
) -> list[Row]:
    """The lines of a form as the notice wants it."""
    return [(title,), (f"填报单位：{unit}　填报时间：{day}",), headings, *rows, footer]


def book(
    lines: Sequence[Row],
    name: str = "Sheet1",
    more: Sequence[tuple[str, Sequence[Row]]] = (),
    *,
    is_hidden: bool = True,
) -> bytes:
    """A workbook; the sheets in ``more`` are hidden, or not."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, content in ((name, lines), *more):
        sheet = made.add_worksheet(title)
        for number, line in enumerate(content):
            for column, value in enumerate(line):
                if value == "#REF!":
                    sheet.write_formula(number, column, "=Sheet9!A1", None, "#REF!")
                else:
                    sheet.write(number, column, value)
        if title != name and is_hidden:
            sheet.hide()
    made.close()
    return out.getvalue()


def _bad(source: str, lines: Sequence[Row], row: int | None = None, sheet: str = "Sheet1") -> Bad:
    return Bad(source, book(lines), sheet, row)


def _plan(unit: str, *rows: Row) -> list[Row]:
    return form(unit, *rows, title="2022年年度工作任务落实计划表", headings=PLAN_HEADINGS, day="2022年3月20日")


_LONG = "项目已完成前期手续，正在组织施工单位进场，预计下月完成主体工程并组织验收"
_PAIR = (row(86, SAFETY), row(18, RESCUE))

BAD_FILES: dict[Kind, Bad] = {
    Kind.FILE_UNREADABLE: Bad("区财政局3月.xlsx", b""),
    Kind.FORMAT_UNSUPPORTED: Bad("区科技局3月.pdf", b"%PDF-1.4\n%%EOF"),
    Kind.TABLE_NOT_FOUND: _bad(
        "区商务局3月.xlsx", [("通讯录",), ("序号", "姓名", "电话"), (1, "甲", "82071111"), (2, "乙", "82072222")]
    ),
    Kind.TABLE_EMPTY: _bad("区水务局3月.xlsx", form("区水务局")),
    Kind.CELL_UNTRUSTED: _bad("区信访局3月.xlsx", form("区信访局", row(87, PETITIONS, goal="#REF!")), FIRST_ROW),
    Kind.SHEET_SKIPPED: Bad(
        "区人力资源社会保障局.xlsx",
        book(form("区人力资源社会保障局", row(75, JOBS)), more=[("上月", form("区人力资源社会保障局", row(75, JOBS)))]),
        "上月",
    ),
    Kind.SHEETS_MANY: Bad(
        "区人才办3月.xlsx", book(form("区人才办", row(55, TALENT)), more=[(f"表{n}", []) for n in range(300)])
    ),
    Kind.FORMS_SEVERAL: Bad(
        "区信访局6、7月.xlsx",
        book(
            [
                *form("区信访局", row(87, PETITIONS), title=TITLE.replace("3", "6"), day=""),
                *form("区信访局", row(87, PETITIONS), title=TITLE.replace("3", "7"), day=""),
            ]
        ),
    ),
    Kind.TEXT_LONG: _bad(
        "2022-04-06/区残联3月.xlsx", form("区残联", row(77, CARE, progress="已发放残疾人补贴。" * 3_400)), FIRST_ROW
    ),
    Kind.PERIOD_LEFTOVER: Bad(
        "区信访局4月.xlsx",
        book(form("区信访局", row(87, PETITIONS), title=TITLE.replace("3", "4"), day="2022年5月6日"), "3月"),
        "3月",
    ),
    Kind.UNIT_INFERRED: _bad("区司法局改好的.xlsx", form("", row(83, LAW), row(8, SERVICES))),
    Kind.COLUMN_MISSING: _bad(
        "区残联3月.xlsx", form("区残联", (1, "残疾人补贴"), headings=("序号", "重点任务", "存在问题", "下一步计划")), 3
    ),
    Kind.COLUMN_UNREAD: _bad(
        "区信访局5月.xlsx",
        form(
            "区信访局",
            row(87, PETITIONS),
            title=TITLE.replace("3", "5"),
            headings=(*HEADINGS[:6], "结论"),
            day="2022年6月6日",
        ),
        3,
    ),
    Kind.MONTHS_ASIDE: _bad(
        "2022-05-06/区信访局4月.xlsx",
        form(
            "区信访局",
            (
                1,
                PETITIONS,
                "",
                "已接访3次",
                "已接访9次",
                "无",
                "继续",
                "是",
            ),
            title=TITLE.replace("3", "4"),
            headings=(*HEADINGS[:3], "3月完成情况", "4月完成情况", *HEADINGS[4:]),
            day="2022年5月6日",
        ),
    ),
    Kind.CELLS_UNREAD: _bad(
        "2022-04-06/区信访局3月.xlsx", form("区信访局", (*row(87, PETITIONS), "", "另有2件已报区委政法委"))
    ),
    Kind.COLUMN_SHIFTED: _bad("区应急局6月.xlsx", form("区应急局", *([*r[:6], _LONG] for r in _PAIR)), 3),
    Kind.UNIT_BLANK: _bad("报表.xlsx", form("", row(1, "地区生产总值增长8%以上"))),
    Kind.FORM_FOREIGN: _bad(
        "外县报表.xlsx", form("平川县水务局", ("1", "新修渠道8公里。", "", "修了5公里。", "无", "", "否"))
    ),
    Kind.UNIT_UNKNOWN: _bad("报表2.xlsx", form("区税务局", *_PAIR)),
    Kind.UNIT_CONTRADICTED: _bad("区司法局报表.xlsx", form("区应急局", *_PAIR)),
    Kind.PERIOD_UNKNOWN: _bad("区应急局.xlsx", form("区应急局", *_PAIR, title="落实情况表", day="")),
    Kind.PERIOD_CONTRADICTED: _bad("区应急局4月.xlsx", form("区应急局", *_PAIR)),
    Kind.PERIOD_OUTSIDE: _bad("区应急局表.xlsx", form("区应急局", *_PAIR, title=TITLE.replace("3", "1"), day="")),
    Kind.TASK_UNMATCHED: _bad("任务不明.xlsx", form("区应急局", row("", "做好机关党建工作")), FIRST_ROW),
    Kind.TASK_AMBIGUOUS: _bad(
        "任务两可.xlsx",
        form("区住房城乡建设局", row(1, OLD_HOMES), row(2, "老旧小区改造")),
        FIRST_ROW + 1,
    ),
    Kind.TASK_SEVERAL: _bad("一格两项.xlsx", form("区应急局", row("任务1、任务2", f"{SAFETY}\n{RESCUE}")), FIRST_ROW),
    Kind.TASK_CONTRADICTED: _bad("序号对调.xlsx", form("区应急局", row(18, SAFETY), row(86, RESCUE)), FIRST_ROW),
    Kind.TASK_NOT_OWN: _bad("外单位事项.xlsx", form("区应急局", *_PAIR, row(83, LAW)), FIRST_ROW + 2),
    Kind.TASK_REPEATED: _bad(
        "重复填报.xlsx", form("区应急局", *_PAIR, row(86, SAFETY, progress="开展检查30次")), FIRST_ROW + 2
    ),
    Kind.MET_GOAL_UNCLEAR: _bad("是否完成.xlsx", form("区扫黑办", row(86, SAFETY, met="正在推进")), FIRST_ROW),
    Kind.PROGRESS_BLANK: _bad("进展空白.xlsx", form("区市场监管局", row(86, SAFETY, progress="")), FIRST_ROW),
    Kind.GOAL_BLANK: _bad(
        "区应急局计划.xlsx",
        _plan("区应急局", (18, RESCUE, "完成选址", "", "建成3处", "建成5处", "王强", "李明", "")),
        FIRST_ROW,
    ),
    Kind.ROW_SUPERSEDED: _bad(
        "2022-04-01/区妇联3月.xlsx",
        form(
            "区妇联",
            row(82, WOMEN),
        ),
        FIRST_ROW,
    ),
    Kind.RETURN_INCOMPLETE: _bad("市中城投集团3月.xlsx", form("市中城投集团", row(21, PARKING))),
    Kind.FORM_UNSIGNED: _bad("无签字.xlsx", form("公安市中分局", row(86, SAFETY), footer=())),
    Kind.RECEIVED_LATER: Bad("2022-12-30/区园林绿化服务中心3月.xlsx", book(form("区园林绿化服务中心"))),
}
