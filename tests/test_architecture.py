"""The house stands as it was drawn: stages side by side, data apart from code, files that one can read.

Every rule here is a function of a folder, so that each is also fed a folder that breaks it.
"""

from __future__ import annotations

import ast
import pathlib
import re
import warnings
from collections.abc import Iterator

import pytest

ROOT = pathlib.Path(__file__).parents[1]
PACKAGE = ROOT / "marsad"

STAGES = ("ingest", "triage", "extract", "resolve", "gather", "reconcile", "store", "export")
"""In the order of `docs/how-it-decides.md`."""
KNOW_SEVERAL = frozenset(("pipeline", "cli", "explain", "__init__", "__main__"))
"""Units that may import stages. All others are the floor: what stands on it may be used by every stage, so it may use none."""
OPEN_BREACHES: dict[tuple[str, str], str] = {}
"""Breaches that are known and not mended yet. An entry whose breach is gone fails, so that the list cannot outlive it."""

MOST_LINES, MANY_LINES, MOST_LINES_OF_A_FUNCTION = 400, 300, 40
TOO_LONG: dict[str, int] = {}
"""Files over the limit that are still to be parted, with the length that they may not exceed meanwhile."""
TOO_LONG_FUNCTIONS: dict[str, set[str]] = {}
"""Functions that are still to be parted."""

NO_NAMES = frozenset(("util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"))


# ---------------------------------------------------------------- reading the imports


def sources(package: pathlib.Path) -> list[pathlib.Path]:
    return sorted(p for p in package.rglob("*.py") if "__pycache__" not in p.parts)


def unit_of(path: pathlib.Path, package: pathlib.Path) -> str:
    """The stage, or the module of the floor, that a file belongs to."""
    return path.relative_to(package).with_suffix("").parts[0]


def imported(path: pathlib.Path, package: pathlib.Path) -> Iterator[tuple[int, str]]:
    """(line, unit of the package) for everything that a file imports from the package, also by name in a string."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        for name in _names(node, path, package):
            parts = name.split(".")
            if parts[0] == package.name and len(parts) > 1:
                yield node.lineno, parts[1]


def _names(node: ast.AST, path: pathlib.Path, package: pathlib.Path) -> list[str]:
    """Dotted names of modules that a node imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        inside = (package.name, *path.relative_to(package).parts[:-1])
        base = [*inside[:len(inside) - node.level + 1]] if node.level else []
        base += [node.module] if node.module else []
        return [".".join((*base, alias.name)) for alias in node.names]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\w+(\.\w+)+", node.value):
        return [node.value]  # importlib.import_module("marsad.store.view")
    return []


def breaches(package: pathlib.Path) -> list[tuple[str, str, str]]:
    """(unit, stage that it imports and must not, where)."""
    out = []
    for path in sources(package):
        unit = unit_of(path, package)
        if unit in KNOW_SEVERAL:
            continue
        for line, other in imported(path, package):
            if other in STAGES and other != unit:
                out.append((unit, other, f"{path.relative_to(package)}:{line}"))
    return sorted(set(out))


def judged(package: pathlib.Path) -> dict[str, int]:
    """How many imports from the package each stage has: what the gate had to judge."""
    counts = dict.fromkeys(STAGES, 0)
    for path in sources(package):
        unit = unit_of(path, package)
        if unit in counts:
            counts[unit] += sum(1 for _ in imported(path, package))
    return counts


# ---------------------------------------------------------------- the gate on imports


def test_no_stage_imports_another_and_the_floor_imports_none():
    found = [(unit, other, where) for unit, other, where in breaches(PACKAGE) if (unit, other) not in OPEN_BREACHES]
    assert found == [], "only pipeline.py, cli, explain.py and __init__.py may know several stages; move what is shared to the floor"


@pytest.mark.parametrize("pair", sorted(OPEN_BREACHES), ids=" imports ".join)
def test_a_known_breach_is_still_there(pair):
    assert pair in {(unit, other) for unit, other, _ in breaches(PACKAGE)}, f"{pair} is mended: take it out of OPEN_BREACHES"


def test_the_gate_found_every_stage_and_imports_in_each():
    assert all(count > 0 for count in judged(PACKAGE).values()), judged(PACKAGE)
    assert sum(judged(PACKAGE).values()) > 100


def make(folder: pathlib.Path, **files: str) -> pathlib.Path:
    """A package `marsad` in `folder` with these files; two underscores in a name stand for a slash."""
    package = folder / "marsad"
    for name, text in files.items():
        path = package / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")
    return package


@pytest.mark.parametrize(
    "text",
    [
        "import marsad.resolve.places", "from marsad.resolve.places import resolve_places", "from marsad import resolve",
        "from ..resolve import places", "def f():\n    from marsad.resolve import places", "import importlib\nimportlib.import_module('marsad.resolve.places')",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from marsad.resolve import places",
    ],
)
def test_a_stage_that_imports_a_stage_is_caught_however_it_does_so(tmp_path, text):
    package = make(tmp_path, extract__events=text, resolve__places="from marsad.model import Place")
    assert [(unit, other) for unit, other, _ in breaches(package)] == [("extract", "resolve")]


