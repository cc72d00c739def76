"""How well an office that nobody here has seen is read: rows, files, states, faults, alarms and questions against its truth.

``python benchmarks/blind.py SET… [--verbose] [--note WORDS]`` plays each set once, in a folder of its own, and prints its
figures; ``--note`` also adds them to benchmarks/blind.csv, the faults rule by rule to blind_rules.csv. Accuracy is the figure of a set's *first* run, noted before
anything was mended for it. What a set holds, and what each column of its truth means: docs/blind-sets.md.
"""

from __future__ import annotations

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).absolute().parents[1]
sys.path.insert(0, str(ROOT))

from openpyxl import load_workbook  # noqa: E402

TABLE = ROOT / "benchmarks" / "blind.csv"
BY_RULE = ROOT / "benchmarks" / "blind_rules.csv"
Row = Mapping[str, str]

_FIELDS = {
    "附件3": {
        "q1": "一季度目标",
        "q2": "二季度目标",
        "q3": "三季度目标",
        "q4": "四季度目标",
        "lead": "主要负责人",
        "deputy": "分管负责人",
        "remark": "备注",
    },
    "附件4": {
        "target": "季度计划完成目标",
        "progress": "完成情况",
        "problem": "存在问题",
        "next": "下一步计划",
        "met": "是否完成原文",
    },
}
# The words by which a finding about the same place is known to tell this fault and no other.
_TELLING = {
    "R10a": "两可|多个|几项|候选|相近|确定|哪一项|认定",
    "R10n": "序号|编号|不一致",
    "R10o": "承担|责任单位|不属于|分工",
    "R14": "是否完成|未明|不明",
    "R15": "目标|计划",
    "R17a": "矛盾|不符|尚未|正在|未完成|完成",
    "R17b": "低于|不足|未达|目标|矛盾",
    "R17c": "问题",
    "R17d": "原因",
    "R17e": "上月|上期|雷同|相同|沿用",
    "R17f": "雷同|相同|一致",
    "R17g": "下降|减少|回落|低于",
    "R17h": "不一致|不符|对应|同一",
    "R3": "缺|漏|完整|未报",
    "R8p": "期间|月",
    "R8u": "单位",
    "R8r": "无法|不能|读|识别|打不开|损坏|认定",
}


@dataclass
class Figures:
    """Counts of what came out how, and every miss in a line."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, measure: str, outcome: str, about: str = "") -> None:
        """One more of ``measure`` came out so; ``about`` tells which, where it is a miss."""
        self.counts[measure] += 1
        self.counts[f"{measure} {outcome}"] += 1
        if about:
            self.misses.append(f"{measure} {outcome}: {about}")

    def rate(self, measure: str, outcome: str = "right") -> float:
        """The share in per cent."""
        return 100 * self.counts[f"{measure} {outcome}"] / self.counts[measure] if self.counts[measure] else 100.0


@dataclass(frozen=True)
class Ledger:
    """What a run said: the rows of the sheets by their headings, and the questions that wait."""

    files: Mapping[str, Sequence[Row]]
    rows: Sequence[Row]
    returns: Mapping[tuple[str, str, str], Row]
    findings: Sequence[Row]
    questions: Sequence[Row]

    @classmethod
    def of(cls, office: Path) -> Ledger:
        """As it lies in the office's outbox."""
        book = office / "outbox" / "台账.xlsx"
        files: dict[str, list[Row]] = defaultdict(list)
        for row in _sheet(book, "收文清单"):
            files[row["来源文件"]].append(row)
        returns = {(row["表种"], row["期间"][:7], row["单位"]): row for row in _sheet(book, "报送情况")}
        waiting = [r for r in _sheet(office / "master" / "人工认定.xlsx", "匹配认定") if not r["认定结果"]]
        return cls(files, _sheet(book, "填报明细"), returns, _sheet(book, "核验问题"), waiting)

    def is_asked(self, source: str) -> bool:
        """Whether whose or of which month the file is waits for a person."""
        return any(row["来源文件"] == source and row["类型"] != "事项" for row in self.questions)


