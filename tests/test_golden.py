"""Whole articles through the whole pipeline, against what was read before: a change of the reader shows its effect.

`scripts/golden.py` rewrites the texts; a golden text says what is read, not what should be.
"""

from __future__ import annotations

import difflib
import importlib.util
import pathlib

import pytest

ROOT = pathlib.Path(__file__).parents[1]
FOLDER = ROOT / "tests/golden"


def script():
    spec = importlib.util.spec_from_file_location("golden", ROOT / "scripts/golden.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOLDEN = script()


@pytest.mark.parametrize("name", GOLDEN.NAMES)
def test_an_article_reads_as_its_golden_text(name):
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf8")
    changed = list(difflib.unified_diff(kept.splitlines(), GOLDEN.golden(name).splitlines(), "kept", "read now", lineterm="", n=2))
    assert not changed, "python scripts/golden.py rewrites it, if this is for the better:\n" + "\n".join(changed)


def test_every_golden_text_has_its_article_and_tells_of_incidents():
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(GOLDEN.NAMES)
    assert all("incident 2" in (FOLDER / f"{name}.txt").read_text(encoding="utf8") for name in GOLDEN.NAMES)


def test_a_golden_text_does_not_change_from_one_making_to_the_next():
    assert GOLDEN.golden("d07") == GOLDEN.golden("d07")
