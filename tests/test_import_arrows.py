"""The arrows of the house: imports go downwards only, each I/O library has one importer, one module reads the clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# From the ground up. A part may import parts that stand before it, and itself; nothing that stands after it.
HOUSE = (
    "vocabulary",
    "config",
    "keeping",
    "master",
    "decisions",
    "submissions",
    "ledger",
    "outputs",
    "demo",
    "stages",
    "cli",
)
# Library → the modules that may import it; a name that ends with a dot stands for the package below it.
IMPORTERS = {
    "openpyxl": ("pipeline.master.workbook",),
    "xlrd": ("pipeline.submissions.files.readers.xls", "pipeline.submissions.files.readers.xlsb"),
    "olefile": (
        "pipeline.submissions.files.mail",
        "pipeline.submissions.files.readers.old.records",
        "pipeline.submissions.files.readers.doc",
        "pipeline.submissions.files.sniffing",
    ),
    "xlsxwriter": ("pipeline.outputs.",),
    "docx": ("pipeline.outputs.docx.", "pipeline.outputs.bulletins."),
    "docxtpl": ("pipeline.outputs.docx.",),
    "jinja2": (
        "pipeline.outputs.start_page.rendering",
        "pipeline.outputs.docx.",
    ),
    "sqlite3": (
        "pipeline.keeping.bulletins",
        "pipeline.keeping.cache.kept_values",
        "pipeline.keeping.damaged_register",
        "pipeline.keeping.duty_log",
        "pipeline.keeping.journal",
        "pipeline.keeping.register",
        "pipeline.keeping.schema",
    ),
    "tomllib": ("pipeline.vocabulary.toml_files",),
    "cattrs": ("pipeline.keeping.cache.remembered", "pipeline.submissions.kept_readings"),
    "pydantic": ("pipeline.config.",),
    "filelock": ("pipeline.keeping.lock",),
    "rapidfuzz": ("pipeline.vocabulary.likeness",),
    "chinese_calendar": ("pipeline.vocabulary.workdays",),
    "typer": ("pipeline.cli",),
    "rich": ("pipeline.cli",),
    "concurrent": ("pipeline.submissions.executor", "pipeline.stages.fleet.pool"),
    "distributed": ("pipeline.stages.fleet.cluster",),
    "subprocess": ("pipeline.outputs.shared.installed_fonts", "pipeline.submissions.isolation.isolated"),
    "winreg": ("pipeline.outputs.shared.installed_fonts",),
}
CLOCKS = {
    "date.today",
    "datetime.today",
    "datetime.now",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "time.monotonic",
    "time.perf_counter",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the pipeline, parsed."""
    found = {}
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(name: str) -> set[str]:
    """What ``name`` imports, wherever it stands in it: modules in full, of our own and of others."""
    found = set()
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            origin = node.module or ""
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                found.add(inner if inner in modules() else origin)
    return found


def own_imports(name: str) -> set[str]:
    return {one for one in imports(name) if one in modules() and one != "pipeline"}


def part(name: str) -> str:
    """pipeline.ledger.lights → ledger."""
    return name.split(".")[1]


def calls(name: str) -> Iterator[tuple[str, int]]:
    """Every call of the form x.y(…) as ('x.y', line); of a.x.y the last two."""
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            word = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            yield f"{word}.{node.func.attr}", node.lineno


def test_the_walk_over_the_source_sees_what_there_is() -> None:
    """The tests below would hold for an empty folder too."""
    assert {"pipeline.cli", "pipeline.stages", "pipeline.ledger.scales.light"} <= set(modules())
    assert "pipeline.stages" in own_imports("pipeline.cli"), "imports inside functions count"
    assert "openpyxl" in imports("pipeline.master.workbook")
    assert ("date.today" in dict(calls("pipeline.cli"))) and ("time.sleep" in dict(calls("pipeline.keeping.files")))


def test_every_module_has_its_place_in_the_house() -> None:
    assert {part(name) for name in modules() if name != "pipeline"} - set(HOUSE) == set()


def test_imports_go_downwards_only() -> None:
    """docs/architecture.md: cli → stages → outputs → ledger → submissions/master → vocabulary."""
    upward = [
        f"{name} → {used}"
        for name in modules()
        if name != "pipeline"
        for used in own_imports(name)
        if HOUSE.index(part(used)) > HOUSE.index(part(name))
    ]
    assert upward == []


LISTED = re.compile(r"^- (\w+): \S", re.MULTILINE)


def packages() -> list[str]:
    """Every folder of the pipeline below the root."""
    return sorted(name for name in modules() if name != "pipeline" and (ROOT / name.replace(".", "/")).is_dir())


def listing(package: str) -> list[str]:
    """The modules of a folder as its __init__ lists them, from the ground up."""
    return LISTED.findall(ast.get_docstring(modules()[package]) or "")


