"""``run.py check FILE…``: whose return it is, what is wrong row by row, one verdict; 1 where it would not be accepted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from command_line import run

PROJECT = Path(__file__).resolve().parents[1]
HEADINGS = "序号,重点任务、民生实事内容,季度计划完成目标,完成情况,存在问题,下一步计划,是否完成阶段任务目标"
DATA = "大力发展数字经济，加快数字产业化、产业数字化、城市数字化协同发展"
SCENES = "实施数字应用赋能行动，开放一批数字政府、数字社会的应用场景"
GOOD = (
    f"任务20,{DATA},印发实施方案,印发全区数字经济发展实施方案，完成重点企业走访32家。,无,召开工作推进会,是",
    f"任务21,{SCENES},发布首批应用场景,发布首批应用场景清单，覆盖政务服务、社区治理等领域。,无,筹备第二批场景征集,是",
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return tmp_path / "区政府办公室附件4（3月）.csv"


def write(path: Path, rows: Sequence[str], unit: str = "区政府办公室") -> None:
    lines = ("附件4", "2022年年度工作任务落实情况表（3月）", f"填报单位：{unit}", HEADINGS, *rows)
    path.write_text("\n".join(lines), encoding="utf-8")


def check(*paths: Path) -> tuple[int, str]:
    """Exit code and what was printed, with the project's own tables."""
    done = run("--root", PROJECT, "check", *paths)
    return done.returncode, done.stdout + done.stderr


def test_a_clean_return_is_accepted_with_nothing_to_add(form: Path) -> None:
    write(form, GOOD)
    code, shown = check(form)
    assert code == 0
    assert "认作：附件4　区政府办公室（依据填报单位）　3月　2行" in shown
    assert shown.rstrip().endswith("结论：可以接收。")


def test_what_rows_say_is_checked_before_they_are_accepted(form: Path) -> None:
    doubtful = GOOD[1].replace("发布首批应用场景清单，", "首批应用场景清单尚未发布，")
    silent = f"任务20,{DATA},印发实施方案,,无,召开工作推进会,"
    write(form, (silent, doubtful))
    code, shown = check(form)
    assert code == 0
    lines = [line for line in shown.splitlines() if "[警告]" in line]
    assert [line for line in lines if "第5行" in line and "完成情况" in line]
    assert [line for line in lines if "第6行" in line and "尚未" in line]
    assert "需要补填或核实。" in shown.splitlines()[-1]


def test_a_task_left_out_is_named(form: Path) -> None:
    write(form, GOOD[:1])
    code, shown = check(form)
    assert code == 0
    assert "结论：可以接收，但缺1项：任务21。" in shown


@pytest.mark.parametrize(
    ("rows", "unit", "told"),
    [
        pytest.param(GOOD, "历下区发展和改革局", "历下区发展和改革局", id="another district's unit"),
        pytest.param((*GOOD, "3,开展全民健身活动,x,已开展,无,无,是"), "区政府办公室", "第7行", id="nobody's task"),
    ],
)
def test_what_a_person_must_settle_is_not_accepted(form: Path, rows: Sequence[str], unit: str, told: str) -> None:
    form = form.with_name("报表.csv")
    write(form, rows, unit)
    code, shown = check(form)
    assert code == 1
    assert told in shown
    assert "结论：不能接收" in shown


def test_one_bad_file_of_two_decides(form: Path) -> None:
    write(form, GOOD)
    scan = form.with_name("区财政局附件4.pdf")
    scan.write_bytes(b"%PDF-1.4 scanned")
    code, shown = check(form, scan)
    assert code == 1
    assert "结论：可以接收。" in shown
    assert "在人工认定“收文登记”表登记一行" in shown, "the one way that works"
    assert "结论：不能接收：没有读出报表内容。" in shown


def test_cells_of_tens_of_thousands_of_characters_are_read_to_the_end(form: Path) -> None:
    """Each pattern that looks at words must be done with any of them: this test ends, or one of them does not."""
    endless = ("、", "尚未完成", "1", "（", "12户各", ". ", "月")
    rows = [f"任务20,{DATA},{word * 9_000},{word * 9_000},{word * 9_000},无,{word * 9_000}" for word in endless]
    write(form, [GOOD[1], *rows])
    code, shown = check(form)
    assert code == 0
    assert f"{len(endless) + 1}行" in shown
