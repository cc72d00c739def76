"""config.toml as frozen, typed settings: the only module that reads TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline import __version__
from pipeline.vocabulary import check_words
from pipeline.vocabulary.errors import ConfigError
from pipeline.vocabulary.likeness import most_alike
from pipeline.vocabulary.periods import Period
from pipeline.vocabulary.terms import Fault
from pipeline.vocabulary.workdays import WorkCalendar

Month = Annotated[int, Field(ge=1, le=12)]
MatchScore = Annotated[float, Field(ge=0, le=100)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Office(_Section):
    """How the office and its district are called in what it writes."""

    name: str
    section: str
    district_names: tuple[str, ...] = ()


class Reporting(_Section):
    """Who owes what and when (R1, R6; notice clauses 1 and 2)."""

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


class Calendar(_Section):
    """Days that the State Council has not announced yet, or that the office adds (R6)."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


class Folders(_Section):
    """Paths relative to config.toml."""

    master: Path = Path("master")
    inbox: Path = Path("inbox")
    archive: Path = Path("archive")
    outbox: Path = Path("outbox")


class Matching(_Section):
    """Thresholds of task matching, 0 to 100 (R10); the reasons for the values stand in config.toml."""

    near_score: MatchScore = 85
    far_score: MatchScore = 95
    margin: MatchScore = 8


class BulletinFonts(_Section):
    """The faces of an official document by role: the first name is written, the others stand in where it is absent."""

    title: tuple[str, ...] = ("方正小标宋简体", "小标宋", "华文中宋")
    body: tuple[str, ...] = ("仿宋", "仿宋_GB2312", "华文仿宋")
    heading: tuple[str, ...] = ("黑体", "SimHei", "华文细黑")
    subheading: tuple[str, ...] = ("楷体", "楷体_GB2312", "华文楷体")
    number: tuple[str, ...] = ("宋体", "SimSun", "华文宋体")

    @model_validator(mode="after")
    def _each_named(self) -> BulletinFonts:
        blank = [role for role in type(self).model_fields if not all(getattr(self, role)) or not getattr(self, role)]
        if blank:
            raise ValueError(f"{'、'.join(blank)} 没有写字体名")
        return self


class Bulletins(_Section):
    """How bulletins are laid out and to whom they go (GB/T 9704; R23, R24)."""

    shell: Literal["red_head", "digest"] = "red_head"
    masthead: str = ""
    number_prefix: str = ""
    digest_masthead: str = "督查通报"
    digest_office: str = ""
    addressee: str = "各责任单位"
    copies: tuple[str, ...] = ()
    public_edition: bool = True
    fonts: BulletinFonts = BulletinFonts()


class Reminders(_Section):
    """In which tone a unit is reminded for the first, second … time, and how long it has to answer."""

    tones: Annotated[tuple[Literal["提醒", "催办", "督办"], ...], Field(min_length=1)] = ("提醒", "催办", "督办")
    reply_workdays: Annotated[int, Field(ge=1, le=30)] = 3


Relation = Literal["相同", "包含", "相近"]


class Checks(_Section):
    """Thresholds and words of the checks on what units wrote (R15-R17); the reasons stand in config.toml."""

    negations: tuple[str, ...] = check_words.NEGATIONS
    ongoing: tuple[str, ...] = check_words.ONGOING
    harmless: tuple[str, ...] = check_words.HARMLESS
    causes: tuple[str, ...] = check_words.CAUSES
    corrections: tuple[str, ...] = check_words.CORRECTIONS
    blanket: tuple[str, ...] = check_words.BLANKET
    same_text_length: Annotated[int, Field(ge=1)] = 8
    wording_score: MatchScore = 90
    behind_ratio: Annotated[float, Field(gt=0, lt=1)] = 0.5
    compound_parts: Annotated[int, Field(ge=2)] = 2
    twins: tuple[tuple[str, str, Relation], ...] = (
        ("任务63", "实事10", "相同"),
        ("任务43", "实事20", "相同"),
        ("任务79", "实事2", "包含"),
        ("任务50", "实事14", "相近"),
    )


Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]


class Problems(_Section):
    """How 问题台账 follows a problem from month to month; the reason for the value stands in config.toml."""

    reworded_share: Annotated[float, Field(gt=0, le=1)] = 0.5


class SpotCheckWeights(_Section):
    """How much more likely a duty is drawn for what is known of it; 1 is the weight of every duty."""

    yellow: Count = 2
    late: Count = 1
    noticed: Count = 1
    worse: Count = 2
    lead: Count = 1
    failed_before: Count = 3


