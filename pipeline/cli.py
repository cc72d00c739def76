"""Verbs, progress and exit codes: the only module that prints or reads the clock."""

from __future__ import annotations

import gc
import logging
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from typer.core import TyperArgument, TyperCommand

from pipeline.vocabulary.errors import BusyError, PipelineError, fault_of_ours, refused_by_system
from pipeline.vocabulary.periods import Period, read_period

Item = TypeVar("Item")
_log = logging.getLogger(__name__)
NOT_ACCEPTED, CANNOT_RUN, BUSY = 1, 2, 3
SOME_FAILED = NOT_ACCEPTED
FEW_COLLECTIONS = (50_000, 20, 20)
"""Garbage collector thresholds of a run: workbooks and frames are millions of objects that live to its end (a fifth of its time)."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    help="督查台账流水线：不带命令即每周运行。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_UNCHANGED = "自上次运行以来没有变化：收件、master 和设置都与上次相同，outbox 里的结果也都在，这次没有重新生成。请看 outbox 里的首页.html。"

Root = Annotated[Path, typer.Option("--root", help="项目文件夹（config.toml 所在处）。", show_default=False)]
Today = Annotated[
    str, typer.Option("--today", metavar="YYYY-MM-DD", help="按哪一天运行，默认今天。", show_default=False)
]
Confirmed = Annotated[
    bool,
    typer.Option(
        "--confirmed",
        help="确属有意，仍要运行：收件文件夹清空、责任分解表大幅减少、日期早于上次运行、archive 的登记丢失而从头开始。",
    ),
]


@app.callback(invoke_without_command=True)
def weekly(context: typer.Context, root: Root = Path(), today: Today = "", confirmed: Confirmed = False) -> None:
    """每周运行：读取 inbox，生成台账、首页和到期的通报。"""
    context.obj = (root, today, confirmed)
    if context.invoked_subcommand is None:
        from pipeline.keeping.cache.unchanged import run_unless_unchanged

        if not run_unless_unchanged(root, _day(today), lambda: _run_weekly(context), is_confirmed=confirmed):
            _say((_UNCHANGED,))


def _run_weekly(context: typer.Context) -> bool:
    """The weekly run, and what is said of it; whether it left all that it had to."""
    from pipeline import stages

    outcome = stages.run_weekly(_walk(context))
    _show(outcome)
    return bool(outcome.is_complete)


@app.command()
def deadline(
    context: typer.Context,
    period: Annotated[str, typer.Argument(metavar="plan|YYYY-MM", help="哪一次收表。")],
    before: Annotated[
        int | None, typer.Option(metavar="N", help="截止前N个工作日内，提醒尚未报送的单位。", show_default=False)
    ] = None,
) -> None:
    """收表截止后运行：催办汇总、各单位催办函、报送情况通报，并冻结当日台账。"""
    from pipeline import stages

    walk = _walk(context)
    asked = _period(period, walk.settings.year)
    if before is not None and before < 1:
        raise PipelineError(
            f"--before 的“{before}”应为1以上的整数。", "请写成 --before 2；收表已经截止的，请去掉 --before。"
        )
    _show(stages.run_early_reminder(walk, asked, before) if before else stages.run_deadline(walk, asked))


@app.command()
def forms(
    context: typer.Context,
    period: Annotated[str, typer.Argument(metavar="[YYYY-MM]", help="附件4的月份，默认下一个待报月份。")] = "",
) -> None:
    """生成下发各单位的预填附件3、附件4，每个单位一份，另有压缩包。"""
    from pipeline import stages

    walk = _walk(context)
    written = stages.run_forms(walk, _period(period, walk.settings.year) if period else None)
    by_form = "、".join(f"{form}{number}份" for form, number in Counter(path.name[:3] for path in written).items())
    _say((f"已生成{by_form}，在 {walk.settings.outbox / '下发表格'}；其中的压缩包每种表一个，可以直接下发",))


@app.command()
def check(
    context: typer.Context, files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="一个或几个报回的文件。")]
) -> None:
    """接收前检查报回的文件：认作哪个单位、哪个月、哪些任务，有什么问题。不能接收时返回 1。"""
    from pipeline import stages

    verdicts = stages.run_check(_settings(context.obj[0]), files)
    _say(line for verdict in verdicts for line in verdict.lines)
    if not all(verdict.is_accepted for verdict in verdicts):
        raise typer.Exit(NOT_ACCEPTED)


class _BulletinCommand(TyperCommand):
    """Its first argument lists the kinds there are, asked for only where the command is used: they load the whole house."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, the kinds of today in the first."""
        from pipeline import stages

        made, parameters = stages.bulletin_verbs(), super().get_params(ctx)
        asked = next(one for one in parameters if isinstance(one, TyperArgument))
        asked.metavar, asked.help = "|".join(made), f"{'、'.join(made.values())}。"
        return parameters


