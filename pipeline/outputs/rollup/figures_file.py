"""汇总数据.json: an office's figures as one small file, written by every ordinary run and read by whoever sums up (docs/contract.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from pipeline.keeping.files import write_text
from pipeline.ledger.counts import ANNEX_LABELS, Counts, PeriodCounts, ReturnCounts
from pipeline.outputs.rollup.figures import OfficeFigures, ProjectFigure
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Annex, Delivery, FormKind, Level, Standing, Status

Term = TypeVar("Term", bound=StrEnum)

NAME = "汇总数据.json"
_FORMAT = 1
_OF_WHICH = {"报送不完整": "incomplete", "书面材料未报": "without_material"}
_STATES = {status: status.name.lower() for status in Status}
_LARGEST = 1_000_000  # bytes: a file of figures has some thousands


class UnreadableFiguresError(Exception):
    """The file is no file of figures of this format; says in Chinese what is wrong."""


def write_figures(folder: Path, figures: OfficeFigures) -> Path:
    """The figures lie in ``folder``; the same figures give the same bytes."""
    return write_text(folder / NAME, figures_text(figures))


def read_figures(folder: Path) -> OfficeFigures | None:
    """The figures that lie in ``folder``; None where there are none.

    Raises:
        UnreadableFiguresError: the file is damaged, or of a format that this program does not know.
    """
    path = folder / NAME
    try:
        if path.stat().st_size > _LARGEST:
            raise UnreadableFiguresError(f"{NAME} 过大，不是本程序写的")
        return parse_figures(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFiguresError(f"{NAME} 读不出来（{type(error).__name__}）") from error


def figures_text(figures: OfficeFigures) -> str:
    """The file's text."""
    told = {
        "格式": _FORMAT,
        "单位": figures.office,
        "地区": figures.district,
        "年度": figures.year,
        "进度截至": str(figures.month) if figures.month else None,
        "报送统计至": figures.cutoff.isoformat(),
        "程序版本": figures.version,
        "进度": {ANNEX_LABELS[annex]: _numbers(counts) for annex, counts in figures.tasks.items()},
        "报送": [_collection(one) for one in figures.collections],
        "民生实事": [
            {"事项编号": one.task_id, "名称": one.title, "进度": one.standing, "报送": one.delivery}
            for one in figures.projects
        ],
        "核验问题": _numbers(figures.levels),
        "待处理": {"文件": figures.files, "人工认定": dict(figures.waiting)},
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def parse_figures(text: str) -> OfficeFigures:
    """The figures that ``figures_text`` wrote; raises UnreadableFiguresError."""
    try:
        told = json.loads(text)
        if told["格式"] != _FORMAT:
            raise UnreadableFiguresError(
                f"{NAME} 的格式是{told['格式']}，本程序只认格式{_FORMAT}，请把程序升到同一版本"
            )
        return _figures(told)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFiguresError(f"{NAME} 内容不完整，请在该单位重新运行一次") from error


def _figures(told: Mapping[str, Any]) -> OfficeFigures:
    return OfficeFigures(
        office=str(told["单位"]),
        district=str(told["地区"]),
        year=int(told["年度"]),
        month=Period.parse(told["进度截至"]) if told["进度截至"] else None,
        cutoff=date.fromisoformat(told["报送统计至"]),
        version=str(told["程序版本"]),
        tasks={annex: _counts(Standing, told["进度"][ANNEX_LABELS[annex]]) for annex in Annex},
        collections=tuple(_period_counts(one) for one in told["报送"]),
        projects=tuple(
            ProjectFigure(str(one["事项编号"]), str(one["名称"]), Standing(one["进度"]), Delivery(one["报送"]))
            for one in told["民生实事"]
        ),
        levels=_counts(Level, told["核验问题"]),
        waiting={str(sheet): int(rows) for sheet, rows in told["待处理"]["人工认定"].items()},
        files=int(told["待处理"]["文件"]),
    )


def _collection(counts: PeriodCounts) -> dict[str, Any]:
    returns = counts.returns
    return {
        "期间": str(counts.period),
        "截止日期": counts.due_date.isoformat(),
        "已截止": counts.is_over,
        "应报": returns.expected,
        **{str(status): number for status, number in returns.pairs},
        **{label: getattr(returns, name) for label, name in _OF_WHICH.items()},
    }


def _period_counts(told: Mapping[str, Any]) -> PeriodCounts:
    period = Period.parse(told["期间"])
    numbers = {name: int(told[status]) for status, name in _STATES.items()}
    returns = ReturnCounts(**numbers, **{name: int(told[label]) for label, name in _OF_WHICH.items()})
    if returns.expected != told["应报"]:
        raise ValueError("the states do not sum to 应报")
    return PeriodCounts(
        FormKind.of(period), period, date.fromisoformat(told["截止日期"]), bool(told["已截止"]), returns
    )


def _numbers(counts: Counts[Any]) -> dict[str, int]:
    return {str(term): number for term, number in counts.pairs}


def _counts(terms: type[Term], told: Mapping[str, Any]) -> Counts[Term]:
    """Raises KeyError for a term that is not told, ValueError for a word that is none."""
    known = {str(term) for term in terms}
    if unknown := set(told) - known:
        raise ValueError(f"{unknown} are no {terms.__name__}")
    return Counts(tuple((term, int(told[term])) for term in terms))