@pytest.mark.parametrize("package", [pytest.param(name, id=name) for name in packages()])
def test_a_folder_says_what_is_in_it(package: str) -> None:
    """docs/architecture.md: one line for each module, and no line for one that is not there."""
    inside = {name[len(package) + 1 :].split(".")[0] for name in modules() if name.startswith(f"{package}.")}
    assert sorted(listing(package)) == sorted(inside)


@pytest.mark.parametrize("package", [pytest.param(name, id=name) for name in packages()])
def test_imports_inside_a_folder_go_downwards(package: str) -> None:
    """A module imports only what its folder lists before it."""
    order = {name: place for place, name in enumerate(listing(package))}
    upward = [
        f"{name} → {used}"
        for name in modules()
        if name.startswith(f"{package}.")
        for used in own_imports(name)
        if used.startswith(f"{package}.")
        if order[_child(used, package)] > order[_child(name, package)]
    ]
    assert upward == []


def _child(name: str, package: str) -> str:
    return name[len(package) + 1 :].split(".")[0]


@pytest.mark.parametrize("package", [pytest.param(name, id=name) for name in packages()])
def test_a_folder_can_be_overlooked(package: str) -> None:
    """At most fourteen modules beside its sub-folders."""
    files = [path for path in (ROOT / package.replace(".", "/")).glob("*.py") if path.name != "__init__.py"]
    assert len(files) <= 14


def test_there_are_no_circles() -> None:
    """docs/architecture.md: nor inside a package."""
    remaining = {name: own_imports(name) - {name} for name in modules()}
    while leaves := {name for name, used in remaining.items() if not used & set(remaining)}:
        remaining = {name: used for name, used in remaining.items() if name not in leaves}
    assert sorted(remaining) == []


@pytest.mark.parametrize("library", [pytest.param(library, id=library) for library in IMPORTERS])
def test_a_library_has_one_importer(library: str) -> None:
    """docs/architecture.md: who wants another reader or writer changes one place."""
    allowed = IMPORTERS[library]
    importers = [name for name in modules() if any(one.split(".")[0] == library for one in imports(name))]
    strangers = [
        name
        for name in importers
        if not any(name.startswith(place) if place.endswith(".") else name == place for place in allowed)
    ]
    assert strangers == []


def test_only_the_command_line_knows_the_sample_office() -> None:
    """The demo writes forms and reads master tables; nothing that an office relies on rests on it."""
    users = {
        part(name) for name in modules() if name != "pipeline" for used in own_imports(name) if part(used) == "demo"
    }
    assert users <= {"demo", "cli"}
    demo_uses = {part(used) for name in modules() if name.startswith("pipeline.demo") for used in own_imports(name)}
    assert demo_uses <= {"demo", "outputs", "master", "config", "vocabulary"}


def test_the_word_toolkit_knows_no_product() -> None:
    """Letters, agenda, forms and bulletins are made with it: it rests on what all outputs share, on nothing else."""
    rooms = {
        ".".join(used.split(".")[1:3])
        for name in modules()
        if name.startswith("pipeline.outputs.docx.")
        for used in own_imports(name)
        if part(used) == "outputs"
    }
    assert rooms <= {"outputs.docx", "outputs.shared"}


def test_only_the_command_line_reads_the_clock() -> None:
    """The same input gives the same ledger on any day: the day comes in as an argument."""
    readers = {
        f"{name}:{line}" for name in modules() if name != "pipeline.cli" for call, line in calls(name) if call in CLOCKS
    }
    assert readers == set()


def test_only_the_swapping_of_files_waits() -> None:
    """A file that Excel holds for a moment is the one thing worth waiting for."""
    assert {name for name in modules() for call, _ in calls(name) if call.endswith(".sleep")} == {
        "pipeline.keeping.files"
    }


def test_the_clock_is_called_by_its_full_name() -> None:
    """``from time import time`` would hide from the two tests above."""
    bare = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
    ]
    assert bare == []


def test_only_the_command_line_prints() -> None:
    """docs/architecture.md: cli is the only module that prints."""
    printers = {
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"print", "input"}
    }
    assert {one.partition(":")[0] for one in printers} == {"pipeline.cli"}


def test_nothing_opens_the_inbox_but_submissions() -> None:
    """docs/architecture.md: bulletins and workbook read the ledger, never the inbox."""
    readers = {
        part(name) for name in modules() for used in own_imports(name) if used == "pipeline.submissions.files.inbox"
    }
    assert readers <= {"submissions", "ledger", "stages"}
    outputs = {used for name in modules() if name.startswith("pipeline.outputs") for used in own_imports(name)}
    assert not any(used.startswith("pipeline.submissions.") for used in outputs)
