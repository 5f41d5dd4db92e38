"""Every case of events: the incidents that a sentence tells of, and the sentences that tell of none.

What the reader gets wrong today stands in `known_failures.toml`; `scripts/sort_cases.py` moves cases there and back.
"""

from __future__ import annotations

import importlib.util
import pathlib
import tomllib

import pytest

from one_article import cases, wrong

POSITIVE, NEGATIVE, KNOWN = (cases(name) for name in ("events_positive", "events_negative", "known_failures"))
ROOT = pathlib.Path(__file__).parents[1]


@pytest.mark.parametrize("case", POSITIVE, ids=[c["text"] for c in POSITIVE])
def test_a_sentence_tells_of_its_incidents(case):
    assert wrong(case) == [], case["reason"]


@pytest.mark.parametrize("case", NEGATIVE, ids=[c["text"] for c in NEGATIVE])
def test_a_sentence_with_the_words_of_violence_tells_of_none(case):
    assert wrong(case) == [], case["reason"]


@pytest.mark.parametrize("case", [pytest.param(c, marks=pytest.mark.xfail(strict=True, reason=c["why"]), id=c["text"]) for c in KNOWN])
def test_a_known_failure_still_fails(case):
    assert wrong(case) == [], case["reason"]


def test_there_are_cases_of_both_kinds_and_few_known_failures():
    everything = POSITIVE + NEGATIVE + KNOWN
    assert len(everything) >= 400 and len([c for c in everything if not c["expect"]]) >= 150
    assert len(KNOWN) < len(everything) / 3


def test_a_case_stands_once_with_a_reason_and_in_the_file_of_its_kind():
    texts = [c["text"] for c in POSITIVE + NEGATIVE + KNOWN]
    assert sorted(t for t in texts if texts.count(t) > 1) == []
    assert [c["text"] for c in POSITIVE + NEGATIVE + KNOWN if not c["reason"]] == []
    assert [c["text"] for c in KNOWN if not c["why"]] == []
    assert all(c["expect"] for c in POSITIVE) and not any(c["expect"] for c in NEGATIVE)


# ---------------------------------------------------------------- sorting


def sorting():
    spec = importlib.util.spec_from_file_location("sort_cases", ROOT / "scripts/sort_cases.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HEAD = "# Sentences.\n"
RIGHT = '[[case]]\ntext = "أ"\nexpect = ["air | - | - | - | - | -"]\nreason = "one"\n'
FALSE = '[[case]]\ntext = "ب"\nexpect = ["air | - | - | - | - | -"]\nreason = "two"\n'
QUIET = '[[case]]\ntext = "ج"\nexpect = []\nreason = "three"\n'


def broken(case: dict) -> list[str]:
    return ["place: expected x, got \"y\""] if case["text"] == "ب" else []


def test_sorting_moves_a_case_that_fails_out_and_one_that_passes_back_and_keeps_all_else():
    sort = sorting().sorted_files
    before = {"events_positive": f"{HEAD}\n{RIGHT}\n{FALSE}", "events_negative": HEAD, "known_failures": f"{HEAD}\n{QUIET}why = \"was wrong\"\n"}
    after = sort(before, broken)
    assert after["events_positive"] == f"{HEAD}\n{RIGHT}"
    assert after["events_negative"] == f"{HEAD}\n{QUIET}"
    assert tomllib.loads(after["known_failures"])["case"] == [
        {"text": "ب", "expect": ["air | - | - | - | - | -"], "reason": "two", "why": "place: expected x, got \"y\""}]
    assert sort(after, broken) == after
    healed = sort(after, lambda case: [])
    assert healed["events_positive"] == before["events_positive"] and healed["known_failures"] == HEAD
