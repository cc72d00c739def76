"""Who owes what and when (R1, R6; notice clauses 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pipeline.config.section import Section
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.workdays import WorkCalendar

Month = Annotated[int, Field(ge=1, le=12)]


class Reporting(Section):
    """[reporting]: who reports, from which month to which, and until when."""

    who: Literal["all", "lead"] = "all"
    plan_due: date
    first_month: Month = 3
    last_month: Month = 12
    due_workday: Annotated[int, Field(ge=1, le=15)] = 5

    @model_validator(mode="after")
    def _months_in_order(self) -> Reporting:
        if self.first_month > self.last_month:
            raise ValueError(f"first_month（{self.first_month}）晚于 last_month（{self.last_month}）")
        return self


class Calendar(Section):
    """[calendar]: days that the State Council has not announced yet, or that the office adds (R6)."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class ReportingYear:
    """What is collected in a year and when it is due: all that a stage passes on to whoever asks about time."""

    year: int
    reporting: Reporting
    calendar: Calendar

    @property
    def plan(self) -> Period:
        """The plan's period: the year itself."""
        return Period(self.year)

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The reporting months of the year, first to last."""
        return tuple(Period(self.year, m) for m in range(self.reporting.first_month, self.reporting.last_month + 1))

    @cached_property
    def work_calendar(self) -> WorkCalendar:
        """The State Council's calendar with the office's own days (R6)."""
        return WorkCalendar(self.calendar.holidays, self.calendar.workdays)

    @cached_property
    def due_dates(self) -> dict[Period, date]:
        """Due date of the plan and of each month (R6), that day included."""
        following = ((month, month.following) for month in self.months)
        nth = self.work_calendar.nth_workday
        return {self.plan: self.reporting.plan_due} | {
            month: nth(after.year, after.month, self.reporting.due_workday) for month, after in following
        }