@app.command(cls=_BulletinCommand)
def bulletin(
    context: typer.Context,
    kind: Annotated[str, typer.Argument()],
    period: Annotated[
        str, typer.Argument(metavar="[YYYY-MM]", help="月份（季通报填该季任一月），默认最近到期的一期。")
    ] = "",
) -> None:
    """生成通报文稿（征求意见稿）。"""
    from pipeline import stages

    walk = _walk(context)
    outcome = stages.run_bulletin(walk, kind, _period(period, walk.settings.year) if period else None)
    _say(f"注意：{fault}" for fault in outcome.faults)
    _list_files("已生成通报", outcome)
    _say(() if outcome.written or outcome.faults else ("没有需要通报的事项。",))


@app.command()
def spotcheck(
    context: typer.Context,
    period: Annotated[str, typer.Option(metavar="YYYY-MM", help="抽查哪个月的填报，默认最近到期的一期。")] = "",
    seed: Annotated[int | None, typer.Option(help="随机种子，默认当天日期；同一台账、同一种子，结果相同。")] = None,
    count: Annotated[int | None, typer.Option(min=1, help="抽取件数，默认按 config.toml。")] = None,
) -> None:
    """抽查：必查、风险加权和完全随机，生成抽查清单和核查单；结果填入人工认定“抽查结果”表。"""
    from pipeline import stages

    walk = _walk(context)
    outcome = stages.run_spotcheck(walk, _period(period, walk.settings.year) if period else None, seed, count)
    _say((*outcome.notes, *(f"注意：{fault}" for fault in outcome.faults)))
    _list_files("已生成", outcome)


@app.command()
def templates(
    context: typer.Context,
    action: Annotated[str, typer.Argument(metavar="check", help="检查模板并列出可用变量。")] = "check",
) -> None:
    """检查通报模板：哪一段的哪个变量写错或缺少，并列出全部变量。"""
    from pipeline import stages

    if action != "check":
        raise PipelineError(f"templates 没有“{action}”。", "请写 templates check。")
    _say(stages.check_templates(_settings(context.obj[0])))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="要建立的文件夹，须不存在或为空。")],
    seed: Annotated[int, typer.Option(help="随机种子，相同则内容相同。")] = 2022,
    units: Annotated[int, typer.Option(help="单位数，0 为全部。")] = 0,
    until: Annotated[str, typer.Option(metavar="YYYY-MM", help="报到哪个月。")] = "2022-09",
) -> None:
    """建立一个样例督查室：真实的责任分解表、各单位的回收表，并运行一遍。"""
    from pipeline import stages
    from pipeline.demo.office import write_office

    office = write_office(folder, seed=seed, units=units, until=_period(until, 2022))
    _say((f"样例已建立：{office.files}个回收文件，在 {folder / 'inbox'}",))
    _show(stages.run_weekly(stages.Walk(_settings(folder), office.today, _track)))
    _say((f"继续试用：python run.py --root {folder} --today {office.today} deadline {until}",))


@app.command()
def fleet(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="OFFICES", help="里面每个区县一个督查室文件夹。")],
    workers: Annotated[int, typer.Option(min=0, help="同时运行几个单位，默认与处理器核心数相同。")] = 0,
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="tcp://…", help="在 Dask 集群上运行，各机器须能以同一路径看到 OFFICES。", show_default=False
        ),
    ] = "",
    only_rollup: Annotated[bool, typer.Option("--only-rollup", help="不运行，只把各单位已有的汇总数据汇总。")] = False,
) -> None:
    """运行许多个督查室（市、省汇总用），生成汇总台账和汇总首页。有单位没有运行成功时返回 1。"""
    from pipeline.outputs.rollup.summary import rollup_lines
    from pipeline.stages.fleet import FleetWalk, run_fleet

    if context.obj[2]:
        raise PipelineError(
            "fleet 不能加 --confirmed。", "请对确属有意的那一个单位单独运行：--root 它的文件夹 --confirmed。"
        )
    outcome = run_fleet(FleetWalk(folder, _day(context.obj[1]), _track, workers, scheduler, only_rollup))
    _say((*rollup_lines(outcome.rollup), "请看：", *(f"  {path}" for path in outcome.written)))
    if outcome.rollup.failed:
        raise typer.Exit(CANNOT_RUN if outcome.is_all_failed else SOME_FAILED)