def test_a_way_round_over_the_floor_is_caught(tmp_path):
    package = make(tmp_path, model="from marsad.store import schema", pipeline="from marsad import store, extract")
    assert breaches(package) == [("model", "store", "model.py:1")]


def test_a_stage_may_import_itself_and_the_floor(tmp_path):
    package = make(tmp_path, extract__events="from . import scan\nfrom marsad.extract.scan import Page\nfrom marsad.model import Span\nimport marsad.text")
    assert breaches(package) == []


def test_a_gate_with_nothing_to_judge_would_be_seen(tmp_path):
    counts = judged(make(tmp_path, extract__events="import marsad.text"))
    assert counts["extract"] == 1 and not all(counts.values())


# ---------------------------------------------------------------- packs are data


def code_in_packs(package: pathlib.Path) -> list[str]:
    found = [p for p in (package / "languages").glob("??/**/*") if p.is_file() and p.suffix in (".py", ".pyi", ".pyc") and "__pycache__" not in p.parts]
    return sorted(str(p.relative_to(package)) for p in found)


def test_a_language_pack_holds_no_code():
    assert (PACKAGE / "languages" / "ar").is_dir()
    assert code_in_packs(PACKAGE) == []


def test_code_in_a_language_pack_is_caught(tmp_path):
    assert code_in_packs(make(tmp_path, languages__ar__terms__extra="x = 1", languages__pack="")) == ["languages/ar/terms/extra.py"]


# ---------------------------------------------------------------- files that one can read


def lengths(package: pathlib.Path) -> dict[str, int]:
    return {str(p.relative_to(package)): len(p.read_text(encoding="utf8").splitlines()) for p in sources(package)}


def overlong(package: pathlib.Path, known: dict[str, int]) -> list[str]:
    """Files over the limit, or, of the known ones, over the length that they had."""
    return [f"{name}: {count} lines, at most {known.get(name, MOST_LINES)}" for name, count in sorted(lengths(package).items()) if count > known.get(name, MOST_LINES)]


def overlong_functions(package: pathlib.Path, known: dict[str, set[str]]) -> list[str]:
    out = []
    for path in sources(package):
        name = str(path.relative_to(package))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                count = (node.end_lineno or node.lineno) - node.lineno + 1
                if count > MOST_LINES_OF_A_FUNCTION and node.name not in known.get(name, ()):
                    out.append(f"{name}: {node.name} has {count} lines, at most {MOST_LINES_OF_A_FUNCTION}")
    return out


def test_files_are_at_most_four_hundred_lines_long():
    assert len(lengths(PACKAGE)) > 80
    assert overlong(PACKAGE, TOO_LONG) == []


def test_files_of_more_than_three_hundred_lines_are_reported():
    many = [f"{name} {count}" for name, count in sorted(lengths(PACKAGE).items()) if count > MANY_LINES]
    if many:
        warnings.warn(f"files of more than {MANY_LINES} lines: {', '.join(many)}", stacklevel=1)


def test_functions_are_at_most_forty_lines_long():
    assert overlong_functions(PACKAGE, TOO_LONG_FUNCTIONS) == []


def test_what_was_parted_leaves_the_list_of_what_is_to_part():
    now = lengths(PACKAGE)
    assert [name for name in TOO_LONG if now.get(name, 0) <= MOST_LINES] == [], "well done: take them out of TOO_LONG"
    still = {line.split(" ")[1] for line in overlong_functions(PACKAGE, {})}
    assert {name for names in TOO_LONG_FUNCTIONS.values() for name in names} <= still, "well done: take them out of TOO_LONG_FUNCTIONS"


def test_a_file_and_a_function_that_grow_too_long_are_caught(tmp_path):
    package = make(tmp_path, extract__long="\n" * 401, gather__kept="\n" * 500, gather__f="def f():\n" + "    1\n" * 40)
    assert overlong(package, {"gather/kept.py": 500}) == ["extract/long.py: 401 lines, at most 400"]
    assert overlong(package, {"gather/kept.py": 499, "extract/long.py": 401}) == ["gather/kept.py: 500 lines, at most 499"]
    assert overlong_functions(package, {}) == ["gather/f.py: f has 41 lines, at most 40"]


# ---------------------------------------------------------------- one word a thing


def vague_names(package: pathlib.Path) -> list[str]:
    """Files and folders whose name says nothing of what is in them."""
    out = []
    for path in sources(package):
        parts = path.relative_to(package).with_suffix("").parts
        if any(word in NO_NAMES for part in parts for word in part.lower().split("_")):
            out.append(str(path.relative_to(package)))
    return out


def test_no_module_is_a_drawer_for_odds_and_ends():
    assert vague_names(PACKAGE) == []


@pytest.mark.parametrize("name", ["extract__utils", "helpers__text", "store__common", "misc", "text_utils", "store__connection_manager"])
def test_a_drawer_for_odds_and_ends_is_caught(tmp_path, name):
    assert len(vague_names(make(tmp_path, **{name: "", "extract__events": ""}))) == 1
