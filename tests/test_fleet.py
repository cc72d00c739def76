"""``run.py fleet``: many offices side by side; what fails costs itself and is told, on this machine and on a cluster."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command_line import run
from fleet_offices import DAY, KILL, break_office, run_for_ever, run_or_die, write_fleet, write_tiny_office

from pipeline.config import load_settings
from pipeline.keeping.lock import locked
from pipeline.outputs.rollup.offices import Freshness
from pipeline.stages import Walk, run_weekly
from pipeline.stages.fleet import FleetOutcome, FleetWalk, run_fleet
from pipeline.stages.fleet.cluster import run_on_cluster
from pipeline.stages.fleet.office_run import OfficeAnswer, OfficeTask, run_office
from pipeline.stages.fleet.offices import list_offices
from pipeline.stages.fleet.pool import run_in_pool
from pipeline.vocabulary.errors import PipelineError

TODAY = date.fromisoformat(DAY)
EARLIER = "2022-03-28"
PROVINCE = tuple(f"区{number:03}" for number in range(1, 137))


def untracked(label: str, items: Iterable[OfficeAnswer], total: int) -> Iterable[OfficeAnswer]:
    return items


def _tasks(folder: Path) -> list[OfficeTask]:
    return [OfficeTask(one.name, one.root, TODAY) for one in list_offices(folder)]


# --- which folders are offices ---------------------------------------------------------------------------------


def _office(root: Path) -> None:
    (root / "master").mkdir(parents=True)
    (root / "config.toml").touch()


def test_offices_are_found_below_cities_and_nothing_else_is_one(tmp_path: Path) -> None:
    _office(tmp_path / "甲市" / "一区")
    _office(tmp_path / "甲市" / "一区" / "archive" / "备份")
    _office(tmp_path / "二区")
    _office(tmp_path / "汇总")
    _office(tmp_path / ".trash")
    (tmp_path / "说明").mkdir()
    assert [one.name for one in list_offices(tmp_path)] == ["二区", "甲市/一区"]


def test_half_an_office_is_one_that_cannot_run(tmp_path: Path) -> None:
    """Else an office whose config.toml was lost would silently be missing from every sum."""
    (tmp_path / "甲区" / "master").mkdir(parents=True)
    [found] = list_offices(tmp_path)
    assert found.error == "文件夹里缺 config.toml" and not found.is_here


def test_a_folder_that_cannot_be_opened_is_one_office_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _office(tmp_path / "甲区")
    _office(tmp_path / "乙区")

    def is_file(path: Path) -> bool:
        if "乙区" in path.parts:
            raise PermissionError(path)
        return path.exists()

    monkeypatch.setattr("pipeline.stages.fleet.offices._HALVES", {"config.toml": is_file, "master": Path.is_dir})
    assert {one.name: one.error for one in list_offices(tmp_path)} == {
        "甲区": "",
        "乙区": "文件夹打不开，请核对权限和网络盘",
    }


def test_a_folder_without_offices_is_refused_with_what_to_do(tmp_path: Path) -> None:
    done = run("fleet", tmp_path)
    assert done.returncode == 2 and "每个区县一个子文件夹" in done.stderr
    assert run("fleet", tmp_path / "没有").returncode == 2
    assert list(tmp_path.iterdir()) == []


# --- one office as a task --------------------------------------------------------------------------------------


def test_what_an_office_cannot_do_is_one_line_without_its_path(tmp_path: Path) -> None:
    root = write_tiny_office(tmp_path / "甲区")
    (root / "master" / "单位名录.xlsx").write_bytes(b"no workbook")
    answer = run_office(OfficeTask("甲区", root, TODAY))
    assert "单位名录.xlsx 打不开" in answer.error and "\n" not in answer.error
    assert str(root) not in answer.error and answer.trace == ""


def test_a_fault_of_the_program_is_one_line_and_a_trace_for_who_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicError(BaseException):
        """As the panic of a reader written in Rust: no Exception."""

    def panic(*_: object) -> None:
        raise PanicError("index out of\nbounds")

    root = write_tiny_office(tmp_path / "甲区")
    monkeypatch.setattr("pipeline.stages.fleet.office_run.run_weekly", panic)
    answer = run_office(OfficeTask("甲区", root, TODAY))
    assert answer.error == "程序出错（PanicError：index out of bounds）"
    assert "in panic" in answer.trace


# --- on one machine --------------------------------------------------------------------------------------------


def test_a_worker_that_dies_and_one_that_hangs_cost_their_office_only(tmp_path: Path) -> None:
    folder = write_fleet(tmp_path, ("甲区", "卡死区", "崩溃区", "丁区"))
    dying = {one.name: one for one in run_in_pool(run_or_die, _tasks(folder), 1, 120)}
    assert "意外退出" in dying.pop("崩溃区").error
    assert {name: one.error for name, one in dying.items()} == {"甲区": "", "卡死区": "", "丁区": ""}
    hanging = [OfficeTask("卡死区", folder / "卡死区", TODAY)]
    [answer] = run_in_pool(run_for_ever, hanging, 1, 0.1)
    assert "已停止" in answer.error


def test_side_by_side_gives_what_each_office_gives_alone(tmp_path: Path) -> None:
    """Two offices one after the other in one kept process: nothing of the first is left in the second."""
    names = ("甲区", "乙区", "丙区", "丁区")
    together = write_fleet(tmp_path / "together", names)
    alone = shutil.copytree(together, tmp_path / "alone")
    done = run("fleet", together, "--today", DAY, "--workers", "1")
    assert done.returncode == 0 and "计入合计4个" in done.stdout
    for name in names:
        run_weekly(Walk(load_settings(alone / name), TODAY, lambda _, items, __: items))
        assert _contents(together / name / "outbox") == _contents(alone / name / "outbox")


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_who_fails_is_shown_with_its_last_figures_and_the_exit_code_says_so(tmp_path: Path) -> None:
    folder = write_fleet(tmp_path / "某市", ("甲区", "乙区", "丙区"))
    assert run("--root", folder / "乙区", "--today", EARLIER).returncode == 0
    break_office(folder / "乙区")
    done = run("fleet", folder, "--today", DAY, "--workers", "1")
    assert done.returncode == 1
    assert "乙区没有运行成功：config.toml" in done.stdout and "沿用2022年3月28日的数据" in done.stdout
    assert "事项6项" in done.stdout, "of two offices"
    for name in ("甲区", "丙区"):
        shutil.rmtree(folder / name / "master")
    done = run("fleet", folder, "--today", DAY, "--workers", "1")
    assert done.returncode == 2 and "缺 master" in done.stdout
    assert (folder / "汇总" / "汇总台账.xlsx").exists()


def test_only_the_rollup_runs_nothing(tmp_path: Path) -> None:
    folder = write_fleet(tmp_path / "某市", ("甲区", "乙区"))
    done = run("fleet", folder, "--only-rollup")
    assert done.returncode == 2 and "还没有一个单位有汇总数据" in done.stderr
    assert run("--root", folder / "甲区", "--today", EARLIER).returncode == 0
    done = run("fleet", folder, "--only-rollup", "--today", DAY)
    assert done.returncode == 0 and "汇总至2022年3月28日：共2个单位，计入合计1个，没有数据1个" in done.stdout
    assert not (folder / "乙区" / "outbox").exists()


def test_an_office_that_only_sent_its_figures_is_summed_and_not_run(tmp_path: Path) -> None:
    """A district on a network of its own sends outbox/汇总数据.json."""
    folder = write_fleet(tmp_path / "某市", ("甲区", "乙区"))
    assert run("--root", folder / "乙区", "--today", DAY).returncode == 0
    for name in ("config.toml", "master", "inbox", "archive"):
        path = folder / "乙区" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = run("fleet", folder, "--today", DAY, "--workers", "1")
    assert done.returncode == 0 and "共2个单位，计入合计2个" in done.stdout
    assert "事项6项" in done.stdout


def test_an_office_whose_folder_is_gone_is_told_until_a_person_strikes_it_off(tmp_path: Path) -> None:
    folder = write_fleet(tmp_path / "某市", ("甲区", "乙区"))
    assert run("--root", folder / "甲区", "--today", DAY).returncode == 0
    assert run("fleet", folder, "--only-rollup").returncode == 0
    shutil.rmtree(folder / "乙区")
    for _ in range(2):
        done = run("fleet", folder, "--only-rollup")
        assert done.returncode == 1 and "乙区没有运行成功：上次汇总有这个单位" in done.stdout
    (folder / "汇总" / "单位名单.txt").write_text("甲区\n", encoding="utf-8")
    assert run("fleet", folder, "--only-rollup").returncode == 0


def test_two_fleet_runs_at_once_the_second_says_so(tmp_path: Path) -> None:
    folder = write_fleet(tmp_path / "某市", ("甲区",))
    with locked(folder):
        assert run("fleet", folder, "--today", DAY).returncode == 3
    assert not (folder / "甲区" / "outbox").exists()


def test_what_is_meant_for_one_office_is_not_said_to_all(tmp_path: Path) -> None:
    folder = write_fleet(tmp_path / "某市", ("甲区",))
    done = run("fleet", folder, "--today", DAY, "--confirmed")
    assert done.returncode == 2 and "那一个单位单独运行" in done.stderr


# --- on a cluster ----------------------------------------------------------------------------------------------


@contextmanager
def cluster(allowed_failures: int = 3) -> Iterator[Any]:
    """Two workers of a Dask cluster on the loopback; so often an office may lose its worker before Dask gives it up."""
    try:
        import dask
        import distributed
    except ImportError:
        if os.environ.get("CLUSTER_TESTS") == "required":
            pytest.fail("CLUSTER_TESTS=required, but distributed (requirements-fleet.txt) is not installed")
        pytest.skip("distributed is not installed; CLUSTER_TESTS=required makes this a failure")
    library: Any = distributed
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": allowed_failures}),
        library.LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as made,
    ):
        yield made


def test_no_cluster_at_that_address_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("pipeline.stages.fleet.cluster._PATIENCE", "1s")
    folder = write_fleet(tmp_path / "某市", ("甲区",))
    done = run("fleet", folder, "--today", DAY, "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2 and "连不上集群" in done.stderr


def test_an_office_that_kills_its_workers_costs_itself_only(tmp_path: Path) -> None:
    """Dask gives up with it what waited on the same workers: those are run all the same."""
    folder = write_fleet(tmp_path, ("甲区", "乙区", "崩溃区", "丁区", "戊区"))
    with cluster(allowed_failures=0) as two:
        answers = {one.name: one for one in run_on_cluster(run_or_die, _tasks(folder), two.scheduler_address)}
    assert "几次中断" in answers.pop("崩溃区").error
    assert {name: one.error for name, one in answers.items()} == {"甲区": "", "乙区": "", "丁区": "", "戊区": ""}


def test_a_province_on_a_cluster_loses_nothing_with_a_worker(tmp_path: Path) -> None:
    """136 offices on two workers, one killed in the middle, one office broken; then the same from processes of this machine."""
    folder = write_fleet(tmp_path / "某省", PROVINCE)
    run_weekly(Walk(load_settings(folder / "区007"), date.fromisoformat(EARLIER), lambda _, items, __: items))
    break_office(folder / "区007")
    killed: list[int] = []
    with cluster() as two:

        def kill_one(label: str, items: Iterable[OfficeAnswer], total: int) -> Iterable[OfficeAnswer]:
            for number, answer in enumerate(items):
                if number == 30:
                    killed.append(next(iter(two.workers.values())).pid)
                    os.kill(killed[0], KILL)
                yield answer

        first = _run(folder, kill_one, two.scheduler_address)
    assert killed
    assert [one.name for one in first.rollup.failed] == ["区007"]
    assert len(first.rollup.of_freshness(Freshness.CURRENT)) == len(PROVINCE) - 1
    [broken] = first.rollup.of_freshness(Freshness.OLD)
    assert broken.figures and broken.figures.cutoff.isoformat() == EARLIER
    assert first.rollup.returns.due == 135 * 2
    told = _contents(folder / "汇总")
    shutil.rmtree(folder / "汇总")
    second = _run(folder, untracked, "")
    assert second.rollup == first.rollup
    assert _contents(folder / "汇总") == told


def _run(folder: Path, track: Callable[..., Iterable[OfficeAnswer]], scheduler: str) -> FleetOutcome:
    return run_fleet(FleetWalk(folder, TODAY, track, scheduler=scheduler))


def test_a_cluster_without_its_library_is_told_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PipelineError, match=r"requirements-fleet\.txt"):
        list(run_on_cluster(run_office, [OfficeTask("甲区", tmp_path, TODAY)], "tcp://127.0.0.1:9"))
