"""All sections of config.toml together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from pipeline import __version__
from pipeline.config.checks import Checks, Problems
from pipeline.config.documents import Bulletins, Reminders
from pipeline.config.matching import Matching
from pipeline.config.office import Folders, Office
from pipeline.config.reading import Reading
from pipeline.config.reporting import Calendar, Reporting, ReportingYear
from pipeline.config.scores import Score
from pipeline.config.section import Section
from pipeline.config.spot_checks import SpotCheckRules
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.workdays import WorkCalendar


class Settings(Section):
    """All of config.toml; ``root`` is the folder it lies in.

    Only stages hold it: what stands below them takes the section it needs, and ``reporting_year`` for all of time.
    """

    year: Annotated[int, Field(ge=2000, le=2100)]
    office: Office
    reporting: Reporting
    calendar: Calendar = Calendar()
    folders: Folders = Folders()
    matching: Matching = Matching()
    reading: Reading = Reading()
    checks: Checks = Checks()
    problems: Problems = Problems()
    spotcheck: SpotCheckRules = SpotCheckRules()
    score: Score = Score()
    headings: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    bulletins: Bulletins = Bulletins()
    reminders: Reminders = Reminders()
    root: Path = Path()

    @model_validator(mode="after")
    def _plan_belongs_to_year(self) -> Settings:
        """A year rolled over with its plan's date forgotten would make every unit 未报 for the plan."""
        first, last = date(self.year - 1, 10, 1), date(self.year + 1, 1, 31)
        if not first <= self.reporting.plan_due <= last:
            raise ValueError(
                f"year = {self.year} 与 reporting.plan_due = {self.reporting.plan_due} 对不上"
                f"（应在{first:%Y-%m}至{last:%Y-%m}之间）；换了年度的改 plan_due，年度写错的改 year"
            )
        return self

    @property
    def master(self) -> Path:
        """What people maintain: 责任分解表, 单位名录, 人工认定, 模板."""
        return self.root / self.folders.master

    @property
    def inbox(self) -> Path:
        """Returned files, in any sub-folders; read only."""
        return self.root / self.folders.inbox

    @property
    def archive(self) -> Path:
        """What must never be lost: register, originals, frozen ledgers, bulletins as issued."""
        return self.root / self.folders.archive

    @property
    def outbox(self) -> Path:
        """All that the pipeline makes; can be deleted and rebuilt."""
        return self.root / self.folders.outbox

    @cached_property
    def reporting_year(self) -> ReportingYear:
        """What is collected and when it is due."""
        return ReportingYear(self.year, self.reporting, self.calendar)

    @property
    def plan(self) -> Period:
        """The plan's period."""
        return self.reporting_year.plan

    @property
    def months(self) -> tuple[Period, ...]:
        """The reporting months, first to last."""
        return self.reporting_year.months

    @property
    def due_dates(self) -> dict[Period, date]:
        """Due date of the plan and of each month, that day included (R6)."""
        return self.reporting_year.due_dates

    @property
    def work_calendar(self) -> WorkCalendar:
        """Working days, by which what is due and late is reckoned (R6)."""
        return self.reporting_year.work_calendar

    def lines(self) -> tuple[tuple[str, str], ...]:
        """The settings in force as (name, value) for the sheet 说明."""
        drawn = self.spotcheck
        return (
            ("程序版本", __version__),
            ("督查年度", str(self.year)),
            ("报送主体", "全部责任单位" if self.reporting.who == "all" else "牵头单位"),
            ("年度计划截止日期", self.reporting.plan_due.isoformat()),
            ("月报范围", f"{self.months[0].label}至{self.months[-1].label}"),
            ("月报截止", f"次月第{self.reporting.due_workday}个工作日（含当日）"),
            (
                "事项比对阈值",
                f"本单位 {self.matching.near_score:g}，其他单位 {self.matching.far_score:g}，领先 {self.matching.margin:g}",
            ),
            ("问题跟踪", f"与上月文字相同 {self.problems.reworded_share:.0%} 以上的，算同一问题换了说法"),
            ("抽查", f"每次{drawn.count}件，同一期间每单位最多{drawn.per_unit}件、全部最多{drawn.per_month}件"),
            ("考评", "启用" if self.score.enabled else "未启用（通知没有规定）"),
        )
