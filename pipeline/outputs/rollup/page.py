"""汇总首页.html: the offices side by side on one self-contained page, each name a link to its own 首页."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.keeping.files import write_text
from pipeline.outputs.rollup.figures import OfficeFigures, ProjectFigure
from pipeline.outputs.rollup.offices import Freshness, OfficeLine, Rollup, returns_of
from pipeline.outputs.rollup.wording import RULES, figures_sentence, month_cell, span_words, warnings
from pipeline.outputs.shared.links import Link, href
from pipeline.outputs.shared.words import words_of
from pipeline.outputs.start_page.charts import Drawing, standing_bar
from pipeline.outputs.start_page.rendering import render_page
from pipeline.vocabulary.terms import Annex, Standing
from pipeline.vocabulary.text import chinese_date
from pipeline.vocabulary.values import Rate

_LAGGING = (Standing.BEHIND, Standing.ATTENTION, Standing.UNREPORTED)


@dataclass(frozen=True)
class PageLine:
    """One office on the page; ``rates`` stand under the periods of the page, ``bar`` is its tasks by 进度."""

    link: Link
    freshness: Freshness
    figures: OfficeFigures | None
    until: str
    rates: tuple[str, ...]
    rate: str
    bar: Drawing
    lagging: tuple[ProjectFigure, ...]


def write_rollup_page(path: Path, rollup: Rollup) -> Path:
    """The page lies at ``path``; links are relative to it, so that the fleet's folder may be moved."""
    facts = {
        "title": rollup.title,
        "year": rollup.year,
        "day": chinese_date(rollup.day),
        "span": span_words(rollup) if rollup.current else "",
        "sentence": figures_sentence(rollup) if rollup.current else "",
        "warnings": tuple(warnings(rollup)),
        "standings": tuple(_shown(rollup)),
        "total": rollup.standings,
        "projects": rollup.annex_standings(Annex.LIVELIHOOD),
        "returns": rollup.returns,
        "rate": words_of(rollup.returns.on_time_rate),
        "periods": rollup.periods,
        "rates": tuple(words_of(rollup.period_returns(one).on_time_rate) for one in rollup.periods),
        "lines": tuple(_page_lines(path, rollup)),
        "current": len(rollup.current),
        "is_current": Freshness.CURRENT,
        "livelihood": Annex.LIVELIHOOD,
        "rules": RULES,
    }
    return write_text(path, render_page("rollup/page.html.j2", facts))


def _shown(rollup: Rollup) -> Iterator[Standing]:
    """Every 进度 that some office has, so that each row sums."""
    figures = [one.figures for one in rollup.lines if one.figures]
    yield from (one for one in Standing if any(office.standings.number(one) for office in figures))


def _page_lines(page: Path, rollup: Rollup) -> Iterator[PageLine]:
    longest = max((one.figures.standings.total for one in rollup.lines if one.figures), default=1)
    for line in rollup.lines:
        figures = line.figures
        yield PageLine(
            link=Link(line.name, href(page, line.page) if os.path.isfile(line.page) else ""),
            freshness=rollup.freshness(line),
            figures=figures,
            until=month_cell(figures.month) if figures else "",
            rates=tuple(_rates(line, rollup)),
            rate=words_of(figures.returns.on_time_rate if figures else Rate(0, 0)),
            bar=standing_bar(rollup.standings if figures is None else figures.standings, longest),
            lagging=tuple(one for one in figures.projects if one.standing in _LAGGING) if figures else (),
        )


def _rates(line: OfficeLine, rollup: Rollup) -> Iterator[str]:
    for period in rollup.periods:
        returns = returns_of(line.figures, period) if line.figures else None
        yield words_of(returns.on_time_rate) if returns else "—"
