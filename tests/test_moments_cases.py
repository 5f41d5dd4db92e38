"""Every case of `tests/cases/ar/moments.toml`: a sentence, the article's date, what must be read, and why."""

from __future__ import annotations

import datetime as dt
import pathlib
import tomllib

import pytest

from marsad.extract.moments import read_moments
from marsad.languages import pack
from moment_notation import notation

CASES = tomllib.loads((pathlib.Path(__file__).parent / "cases/ar/moments.toml").read_text(encoding="utf8"))["case"]


def anchor_of_case(text: str) -> dt.date | dt.datetime | None:
    if not text:
        return None
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_what_a_sentence_tells_of_time(case):
    found = read_moments(case["text"], pack.load("ar"), anchor_of_case(case["anchor"]))
    assert [notation(m, case["text"]) for m in found] == case["expect"], case["why"]


def test_there_are_cases_of_both_kinds():
    assert len(CASES) >= 150
    assert sum(1 for c in CASES if not c["expect"]) >= 40
