"""config.toml: what is written wrong is named with its cure, what is right is in force (docs/contract.md)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.config import Settings, load_settings
from pipeline.vocabulary.errors import ConfigError
from pipeline.vocabulary.periods import Period

_PROJECT = Path(__file__).parents[1]
_LEAST = """
year = 2022
[office]
name = "区政府办公室"
section = "督查室"
[reporting]
plan_due = 2022-03-24
"""


def write_config(folder: Path, text: str) -> Path:
    (folder / "config.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_settings_that_come_with_the_project_are_those_of_the_notice() -> None:
    """R1, R6: every responsible unit, 24 March, March to December, 5th working day."""
    settings = load_settings(_PROJECT)
    assert settings.reporting.who == "all"
    assert settings.due_dates[settings.plan] == date(2022, 3, 24)
    assert (settings.months[0], settings.months[-1]) == (Period(2022, 3), Period(2022, 12))
    assert settings.due_dates[Period(2022, 3)] == date(2022, 4, 8)


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    settings = load_settings(write_config(tmp_path, _LEAST))
    assert settings.inbox == tmp_path / "inbox"
    assert len(settings.months) == 10


def test_the_file_that_comes_with_the_project_says_what_holds_without_it(tmp_path: Path) -> None:
    """What a clerk reads there is what holds where it is left out; only the office's own names are not."""
    shipped, least = load_settings(_PROJECT), load_settings(write_config(tmp_path, _LEAST))
    own = {"office", "bulletins", "root"}
    assert {name for name in Settings.model_fields if getattr(shipped, name) != getattr(least, name)} == own
    assert shipped.bulletins.fonts == least.bulletins.fonts


CAUSES = load_settings(_PROJECT).checks.causes


@pytest.mark.parametrize(
    ("written", "causes"),
    [
        pytest.param('["+人手", "-所以"]', (*(word for word in CAUSES if word != "所以"), "人手"), id="more and less"),
        pytest.param('["＋人手", "－ 所以"]', (*(w for w in CAUSES if w != "所以"), "人手"), id="signs in full width"),
        pytest.param('["+所以"]', CAUSES, id="one that is there already"),
        pytest.param('["人手", "疫情"]', ("人手", "疫情"), id="a whole list of its own"),
        pytest.param("[]", (), id="none at all"),
    ],
)
def test_an_office_adds_words_takes_words_away_or_brings_its_own(
    tmp_path: Path, written: str, causes: tuple[str, ...]
) -> None:
    checks = load_settings(write_config(tmp_path, _LEAST + f"[checks]\ncauses = {written}\n")).checks
    assert checks.causes == causes
    assert checks.corrections == load_settings(_PROJECT).checks.corrections


def test_folders_are_relative_to_the_file_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/contract.md: the same folders, from whatever folder the command is given."""
    write_config(tmp_path, _LEAST + '[folders]\ninbox = "收件"\n')
    monkeypatch.chdir(tmp_path.parent)
    assert load_settings(Path(tmp_path.name)).inbox == tmp_path / "收件"


def test_a_file_saved_by_notepad_with_its_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(_LEAST, encoding="utf-8-sig")
    assert load_settings(tmp_path).year == 2022


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param(_LEAST + "frist_month = 4\n", ["reporting.frist_month", "first_month"], id="misspelt setting"),
        pytest.param(_LEAST + "[calender]\n", ["calender", "calendar"], id="misspelt section"),
        pytest.param(_LEAST + "[calendar]\nholliday = []\n", ["calendar.holliday", "holidays"], id="inside a section"),
        pytest.param("nian = 2022\n" + _LEAST, ["nian"], id="like nothing known"),
        pytest.param(_LEAST.replace("plan_due = 2022-03-24", ""), ["reporting.plan_due"], id="missing"),
        pytest.param(_LEAST + 'who = "leads"\n', ["reporting.who", "leads"], id="none of the choices"),
        pytest.param(_LEAST + "last_month = 13\n", ["reporting.last_month", "13"], id="no such month"),
        pytest.param(_LEAST + "first_month = 9\nlast_month = 3\n", ["9", "3"], id="months out of order"),
        pytest.param(_LEAST.replace("2022-03-24", '"24 March"'), ["reporting.plan_due"], id="no date"),
        pytest.param("year = 2022\nyear = 2023\n", ["line 2"], id="not TOML"),
        pytest.param("year = 1022\n" + _LEAST.replace("year = 2022", ""), ["year", "1022"], id="no such year"),
        pytest.param(_LEAST + "[matching]\nmargin = 120\n", ["matching.margin", "120"], id="score over 100"),
        pytest.param(_LEAST + '[checks]\ncauses = ["-所已"]\n', ["checks.causes", "所已", "所以"], id="no such word"),
        pytest.param(
            _LEAST + '[checks]\ncauses = ["+人手", "疫情"]\n', ["checks.causes", "疫情"], id="half with signs"
        ),
        pytest.param(_LEAST + '[checks]\ncauses = ["+"]\n', ["checks.causes"], id="a word of nothing"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, named: list[str]) -> None:
    """The problem names the key and, where one is meant, the nearest known key."""
    with pytest.raises(ConfigError) as caught:
        load_settings(write_config(tmp_path, text))
    for word in named:
        assert word in caught.value.problem
    assert caught.value.remedy


def test_every_wrong_setting_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(write_config(tmp_path, _LEAST + "due_workday = 0\nfrist_month = 4\n"))
    assert "due_workday" in caught.value.problem
    assert "frist_month" in caught.value.problem


def test_a_file_saved_in_gbk_says_so(tmp_path: Path) -> None:
    """Notepad on an older Windows saves in GBK: the cure is an encoding, not a setting."""
    (tmp_path / "config.toml").write_bytes(_LEAST.encode("gb18030"))
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path)
    assert "UTF-8" in caught.value.remedy


def test_a_folder_without_settings_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path / "别处")
    assert "别处" in caught.value.problem
    assert "--root" in caught.value.remedy


def test_the_settings_in_force_are_told_in_words(tmp_path: Path) -> None:
    """The sheet 说明 must say what the figures rest on."""
    settings = load_settings(write_config(tmp_path, _LEAST + 'who = "lead"\nfirst_month = 4\n'))
    told = dict(settings.lines())
    assert told["报送主体"] == "牵头单位"
    assert "4月" in told["月报范围"] and "12月" in told["月报范围"]
    assert told["年度计划截止日期"] == "2022-03-24"


@pytest.mark.parametrize("day", ["2021-10-01", "2022-03-24", "2023-01-31"])
def test_a_plan_is_due_in_its_year_or_just_around_it(tmp_path: Path, day: str) -> None:
    settings = load_settings(write_config(tmp_path, _LEAST.replace("2022-03-24", day)))
    assert settings.due_dates[settings.plan] == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["2021-09-30", "2021-03-24", "2023-02-01", "2023-03-24"])
def test_a_plan_due_in_another_year_is_refused_with_both_values(tmp_path: Path, day: str) -> None:
    with pytest.raises(ConfigError, match=rf"year = 2022 与 reporting\.plan_due = {day} 对不上"):
        load_settings(write_config(tmp_path, _LEAST.replace("2022-03-24", day)))