class SpotCheckRules(_Section):
    """How many spot checks a draw holds and how they are chosen (notice clause 3: 重点抽查)."""

    count: Annotated[int, Field(ge=1)] = 12
    per_month: Annotated[int, Field(ge=1)] = 20
    per_unit: Annotated[int, Field(ge=1)] = 2
    must_share: Share = 0.5
    random_share: Share = 0.25
    weights: SpotCheckWeights = SpotCheckWeights()

    @model_validator(mode="after")
    def _shares_fit(self) -> SpotCheckRules:
        if self.must_share + self.random_share > 1:
            raise ValueError("must_share 与 random_share 之和超过 1")
        if not self.random_share:
            raise ValueError("random_share 为 0，有的事项将永远抽不到")
        return self


class Score(_Section):
    """考评 (off by default: the notice gives no mandate): points taken off per confirmed fault."""

    enabled: bool = False
    full: Annotated[float, Field(gt=0)] = 100
    points: Mapping[Fault, Annotated[float, Field(ge=0)]] = Field(
        default_factory=lambda: dict(zip(Fault, (3, 1, 1, 0.5, 2, 0, 1, 5, 2), strict=True))
    )


class Settings(_Section):
    """All of config.toml; ``root`` is the folder it lies in."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    office: Office
    reporting: Reporting
    calendar: Calendar = Calendar()
    folders: Folders = Folders()
    matching: Matching = Matching()
    checks: Checks = Checks()
    problems: Problems = Problems()
    spotcheck: SpotCheckRules = SpotCheckRules()
    score: Score = Score()
    headings: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    bulletins: Bulletins = Bulletins()
    reminders: Reminders = Reminders()
    root: Path = Path()

    @property
    def master(self) -> Path:
        return self.root / self.folders.master

    @property
    def inbox(self) -> Path:
        return self.root / self.folders.inbox

    @property
    def archive(self) -> Path:
        return self.root / self.folders.archive

    @property
    def outbox(self) -> Path:
        return self.root / self.folders.outbox

    @property
    def work_calendar(self) -> WorkCalendar:
        return WorkCalendar(self.calendar.holidays, self.calendar.workdays)

    @property
    def plan(self) -> Period:
        return Period(self.year)

    @property
    def months(self) -> tuple[Period, ...]:
        """The reporting months of the year, first to last."""
        return tuple(Period(self.year, m) for m in range(self.reporting.first_month, self.reporting.last_month + 1))

    @property
    def due_dates(self) -> dict[Period, date]:
        """Due date of the plan and of each month (R6), that day included."""
        calendar = self.work_calendar
        due = {self.plan: self.reporting.plan_due}
        for month in self.months:
            after = month.following
            due[month] = calendar.nth_workday(after.year, after.month, self.reporting.due_workday)
        return due

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


def load_settings(root: Path) -> Settings:
    """Settings of the project folder ``root``; ConfigError names the key, what is wrong and the nearest known key."""
    path = root / "config.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"找不到设置文件 {path}。", "请在项目文件夹中运行，或用 --root 指明项目文件夹。") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} 不是 UTF-8 编码。", "请用记事本打开，另存为时编码选 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} 格式有误：{error}。", "请按提示的行列（line、column）检查引号、方括号和等号。"
        ) from None
    try:
        return Settings.model_validate({**raw, "root": root.resolve()})
    except ValidationError as error:
        problems = "；".join(_explain(fault) for fault in error.errors())  # type: ignore[arg-type]
        raise ConfigError(f"{path} 中的设置有误：{problems}。", "请更正后重新运行。") from None


def _explain(fault: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    match fault["type"]:
        case "extra_forbidden":
            nearest = _nearest_key([str(part) for part in fault["loc"]])
            return f"没有“{place}”这一项" + (f"，是否应为“{nearest}”" if nearest else "")
        case "missing":
            return f"缺少“{place}”"
        case "value_error":
            return f"“{place}”{fault['ctx']['error']}" if place else str(fault["ctx"]["error"])
        case _:
            return f"“{place}”的值 {fault['input']!r} 不合要求（{fault['msg']}）"


def _nearest_key(location: list[str]) -> str | None:
    """The known key of the same section most like the unknown one."""
    model: type[BaseModel] = Settings
    for part in location[:-1]:
        model = model.model_fields[part].annotation  # type: ignore[assignment]
    known = [name for name in model.model_fields if name != "root"]
    alike = most_alike(location[-1], known)
    return alike[0][0] if alike else None
