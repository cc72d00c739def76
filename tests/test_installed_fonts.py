"""The start page says which of the office's fonts this computer lacks, and says nothing where it cannot know."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ledger_sample import sample_ledger
from page_samples import parse

from pipeline.config import BulletinFonts
from pipeline.outputs.shared.installed_fonts import family_names, font_warnings, installed_fonts
from pipeline.outputs.start_page.page import RunNotes, write_run_page

FONTS = BulletinFonts()
ALL = ("方正小标宋简体", "仿宋", "黑体", "楷体", "宋体")


@pytest.mark.parametrize(
    "installed",
    [
        pytest.param((), id="unknown"),
        pytest.param(ALL, id="all there"),
        pytest.param(("FZXiaoBiaoSong-B05S", "FangSong", "simhei", "KaiTi", "SimSun"), id="english names"),
    ],
)
def test_no_warning(installed: tuple[str, ...]) -> None:
    assert font_warnings(FONTS, installed) == ()


def test_a_missing_font_is_named_with_its_use_and_what_stands_in() -> None:
    [warning] = font_warnings(FONTS, ("仿宋", "黑体", "楷体", "宋体", "STZhongsong"))
    assert "“方正小标宋简体”（用于发文机关标志和标题）暂以“华文中宋”代替" in warning
    assert "仿宋" not in warning and "黑体" not in warning


def test_without_any_of_the_names_the_program_chooses() -> None:
    [warning] = font_warnings(FONTS, ALL[1:])
    assert "“方正小标宋简体”（用于发文机关标志和标题）暂以软件另选的字体代替" in warning


def test_a_font_of_two_uses_is_named_once() -> None:
    fonts = FONTS.model_copy(update={"subheading": FONTS.body})
    [warning] = font_warnings(fonts, ("方正小标宋简体", "黑体", "宋体"))
    assert warning.count("“仿宋”") == 1 and "（用于正文、二级标题）" in warning


def test_names_as_windows_and_fontconfig_list_them() -> None:
    lines = ("宋体 & 新宋体 (TrueType)", "Noto Serif CJK SC,思源宋体", "黑体 (TrueType)")
    assert family_names(lines) == {"宋体", "新宋体", "Noto Serif CJK SC", "思源宋体", "黑体"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked another way")
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(OSError("no"), id="cannot start"),
        pytest.param(subprocess.TimeoutExpired("fc-list", 1), id="too slow"),
        pytest.param(subprocess.CalledProcessError(1, "fc-list"), id="fails"),
    ],
)
def test_a_computer_that_does_not_answer_gives_no_warning(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr(shutil, "which", lambda _: "fc-list")
    monkeypatch.setattr(subprocess, "run", fail)
    assert font_warnings(FONTS, installed_fonts()) == ()


def test_the_warning_stands_on_the_page(tmp_path: Path) -> None:
    warnings = font_warnings(FONTS, ("仿宋",))
    page = parse(write_run_page(tmp_path / "首页.html", sample_ledger(), (), (), RunNotes(machine=warnings)))
    [box] = page.find_class("warning")
    assert warnings[0] in box.text_content()
