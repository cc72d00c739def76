"""Verbs, progress and exit codes: the only module that prints or reads the clock."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from typer.core import TyperArgument, TyperCommand

from pipeline.config import load_settings
from pipeline.vocabulary.errors import BusyError, PipelineError
from pipeline.vocabulary.periods import Period, read_period

Item = TypeVar("Item")
NOT_ACCEPTED, CANNOT_RUN, BUSY = 1, 2, 3
FEW_COLLECTIONS = (50_000, 20, 20)
"""Garbage collector thresholds of a run: workbooks and frames are millions of objects that live to its end (a fifth of its time)."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    help="督查台账流水线：不带命令即每周运行。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_console = Console(highlight=False, soft_wrap=True, markup=False)

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
    from pipeline import stages

    context.obj = (root, today, confirmed)
    if context.invoked_subcommand is None:
        _show(stages.run_weekly(_walk(context)))


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
    _console.print(f"已生成{by_form}，在 {walk.settings.outbox / '下发表格'}；其中的压缩包每种表一个，可以直接下发")


@app.command()
def check(
    context: typer.Context, files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="一个或几个报回的文件。")]
) -> None:
    """接收前检查报回的文件：认作哪个单位、哪个月、哪些任务，有什么问题。不能接收时返回 1。"""
    from pipeline import stages

    verdicts = stages.run_check(load_settings(context.obj[0]), files)
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
    _say(stages.check_templates(load_settings(context.obj[0])))


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
    _console.print(f"样例已建立：{office.files}个回收文件，在 {folder / 'inbox'}")
    _show(stages.run_weekly(stages.Walk(load_settings(folder), office.today, _track)))
    _console.print(f"继续试用：python run.py --root {folder} --today {office.today} deadline {until}")


@app.command()
def schedule(context: typer.Context) -> None:
    """说明如何在这台电脑上每周自动运行。"""
    from pipeline.stages.schedule import schedule_lines

    _say(schedule_lines(Path(sys.argv[0]).resolve(), Path(sys.executable), context.obj[0].resolve(), sys.platform))


def _walk(context: typer.Context) -> stages.Walk:  # type: ignore[name-defined]  # noqa: F821
    from pipeline import stages

    root, today, confirmed = context.obj
    try:
        day = date.fromisoformat(today) if today else date.today()
    except ValueError:
        raise PipelineError(f"--today 的“{today}”不是日期。", "请写成 2022-04-11 的样子。") from None
    return stages.Walk(load_settings(root), day, _track, confirmed)


def _period(text: str, year: int) -> Period:
    if found := read_period(text, year):
        return found
    raise PipelineError(f"“{text}”不是期间。", f"请写 plan（年度计划）、{year}-03 或 3月 的样子。")


def _track(label: str, items: Iterable[Item], total: int) -> Iterable[Item]:
    """``items`` one by one, with a progress bar when a person is watching."""
    if not _console.is_terminal or not total:
        return items
    from rich.progress import track

    return track(items, description=label, total=total, console=_console, transient=True)


def _show(outcome: stages.RunOutcome) -> None:  # type: ignore[name-defined]  # noqa: F821
    from pipeline.outputs.summary import summary_lines

    _say((*summary_lines(outcome.ledger), *(f"注意：{fault}" for fault in outcome.faults), *outcome.notes))
    _list_files("请看", outcome)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        _console.print(line)


def _list_files(label: str, outcome: stages.RunOutcome) -> None:  # type: ignore[name-defined]  # noqa: F821
    """What was written, and what a person had edited and was left alone."""
    for told, paths in ((label, outcome.written), ("有人改过、未覆盖（新稿在旁边）", outcome.kept)):
        _say((f"{told}：", *(f"  {path}" for path in paths)) if paths else ())


def main() -> None:
    """Runs a verb; exit code 0 the run completed, 2 it could not run, 3 another run is under way."""
    gc.set_threshold(*FEW_COLLECTIONS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(args=_global_options_first(sys.argv[1:]))
    except PipelineError as error:
        Console(stderr=True, highlight=False, soft_wrap=True, markup=False).print(str(error))
        raise SystemExit(BUSY if isinstance(error, BusyError) else CANNOT_RUN) from error


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
