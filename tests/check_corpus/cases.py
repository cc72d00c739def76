"""Every planted fault and every harmless look-alike as a small set of returns, by the kind of finding it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from frames import frame_of

from check_corpus import figure_cases, text_cases, word_cases
from pipeline.vocabulary.findings import Kind
from pipeline.vocabulary.tables import RECORDS

UNIT, OTHER = "区住房城乡建设局", "区自然资源局"
TASK = "任务38"
Row = dict[str, object]


@dataclass(frozen=True)
class Case:
    """Returns that hold a fault of ``kind``, or only look like one."""

    kind: Kind
    is_fault: bool
    rows: tuple[Row, ...]
    name: str

    @property
    def records(self) -> pd.DataFrame:
        return frame_of(RECORDS, self.rows)


def plan(*goals: str, unit: str = UNIT, task: str = TASK) -> Row:
    """A row of Annex 3."""
    padded = (*goals, "", "", "", "")[:4]
    names = ("goal_q1", "goal_q2", "goal_q3", "goal_q4")
    return _row("计划", "2022", unit, task, 3) | dict(zip(names, padded, strict=True))


def month(
    number: int,
    progress: str,
    *,
    goal: str = "",
    met: str = "是",
    problems: str = "",
    unit: str = UNIT,
    task: str = TASK,
    next_steps: str = "",
) -> Row:
    """A row of Annex 4."""
    row = _row("落实", f"2022-{number:02d}", unit, task, number)
    cells = {"quarter_goal": goal, "progress": progress, "problems": problems, "next_steps": next_steps}
    return row | cells | {"met_goal": met, "met_goal_text": met}


def _row(form: str, period: str, unit: str, task: str, number: int) -> Row:
    source = f"{period}/{unit}.xlsx"
    place: Row = {"source": source, "sheet": "Sheet1", "row": number + 4, "adoption": "是"}
    return {"form": form, "period": period, "unit": unit, "task_id": task, "task_text": "", **place}


def _split(text: str) -> Iterator[list[str]]:
    for line in text.strip().splitlines():
        yield line.split("|")


def all_cases() -> Iterator[Case]:
    """Every case of every rule."""
    yield from _answers()
    yield from _problems()
    yield from _figures()
    yield from _goals()
    yield from _repeats()
    yield from _twins()
    yield from _parts()


def _answers() -> Iterator[Case]:
    for text, is_fault in ((word_cases.UNFINISHED, True), (word_cases.SOUNDS_UNFINISHED, False)):
        for goal, progress in _split(text):
            rows = (plan("完成前期工作", goal, "续建", "完成全部任务"), month(6, progress, goal=goal))
            yield Case(Kind.YES_UNFINISHED, is_fault, rows, progress)


def _problems() -> Iterator[Case]:
    for index, problems in enumerate(word_cases.NO_PROBLEM_WORDS):
        for progress in word_cases.NO_PROGRESS[index % 2 :: 2]:
            row = month((3, 6, 9, 5)[index % 4], progress, met="否", problems=problems)
            yield Case(Kind.NO_WITHOUT_PROBLEM, True, (row,), f"{progress}|{problems}")
    for progress, problems in _split(word_cases.NO_BUT_SAID):
        yield Case(Kind.NO_WITHOUT_PROBLEM, False, (month(6, progress, met="否", problems=problems),), progress)
    for (problems,) in _split(word_cases.PROBLEMS_WITH_CAUSE):
        if "无" not in problems[:5] and "未发现" not in problems:
            row = month(6, "累计签约56户", met="否", problems=problems)
            yield Case(Kind.NO_WITHOUT_PROBLEM, False, (row,), problems)
    for text, is_fault in ((word_cases.PROBLEMS_WITHOUT_CAUSE, True), (word_cases.PROBLEMS_WITH_CAUSE, False)):
        for (problems,) in _split(text):
            row = month(6, "组织召开调度会2次。", met="否", problems=problems)
            yield Case(Kind.CAUSE_MISSING, is_fault, (row,), problems)


def _figures() -> Iterator[Case]:
    for text, is_fault in ((figure_cases.BELOW_GOAL, True), (figure_cases.NOT_BELOW_GOAL, False)):
        for goal, progress in _split(text):
            rows = (plan("完成前期工作", goal), month(6, progress, goal=goal))
            yield Case(Kind.YES_BELOW_GOAL, is_fault, rows, f"{goal}|{progress}")
    for text, is_fault in ((figure_cases.FALLING, True), (figure_cases.NOT_FALLING, False)):
        for before, after in _split(text):
            yield Case(Kind.FIGURE_FELL, is_fault, (month(7, before), month(8, after)), f"{before}|{after}")
    for thing, measure, *goals in _split(figure_cases.BEHIND):
        targets = [float(goal) for goal in goals]
        written = plan(*(f"累计{thing}{goal}{measure}。" for goal in goals))
        for number in (4, 5, 7, 8, 10, 11):
            quarter = (number - 1) // 3
            start = targets[quarter - 1]
            pace = start + (targets[quarter] - start) * ((number - 1) % 3 + 1) / 3
            for share, is_fault in ((0.3, True), (0.75, False), (1.02, False)):
                progress = f"召开调度会2次，累计{thing}{round(pace * share, 1):g}{measure}，群众反映良好。"
                yield Case(Kind.FIGURE_BEHIND, is_fault, (written, month(number, progress)), progress)


def _goals() -> Iterator[Case]:
    for text, is_fault in ((text_cases.DRIFTED, True), (text_cases.NOT_DRIFTED, False)):
        for planned, given in _split(text):
            rows = (plan("完成前期调查。", planned, "继续推进。", "全部完成收官。"), month(5, "召开会议。", goal=given))
            yield Case(Kind.GOAL_DRIFT, is_fault, rows, f"{planned}|{given}")
    whole = ("完成调查摸底。", "签约60户。", "签约120户。", "签约200户，全部完成。")
    pasted = "；".join(whole)
    yield Case(Kind.GOAL_DRIFT, False, (plan(*whole), month(5, "签约30户。", goal=pasted)), "whole year")
    for blank in ("", "无", "—", "/", " ", "暂无"):
        for quarters in ((0,), (1,), (2,), (3,), (2, 3)):
            goals = [
                "" if i in quarters and not blank.strip() else blank if i in quarters else whole[i % 3]
                for i in range(4)
            ]
            yield Case(Kind.GOAL_BLANK, True, (plan(*goals),), f"{quarters} {blank}")
    for first in ("完成摸底。", "启动实施。", "编制方案。", "开工建设。", "召开动员会。"):
        yield Case(Kind.GOAL_BLANK, False, (plan(first, *whole[1:]),), first)
        for finished in ("全部完成并验收。", "完成全年任务。", "项目竣工验收，完成全部任务。"):
            yield Case(Kind.GOAL_BLANK, False, (plan(first, whole[1], finished, ""),), finished)


def _repeats() -> Iterator[Case]:
    texts = [text for (text,) in _split(text_cases.REPEATED)]
    for text in texts:
        for first, second in ((3, 4), (4, 5), (7, 8), (5, 8), (11, 12)):
            rows = (month(first, text), month(second, text.replace("，", ",")))
            yield Case(Kind.SAME_AS_EARLIER, True, rows, text)
            labelled = (month(first, f"{first}月份，{text}"), month(second, f"{second}月份，{text}"))
            yield Case(Kind.SAME_AS_EARLIER, True, labelled, f"month {text}")
            copied = (month(first, text), month(first, text, unit=OTHER))
            yield Case(Kind.SAME_AS_OTHER, True, copied, text)
            named = (month(second, f"{UNIT}{text}"), month(second, f"{OTHER}{text}", unit=OTHER))
            yield Case(Kind.SAME_AS_OTHER, True, named, f"named {text}")
            grown = (month(first, text + "累计完成12处。"), month(second, text + "累计完成15处。"))
            yield Case(Kind.SAME_AS_EARLIER, False, grown, f"grown {text}")
            other_month = (month(first, text), month(second, text, unit=OTHER))
            yield Case(Kind.SAME_AS_OTHER, False, other_month, f"other month {text}")
    for text in text_cases.SAID_AGAIN:
        yield Case(Kind.SAME_AS_EARLIER, False, (month(7, text), month(8, text)), text)


def _twins() -> Iterator[Case]:
    pairs = (
        ("任务63", UNIT, "实事10", UNIT, "累计实施老旧小区改造{}个片区、{}万平方米", (6, 70)),
        ("任务43", UNIT, "实事20", "区重点工程服务中心", "累计{}套安置房进入主体施工，封顶{}套", (1430, 620)),
        ("任务79", "区教育体育局", "实事2", "区教育体育局", "累计开工{}所学校幼儿园，{}所公办幼儿园投入使用", (5, 4)),
        (
            "任务50",
            "区农业农村局",
            "实事14",
            "区农业农村局",
            "累计建成齐鲁样板示范村{}个，袁庄村完成工程量{}%",
            (3, 60),
        ),
    )
    for first, unit, second, other, text, (one, two) in pairs:
        for number in (3, 4, 6, 7, 9, 10, 11, 12):
            here = month(number, text.format(one, two), unit=unit, task=first)
            for wrong, is_fault in ((one + max(1, one // 9), True), (one - 1, True), (one, False)):
                there = month(number, f"推行周调度，{text.format(wrong, two)}。", unit=other, task=second)
                yield Case(Kind.TWINS_DISAGREE, is_fault, (here, there), f"{first} {number} {wrong}")
    for first, unit, second, other, *_ in pairs[:2]:
        for number in (3, 6, 9, 12):
            answers = (month(number, "推进施工", unit=unit, task=first, met="是"),)
            denied = month(number, "组织施工", unit=other, task=second, met="否", problems="因资金未到位，进度滞后")
            yield Case(Kind.TWINS_DISAGREE, True, (*answers, denied), f"answers {first} {number}")
            agreed = month(number, "组织施工", unit=other, task=second, met="是")
            yield Case(Kind.TWINS_DISAGREE, False, (*answers, agreed), f"agreed {first} {number}")


def _parts() -> Iterator[Case]:
    compounds = {
        ("实事2", "区教育体育局"): (
            "开工6所学校和幼儿园",
            "建成3所中小学",
            "7所公办幼儿园投入使用",
            "完成2所学校供暖系统提升",
            "完成4所学校运动场地提升",
            "完成20所学校实验室等专用教室提升",
        ),
        ("任务1", "区发展改革局"): (
            "地区生产总值增长8.2%",
            "一般公共预算收入增长8.6%",
            "固定资产投资增长14.1%",
            "社会消费品零售总额增长9.3%",
            "实际利用外资增长12.2%",
            "进出口总额增长18.4%",
            "城镇登记失业率控制在2.9%",
            "能耗双控目标完成",
        ),
        ("实事11", "区城管局"): (
            "建成垃圾分类房12处",
            "建成垃圾分类主题公园1处",
            "新建、改造提升公共卫生间17处",
        ),
        ("实事16", "区文化和旅游局"): (
            "提升图书馆分馆10家",
            "提升农家书屋10家",
            "建设文化驿站10家",
            "建成历史文化展示工程示范点5家",
        ),
        ("实事17", "区卫生健康局"): (
            "新建品牌国医堂（中医馆）2家",
            "建成社区卫生服务中心1处",
            "完成92家村卫生室标准化建设",
        ),
    }
    for (task, unit), parts in compounds.items():
        whole = "，".join(parts)
        yield Case(Kind.PART_LACKING, False, (month(12, f"{whole}。", unit=unit, task=task),), f"all {task}")
        for opening in ("截至12月底，", "2022年，", "对照任务清单，"):
            yield Case(
                Kind.PART_LACKING, False, (month(12, f"{opening}{whole}，资料归档。", unit=unit, task=task),), whole
            )
        short = month(12, "各项建设任务全部完成，通过验收。", unit=unit, task=task)
        yield Case(Kind.PART_LACKING, False, (short,), f"blanket {task}")
        for index, part in enumerate(parts):
            if not any(char.isdigit() for char in part):
                continue
            left = "，".join(parts[:index] + parts[index + 1 :])
            yield Case(Kind.PART_LACKING, True, (month(12, f"{left}。", unit=unit, task=task),), f"without {part}")
            fewer = _lowered(part)
            if fewer:
                said = "，".join((*parts[:index], fewer, *parts[index + 1 :]))
                yield Case(Kind.PART_LACKING, True, (month(12, f"{said}。", unit=unit, task=task),), fewer)


def _lowered(part: str) -> str:
    """The part with a smaller number; '' where that would be none or a better one."""
    digits = "".join(char for char in part if char.isdigit() or char == ".")
    if "失业率" in part or float(digits) <= 1:
        return ""
    return part.replace(digits, f"{float(digits) * 0.6:.1f}" if "." in digits else str(int(float(digits) * 0.7)))