def main(arguments: Sequence[str] | None = None) -> int:
    """The figures of each set are printed, and noted where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--verbose", action="store_true", help="every miss in a line")
    parser.add_argument(
        "--note", default="", help="what was measured: adds lines to benchmarks/blind.csv and blind_rules.csv"
    )
    parser.add_argument("--keep", type=Path, help="leave the office there")
    options = parser.parse_args(arguments)
    for one in options.sets:
        with tempfile.TemporaryDirectory() as folder:
            office = options.keep or Path(folder) / "office"
            play(one, office)
            figures = compare(one, Ledger.of(office))
        line = summary(figures)
        print(f"{one.name}: " + "，".join(f"{name} {value}" for name, value in line.items()))
        if options.verbose:
            print("\n".join(figures.misses))
        rules = list(by_rule(figures))
        print("，".join(f"{rule['rule']} {rule['found']}/{rule['faults']}" for rule in rules))
        if options.note:
            run = {"date": date.today().isoformat(), "commit": _commit(), "set": one.name}
            _note(TABLE, {**run, **line, "note": options.note})
            for rule in rules:
                _note(BY_RULE, {**run, **rule})
    return 0


def play(one: Path, office: Path) -> None:
    """The set as an office of its own: what its clerk registered entered, one weekly run on its day."""
    shutil.rmtree(office, ignore_errors=True)
    shutil.copytree(one / "master", office / "master")
    shutil.copyfile(one / "config.toml", office / "config.toml")
    shutil.copytree(ROOT / "master" / "模板", office / "master" / "模板", dirs_exist_ok=True)
    (office / "inbox").mkdir()
    today = (one / "today.txt").read_text("utf-8").strip()
    if receipts := list(_csv(one / "receipts.csv")):
        _run(office, today, "--confirmed")
        _register(office / "master" / "人工认定.xlsx", receipts)
    shutil.rmtree(office / "inbox")
    shutil.copytree(one / "inbox", office / "inbox")
    _run(office, today, "--confirmed")


def compare(one: Path, ledger: Ledger) -> Figures:
    """Everything that the truth of a set tells, against what a run said."""
    figures = Figures()
    files = {row["file"]: row for row in _csv(one / "truth" / "files.csv")}
    rows = list(_csv(one / "truth" / "rows.csv"))
    faults = list(_csv(one / "truth" / "findings.csv"))
    read = _Rows(ledger, files)
    for row in files.values():
        _compare_file(row, read.copies.get(row["file"], ""), ledger, figures)
    for row in rows:
        _compare_row(row, read, ledger, figures)
    for row in _csv(one / "truth" / "returns.csv"):
        _compare_return(row, ledger, figures)
    told = _Findings(ledger)
    for row in faults:
        if row["must"] == "1":
            outcome = "right" if told.tells(row, ledger) else "missed"
            figures.add("faults", outcome, "" if outcome == "right" else _about(row))
            figures.add(f"rule {row['rule']}", outcome)
    _count_alarms(rows, faults, told, figures)
    _count_questions(files, rows, ledger, figures)
    return figures


def summary(figures: Figures) -> dict[str, str]:
    """The columns of benchmarks/blind.csv: counts, and rates in per cent."""
    count = figures.counts
    return {
        "rows": str(count["rows"]),
        "rows right %": f"{figures.rate('rows'):.1f}",
        "asked": str(count["rows asked"]),
        "wrong, told": str(count["rows told"]),
        "silently wrong": str(count["rows silent"]),
        "lost": str(count["rows lost"]),
        "files": str(count["files"]),
        "files right %": f"{figures.rate('files'):.1f}",
        "states right %": f"{figures.rate('states'):.1f}",
        "false 未报": str(count["states false 未报"]),
        "false 迟报": str(count["states false 迟报"]),
        "fields": str(count["fields"]),
        "fields exact %": f"{figures.rate('fields'):.2f}",
        "是否完成 right %": f"{figures.rate('ticks'):.1f}",
        "faults": str(count["faults"]),
        "faults found %": f"{figures.rate('faults'):.1f}",
        "alarms per 100": f"{figures.rate('clean', 'alarm'):.1f}",
        "questions": str(count["questions"]),
        "needless": str(count["questions needless"]),
    }


def by_rule(figures: Figures) -> Iterator[dict[str, str]]:
    """The columns of benchmarks/blind_rules.csv: of the faults put in against each rule, those that were told."""
    counts = figures.counts
    rules = sorted(name.removeprefix("rule ") for name in counts if re.fullmatch(r"rule R\w+", name))
    for rule in rules:
        yield {"rule": rule, "faults": str(counts[f"rule {rule}"]), "found": str(counts[f"rule {rule} right"])}


def _compare_file(truth: Row, twin: str, ledger: Ledger, figures: Figures) -> None:
    """``twin``: the file of the same bytes, of which either may be told to be the copy."""
    seen = ledger.files.get(truth["file"], ())
    kinds = "".join(row["识别为"] for row in seen)
    if truth["settle"] == "ignore":
        if any(kind in kinds for kind in ("附件3", "附件4")):
            figures.add("files", "wrong", f"{truth['file']} is no return: {kinds}")
        return
    units = {unit for row in seen for unit in row["单位"].split("、")}
    whole = {row["单位"] for row in seen}  # 、 may stand inside a name
    periods = {period for row in seen for period in re.split("[、 ]", row["期间"])}
    is_open = ledger.is_asked(truth["file"]) or not kinds or any(_is_open(row) for row in seen)
    is_right = (
        all(kind in kinds for kind in truth["kind"].split("+"))
        and all(unit in units or unit in whole for unit in truth["resolved_unit"].split("|"))
        and (truth["kind"] == "书面材料" or all(period in periods for period in truth["resolved_period"].split("|")))
    )
    if any(row["识别为"] == "重复" for row in (*seen, *ledger.files.get(twin, ()))):
        is_right, is_open = True, False
    if truth["settle"] == "person":
        is_right = is_open
    elif is_open:
        is_right = truth["settle"] == "either"
    outcome = "right" if is_right else "asked" if is_open else "wrong"
    got = f"{kinds} {'、'.join(sorted(units))} {'、'.join(sorted(periods))}"
    wanted = f"{truth['settle']} {truth['kind']} {truth['resolved_unit']} {truth['resolved_period']}"
    figures.add("files", outcome, "" if is_right else f"{truth['file']}: {wanted}, got {got}")


def _is_open(row: Row) -> bool:
    """Whether a file of 收文清单 waits for a person: unread, or a form of nobody or of no month."""
    is_form = row["识别为"].startswith("附件")
    return row["识别为"] == "无法识别" or (is_form and not (row["单位"] and row["期间"]))


class _Rows:
    """The rows that were read, by their place, or by their words where a row has no number."""

    def __init__(self, ledger: Ledger, files: Mapping[str, Row]) -> None:
        self.copies = {truth["file"]: truth["dup_of"] for truth in files.values() if truth["dup_of"]}
        self.copies |= {original: copy for copy, original in self.copies.items()}
        self.by_place: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        self.by_words: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in ledger.rows:
            self.by_place[row["来源文件"], row["工作表"], row["行号"]].append(row)
            for words in {row["完成情况"], row["一季度目标"] + row["二季度目标"], row["事项原文"]}:
                self.by_words[row["来源文件"], _folded(words)].append(row)

    def of(self, truth: Row) -> list[Row]:
        """What was read for a row of the truth; a copy's rows are its original's."""
        sources = [source for source in (truth["file"], self.copies.get(truth["file"], "")) if source]
        words = _folded(truth["progress"]) or _folded(truth["q1"] + truth["q2"]) or _folded(truth["task_raw"])
        for source in sources:
            if truth["row"] and (found := self.by_place.get((source, truth["sheet"], truth["row"]))):
                of_month = [row for row in found if row["期间"][:7] == truth["period"]]
                return of_month or found  # a row may report on two months
        return next((found for source in sources if words and (found := self.by_words.get((source, words)))), [])


def _compare_row(truth: Row, read: _Rows, ledger: Ledger, figures: Figures) -> None:
    found = read.of(truth)
    is_live = any(row["采用"] == "是" for row in found)
    if truth["decided"] == "ignore":
        if is_live and truth["file"] not in read.copies:  # of two equal files either may be told to be the copy
            figures.add("rows", "silent", f"{_about(truth)}: not said, yet taken")
        return
    tasks = set(re.findall(r"(?:任务|实事)\d+", "、".join(row["事项编号"] for row in found)))
    is_open = bool(found) and all(row["采用"] == "待认定" or not row["事项编号"] for row in found)
    is_file_open = ledger.is_asked(truth["file"]) or any(
        row["识别为"] == "无法识别" for row in ledger.files.get(truth["file"], ())
    )
    meant = (set(filter(None, truth["task_id"].split("|"))), set(truth["unit"].split("|")), truth["period"])
    is_right = bool(found) and (tasks, {row["单位"] for row in found}, found[0]["期间"][:7]) == meant
    outcome = _outcome(truth["decided"], is_right, is_open or (is_file_open and not found), bool(found))
    if outcome == "silent" and _is_told(truth, ledger):
        outcome = "right" if truth["decided"] == "person" else "told"
    got = "、".join(sorted(tasks)) + (f" {found[0]['单位']} {found[0]['期间']}" if found else "")
    figures.add("rows", outcome, "" if outcome == "right" else f"{_about(truth)}, got {got}")
    if found and is_right:
        _compare_fields(truth, found, figures)


def _outcome(decided: str, is_right: bool, is_open: bool, is_found: bool) -> str:
    if is_open:
        return "asked" if decided == "yes" else "right"
    if not is_found:
        return "lost"
    return "right" if is_right and decided != "person" else "silent"


def _is_told(truth: Row, ledger: Ledger) -> bool:
    places = ((truth["file"], truth["row"]), (truth["file"], ""))
    return any((row["来源文件"], row["行号"]) in places for row in ledger.findings)


def _compare_fields(truth: Row, found: Sequence[Row], figures: Figures) -> None:
    form = {"计划": "附件3", "落实": "附件4"}.get(truth["form"], truth["form"])
    for name, column in _FIELDS[form].items():
        told = [row[column] for row in found]
        if truth[name].strip():
            is_kept = any(_is_kept(truth[name], text) for text in told)
            figures.add("fields", *(("right", "") if is_kept else ("wrong", f"{_about(truth)} {column}: {told}")))
    if form == "附件4":
        accepted = {truth["met_goal"], *truth["met_ok"].split("|")} - {""}
        is_right = any(row["是否完成"] in accepted for row in found)
        told = [f"{row['是否完成']}（{row['是否完成原文']}）" for row in found]
        figures.add("ticks", *(("right", "") if is_right else ("wrong", f"{_about(truth)} {accepted}: {told}")))


def _is_kept(meant: str, told: str) -> bool:
    """Whether every word is there; of two columns joined, each part."""
    if _squeezed(meant) == _squeezed(told):
        return True
    parts = [part for part in re.split(r"[；;\n]|(?<=[\u4e00-\u9fff])[：:]", meant) if _squeezed(part)]
    return len(parts) > 1 and all(_squeezed(part) in _squeezed(told) for part in parts)


def _compare_return(truth: Row, ledger: Ledger, figures: Figures) -> None:
    row = ledger.returns.get((truth["form"], truth["period"], truth["unit"]))
    state = row["状态"] if row else "无此行"
    accepted = {truth["state"], *truth["also_ok"].split("|"), truth["if_exempt"]} - {""}
    about = f"{truth['unit']} {truth['form']} {truth['period']}: {'/'.join(sorted(accepted))}, got {state}"
    if state in accepted:
        figures.add("states", "right")
    else:
        figures.add("states", f"false {state}" if state in ("未报", "迟报") else "other", about)
    if row and state == truth["state"] == "迟报":
        is_right = row["迟报工作日"] == truth["late_days"]
        figures.add("days late", "right" if is_right else "wrong", "" if is_right else f"{about} {row['迟报工作日']}")


class _Findings:
    """What was told, by the row it is about and by unit, month and task."""

    def __init__(self, ledger: Ledger) -> None:
        self.by_place: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.by_duty: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in ledger.findings:
            self.by_place[row["来源文件"], row["行号"]].append(row)
            for task in row["事项编号"].split("、"):
                self.by_duty[row["单位"], row["期间"][:7], task].append(row)

    def about(self, truth: Row) -> list[Row]:
        """The findings about a fault or a row."""
        found = list(self.by_place.get((truth["file"], truth["row"]), ())) if truth["row"] else []
        for task in filter(None, truth["task_id"].split("|")):
            found += self.by_duty.get((truth["unit"], truth["period"], task), ())
        return found

    def tells(self, fault: Row, ledger: Ledger) -> bool:
        """Whether the fault is among what was told."""
        found = self.about(fault)
        rule = fault["rule"]
        if rule in ("R17f", "R17h") and fault["also_unit"]:
            other, _, task = fault["also_unit"].partition(":")
            found += self.by_duty.get((other, fault["period"], task or fault["task_id"]), ())
        if rule.startswith(("R8", "R3", "R10a")):
            found += [row for (source, _), rows in self.by_place.items() if source == fault["file"] for row in rows]
            found += self.by_duty.get((fault["unit"], fault["period"], ""), ())
        if rule == "R3":
            row = ledger.returns.get(
                ("计划" if fault["form"] in ("附件3", "计划") else "落实", fault["period"], fault["unit"])
            )
            lacking = set(re.findall(r"(?:任务|实事)\d+", row["缺漏事项"])) if row else set()
            if lacking >= set(filter(None, fault["task_id"].split("|"))):
                return True
        if rule.startswith("R8") and (
            ledger.is_asked(fault["file"])
            or any("无法识别" in row["识别为"] for row in ledger.files.get(fault["file"], ()))
        ):
            return True
        if rule.startswith("R10") and any(
            (row["来源文件"], row["行号"]) == (fault["file"], fault["row"]) for row in ledger.questions
        ):
            return True
        return any(re.search(_TELLING[rule], row["类别"] + row["问题"] + row["建议处理"]) for row in found)


def _count_alarms(rows: Iterable[Row], faults: Sequence[Row], told: _Findings, figures: Figures) -> None:
    """Rows without fault about which a person was told all the same."""
    noted = {(f["unit"], f["period"], task) for f in faults for task in f["task_id"].split("|")}
    noted |= {(f["also_unit"].partition(":")[0], f["period"], task) for f in faults for task in f["task_id"].split("|")}
    for row in rows:
        if row["clean"] == "1" and (row["unit"], row["period"], row["task_id"]) not in noted:
            loud = [one for one in told.about(row) if one["级别"] != "提示"]
            about = "；".join(f"{one['类别']} {one['问题'][:60]}" for one in loud)
            figures.add("clean", "alarm" if loud else "quiet", f"{_about(row)}: {about}" if loud else "")


def _count_questions(files: Mapping[str, Row], rows: Iterable[Row], ledger: Ledger, figures: Figures) -> None:
    """One needless where any clerk decides from what lies before him."""
    plain = {(row["file"], row["sheet"], row["row"]) for row in rows if row["decided"] == "yes"}
    for question in ledger.questions:
        source = question["来源文件"]
        truth = files.get(source)
        if question["类型"] == "事项":
            is_needless = (source, question["工作表"], question["行号"]) in plain
        else:
            is_needless = truth is not None and truth["settle"] in ("settled", "ignore") and truth["readable"] == "是"
        about = f"{source} {question['行号']} {question['类型']} {question['原文'][:40]}"
        figures.add("questions", "needless" if is_needless else "needed", about if is_needless else "")


def _run(office: Path, today: str, *more: str) -> None:
    command = [sys.executable, str(ROOT / "run.py"), "--root", str(office), "--today", today, *more]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{office}: {done.stdout}{done.stderr}")


def _register(path: Path, receipts: Sequence[Row]) -> None:
    """收文登记 as the office's clerk filled it in."""
    book = load_workbook(path)
    sheet = book["收文登记"]
    labels = [cell.value for cell in sheet[1]]
    for number, row in enumerate(receipts, 2):
        for label, text in row.items():
            if label in labels and text:
                sheet.cell(number, labels.index(label) + 1).value = _day_or_text(text)
    book.save(path)


def _day_or_text(text: str) -> date | str:
    """A day where it is written as Excel takes it, else what the clerk wrote."""
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _sheet(path: Path, name: str) -> list[Row]:
    lines = load_workbook(path, read_only=True)[name].iter_rows(values_only=True)
    header = [str(label) for label in next(lines)]
    return [dict(zip(header, map(_text, line), strict=False)) for line in lines if any(x is not None for x in line)]


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _csv(path: Path) -> Iterator[Row]:
    if path.exists():
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield from ({k: v or "" for k, v in row.items() if k} for row in csv.DictReader(lines))


def _about(truth: Row) -> str:
    return " ".join(
        truth.get(name, "") for name in ("rule", "file", "sheet", "row", "unit", "period", "task_id")
    ).strip()


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _folded(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _note(path: Path, line: Mapping[str, str]) -> None:
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, line)
        if is_new:
            writer.writeheader()
        writer.writerow(line)


if __name__ == "__main__":
    sys.exit(main())