@app.command()
def schedule(context: typer.Context) -> None:
    """说明如何在这台电脑上每周自动运行。"""
    from pipeline.stages.schedule import schedule_lines

    _say(schedule_lines(Path(sys.argv[0]).resolve(), Path(sys.executable), context.obj[0].resolve(), sys.platform))


def _walk(context: typer.Context) -> stages.Walk:  # type: ignore[name-defined]  # noqa: F821
    from pipeline import stages

    root, today, confirmed = context.obj
    return stages.Walk(_settings(root), _day(today), _track, confirmed)


def _day(today: str) -> date:
    try:
        return date.fromisoformat(today) if today else date.today()
    except ValueError:
        raise PipelineError(f"--today 的“{today}”不是日期。", "请写成 2022-04-11 的样子。") from None


def _period(text: str, year: int) -> Period:
    if found := read_period(text, year):
        return found
    raise PipelineError(f"“{text}”不是期间。", f"请写 plan（年度计划）、{year}-03 或 3月 的样子。")


def _track(label: str, items: Iterable[Item], total: int) -> Iterable[Item]:
    """``items`` one by one, with a progress bar when a person is watching."""
    if not sys.stdout.isatty() or not total:
        return items
    from rich.progress import track

    return track(items, description=label, total=total, transient=True)


def _show(outcome: stages.RunOutcome) -> None:  # type: ignore[name-defined]  # noqa: F821
    from pipeline.outputs.summary import summary_lines

    _say((*summary_lines(outcome.ledger), *(f"注意：{fault}" for fault in outcome.faults), *outcome.notes))
    _list_files("请看", outcome)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _list_files(label: str, outcome: stages.RunOutcome) -> None:  # type: ignore[name-defined]  # noqa: F821
    """What was written, and what a person had edited and was left alone."""
    for told, paths in ((label, outcome.written), ("有人改过、未覆盖（新稿在旁边）", outcome.kept)):
        _say((f"{told}：", *(f"  {path}" for path in paths)) if paths else ())


def main() -> None:
    """Runs a verb; exit code 0 the run completed, 1 not all of it was accepted or ran, 2 it could not run, 3 another is under way."""
    gc.set_threshold(*FEW_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(args=_global_options_first(sys.argv[1:]))
    except PipelineError as error:
        _stop(error, error)
    except OSError as error:
        _log.exception("refused by the system")
        _stop(refused_by_system(error), error)
    except Exception as error:
        _log.exception("a fault of ours")
        _stop(fault_of_ours(error), error)


def _stop(told: PipelineError, error: Exception) -> NoReturn:
    """One line on the screen and the exit code; the traceback is in the log."""
    print(told, file=sys.stderr)
    raise SystemExit(BUSY if isinstance(told, BusyError) else CANNOT_RUN) from error


def _settings(root: Path) -> Settings:  # type: ignore[name-defined]  # noqa: F821
    """The office's settings; what is logged from now on lies in its archive/."""
    from pipeline.config import load_settings
    from pipeline.keeping.logbook import keep_log

    settings = load_settings(root)
    keep_log(settings.archive)
    return settings


def _global_options_first(arguments: list[str]) -> list[str]:
    """--root, --today and --confirmed may stand before or after the verb."""
    first: list[str] = []
    rest = list(arguments)
    for option, has_value in (("--root", True), ("--today", True), ("--confirmed", False)):
        begin = next((place for place, told in enumerate(rest) if told.partition("=")[0] == option), len(rest))
        end = begin + (2 if has_value and rest[begin : begin + 1] == [option] else 1)
        first += rest[begin:end]
        del rest[begin:end]
    return first + rest
