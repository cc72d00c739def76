"""Promises about the pages: what they cite exists, what the code cites stands in them, and the contract is the code's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from pipeline import __version__
from pipeline.cli import BUSY, CANNOT_RUN, NOT_ACCEPTED, app
from pipeline.decisions.contents import SHEETS
from pipeline.vocabulary.tables import DATA_TABLES, ROLLUP_TABLES, SCORES

PROJECT = Path(__file__).resolve().parents[1]
RULES = PROJECT / "docs" / "rules.md"
CONTRACT = PROJECT / "docs" / "contract.md"
DECISIONS = PROJECT / "docs" / "decisions"
LAST_RULE = 31

_RULE = re.compile(r"(?<![A-Za-z0-9])R(\d{1,2})(?![A-Za-z0-9])")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PAGE = re.compile(r"(?<![\w/.-])((?:docs/)[\w/.-]+\.md|CONTRIBUTING\.md|DESIGN\b)")
_CODE_PATH = re.compile(r"`([a-z_]+(?:/[a-z_]+)*(?:\.py)?)`")


def pages() -> list[Path]:
    front = (PROJECT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md"))
    return [*front, *sorted((PROJECT / "docs").rglob("*.md"))]


def sources() -> list[Path]:
    """Every text that may cite a rule or a page."""
    folders = ("pipeline", "tests", "scripts", "benchmarks")
    code = [path for folder in folders for path in sorted((PROJECT / folder).rglob("*.py")) if path != Path(__file__)]
    return [*code, PROJECT / "config.toml", *pages()]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def headings(path: Path) -> list[str]:
    return re.findall(r"^#+ (.+)$", text_of(path), re.MULTILINE)


def slug(heading: str) -> str:
    """The anchor that a heading has on the web: R7 Received date → r7-received-date."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def sections(path: Path) -> Mapping[str, str]:
    """Heading → the text below it, up to the next heading."""
    parts = re.split(r"^#+ (.+)$", text_of(path), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rule_of(heading: str) -> int | None:
    match = re.match(r"R(\d+) ", heading)
    return int(match[1]) if match else None


def test_every_rule_has_one_heading_in_order() -> None:
    numbers = [number for heading in headings(RULES) if (number := rule_of(heading))]
    assert numbers == list(range(1, LAST_RULE + 1))


@pytest.mark.parametrize("part", ["Holds", "Why", "Code", "State"])
def test_every_rule_is_told_in_full(part: str) -> None:
    """What holds, why, where the code keeps it, and how far it is built."""
    lacking = [title for title, text in sections(RULES).items() if rule_of(title) and f"**{part}.**" not in text]
    assert lacking == []


def test_every_rule_cited_has_its_heading() -> None:
    unknown = {
        f"{path.relative_to(PROJECT)}: R{number}"
        for path in sources()
        for number in map(int, _RULE.findall(text_of(path)))
        if not 1 <= number <= LAST_RULE
    }
    assert unknown == set()


def test_the_code_that_rules_name_is_there() -> None:
    named = {path for path in _CODE_PATH.findall(text_of(RULES)) if "/" in path or path.endswith(".py")}
    assert len(named) > 40
    assert [path for path in sorted(named) if not (PROJECT / "pipeline" / path).exists()] == []


def links(page: Path) -> Iterator[str]:
    return (link for link in _LINK.findall(text_of(page)) if not re.match(r"[a-z]+:", link))


def is_resolved(page: Path, link: str) -> bool:
    place, _, anchor = unquote(link).partition("#")
    target = (page.parent / place).resolve() if place else page
    return target.exists() and (not anchor or anchor in map(slug, headings(target)))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_relative_link_resolves(page: Path) -> None:
    assert [link for link in links(page) if not is_resolved(page, link)] == []


def test_every_page_cited_exists() -> None:
    missing = {
        f"{path.relative_to(PROJECT)}: {cited}"
        for path in sources()
        for cited in _PAGE.findall(text_of(path))
        if not (PROJECT / cited).is_file()
    }
    assert missing == set()


def test_every_decision_is_in_the_index_with_its_title() -> None:
    index = text_of(DECISIONS / "README.md")
    for path in sorted(DECISIONS.glob("0*.md")):
        number, title = headings(path)[0].split(" ", 1)
        assert path.name.startswith(f"{number}-"), path.name
        assert f"- [{number}]({path.name}) **{title}.**" in index


def contract_columns() -> dict[str, list[str]]:
    """Sheet → its columns as the contract lists them."""
    listed = {name: re.search(r"^Columns: (.+)$", text, re.MULTILINE) for name, text in sections(CONTRACT).items()}
    return {name: match[1].split("、") for name, match in listed.items() if match}


def test_the_contract_lists_the_ledgers_columns() -> None:
    listed = contract_columns()
    for table in (*DATA_TABLES, SCORES, *ROLLUP_TABLES):
        assert listed[table.sheet] == list(table.labels.values()), table.sheet


def test_the_contract_lists_the_decision_sheets() -> None:
    listed = contract_columns()
    for sheet in SHEETS:
        assert listed[sheet.name] == list(sheet.labels), sheet.name


def test_the_contract_lists_every_verb_and_exit_code() -> None:
    told = text_of(CONTRACT)
    verbs = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert {re.match(r"[a-z]+", words)[0] for words in re.findall(r"^\| `(.+?)`", told, re.MULTILINE)} == verbs  # type: ignore[index]
    assert re.findall(r"^\| (\d) \|", told, re.MULTILINE) == [str(code) for code in (0, NOT_ACCEPTED, CANNOT_RUN, BUSY)]


def test_the_changelog_has_this_version_and_what_comes_after_it() -> None:
    releases = re.findall(r"^## \[([^\]]+)\]( - \d{4}-\d{2}-\d{2})?$", text_of(PROJECT / "CHANGELOG.md"), re.MULTILINE)
    assert releases[0] == ("Unreleased", "")
    assert releases[1][0] == __version__ and releases[1][1]


def test_files_beside_the_code_are_installed_with_it() -> None:
    """Templates, stories, phrases: an installed copy without one of them fails only when it is used."""
    built = tomllib.loads(text_of(PROJECT / "pyproject.toml"))["tool"]["setuptools"]["package-data"]["*"]
    beside = {path.suffix for path in (PROJECT / "pipeline").rglob("*.*") if path.is_file()} - {".py", ".pyc"}
    assert {f"**/*{suffix}" for suffix in beside} <= set(built)
