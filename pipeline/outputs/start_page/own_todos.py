"""What the office must do about its own files: forms, decisions, templates, drafts, unit directory."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.outputs.bulletins.issuing.standings import State
from pipeline.outputs.shared.links import Link
from pipeline.outputs.start_page.situation import MATCHES, SHOWN, Situation, Todo, TodoItem, Urgency
from pipeline.vocabulary.findings import Kind

OWN_KINDS = (
    *(Kind.DECISION_INVALID, Kind.DECISIONS_DIFFER, Kind.SOURCE_UNKNOWN, Kind.SOURCE_AMBIGUOUS),
    *(Kind.NAMING_CONTRADICTED, Kind.CORRECTION_STALE, Kind.BULLETIN_TEMPLATE, Kind.PUBLIC_BLOCKED),
)
REGISTER_KINDS = (*(Kind.REGISTRATION_UNCLEAR, Kind.REGISTRATION_FILE, Kind.REGISTRATION_OPEN, Kind.ISSUE_REFUSED),)
ISSUED_KINDS = (Kind.ISSUED_REFUTED, Kind.CORRECTION_UNDONE, Kind.CLOSURE_WITHDRAWN)

_UNTIL_MENDED = {  # what holds meanwhile is true of each kind of entry, or told with the entry itself
    Kind.DECISION_INVALID: "填写有误的，更正前不生效，可能有关的单位按待认定处理，不催报、不点名。",
    Kind.DECISIONS_DIFFER: "登记不一致的，更正前按各条写明的办法计。",
}
_ISSUED_SHOWN = 5


def first_steps(s: Situation) -> Iterator[Todo]:
    """Nothing has come yet: the forms go out first."""
    if not len(s.ledger.receipts):
        yield Todo(
            Urgency.NOW,
            "收件文件夹还是空的，先把表格发下去。",
            "运行下面的命令，各单位预填好的表格就在 outbox/下发表格/（另有压缩包），下发各单位填报；报回的文件放进 inbox 文件夹"
            "（按收到日期建子文件夹，如 inbox/2022-04-08/），再运行 python run.py。",
            command="python run.py forms",
        )


def shut_decisions(s: Situation) -> Iterator[Todo]:
    """人工认定.xlsx was open or unreadable."""
    if s.left_alone:
        yield Todo(Urgency.NOW, "人工认定.xlsx 这次没有写入。", s.left_alone, (s.decisions,))


def issued_faults(s: Situation) -> Iterator[Todo]:
    """What was issued and is not so (R22)."""
    faults = s.findings_of(ISSUED_KINDS)
    if faults:
        yield Todo(
            Urgency.NOW,
            f"已经印发的通报有{len(faults)}处与台账不符，请核实更正。",
            "更正稿已经备好的，在 outbox/通报 中，文件名以“更正”开头。",
            (s.places.sheet("核验问题"),),
            tuple(TodoItem(Link(fault.problem), fault.remedy) for fault in faults[:SHOWN]),
        )


def own_faults(s: Situation) -> Iterator[Todo]:
    """Entries and templates of the office itself that do not take effect."""
    faults = s.findings_of(OWN_KINDS)
    if faults:
        yield Todo(
            Urgency.NOW,
            f"督查室自己的登记、模板有{len(faults)}处需要更正。",
            "".join(words for kind, words in _UNTIL_MENDED.items() if any(fault.kind is kind for fault in faults)),
            (s.decisions,),
            tuple(TodoItem(Link(fault.problem), fault.remedy) for fault in faults[:SHOWN]),
        )


def asked_rows(s: Situation) -> Iterator[Todo]:
    """Rows of 人工认定.xlsx that wait for an answer, but for those told with the files that they are about."""
    told = {MATCHES} if s.asked_about_files else set()
    asked = {sheet: count for sheet, count in (s.waiting or {}).items() if count and sheet not in told}
    if asked:
        yield Todo(
            Urgency.NOW,
            f"人工认定.xlsx 中有{sum(asked.values())}行等着填写。",
            f"{'、'.join(f'“{sheet}”表{count}行' for sheet, count in asked.items())}。填好右边的结果列并保存，下次运行生效。",
            (s.decisions,),
        )


def drafts(s: Situation) -> Iterator[Todo]:
    """Every bulletin with how far it is: to be confirmed, issued, registered (R21–R23); of those issued the last.

    Where all are issued there is nothing to do.
    """
    open_ = [one for one in s.bulletins if one.state is not State.ISSUED]
    issued = [one for one in s.bulletins if one.state is State.ISSUED]
    if open_:
        outbox = s.places.page.parent
        yield Todo(
            Urgency.WEEK,
            f"通报文稿有{len(open_)}份没有印发，请审阅。",
            "可以直接用 Word 修改，改过的文稿不会被覆盖；印发后在“通报登记”表该通报一行填文号和印发日期，系统把文号、日期写进文稿并归档。"
            "不再印发的，从 outbox/通报 删去即可。",
            (Link("看本次生成的文件", "#files"), s.decisions),
            tuple(
                TodoItem(s.places.link(outbox / one.place, one.name), f"：{one.words}")
                for one in (*open_, *issued[-_ISSUED_SHOWN:])
            ),
        )


def registrations(s: Situation) -> Iterator[Todo]:
    """Entries of 通报登记 without effect, and files that are not kept as issued (R21, R22)."""
    faults = s.findings_of(REGISTER_KINDS)
    if faults:
        yield Todo(
            Urgency.NOW,
            f"通报登记有{len(faults)}处还不能归档，请按提示改正。",
            "改正以前，有关通报按没有印发处理。",
            (s.decisions,),
            tuple(TodoItem(Link(fault.problem), fault.remedy) for fault in faults[:SHOWN]),
        )


def kept(s: Situation) -> Iterator[Todo]:
    """Documents that a person has edited: the new text lies beside them (R22)."""
    if s.kept:
        yield Todo(
            Urgency.LATER,
            f"{len(s.kept)}份文稿有人改过，这次没有覆盖。",
            "按最新台账写的新稿放在旁边，文件名带（新稿），请比较取舍。",
            items=tuple(TodoItem(s.places.link(path)) for path in s.kept[:SHOWN]),
        )


def set_aside(s: Situation) -> Iterator[Todo]:
    """A workbook that is made anew at every run, and into which a person had written."""
    if s.set_aside:
        yield Todo(
            Urgency.WEEK,
            "台账.xlsx 有人改过，改过的那份另存在旁边。",
            "台账每次运行都重新生成，写在里面的批注、备注不会带到新的一份。需要长期保留的，请写在人工认定.xlsx 的“备注”列。",
            items=tuple(TodoItem(s.places.link(path)) for path in s.set_aside),
        )


def groups(s: Situation) -> Iterator[Todo]:
    """Group units whose members nobody has confirmed (R4)."""
    groups = s.findings_of([Kind.GROUP_UNCONFIRMED])
    if groups:
        yield Todo(
            Urgency.LATER,
            f"{len(groups)}个集合单位（如“各街道办事处”）的成员还没有确认。",
            "在“集合单位”表核对成员，在“已确认”列填“是”；确认前不催报、不点名。",
            (s.places.link(s.places.master / "单位名录.xlsx", "master/单位名录.xlsx"),),
        )
