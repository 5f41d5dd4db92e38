"""Figures in Arabic text: every case of `cases/ar/quantities.toml`, and what holds for all numbers and all texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic_numbers import written
from figure_notation import cases, quantity
from marsad.extract.quantities import read_quantities
from marsad.extract.quantities.numerals import digits
from marsad.languages.pack import load

CASES = cases("quantities")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def read(text: str, masked=()):
    return read_quantities(text, load("ar"), masked)


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_what_a_sentence_counts(case):
    assert [quantity(q, case["text"]) for q in read(case["text"])] == case["expect"], case["reason"]


def test_there_are_cases_of_both_kinds():
    assert len(CASES) >= 100
    assert sum(1 for c in CASES if not c["expect"]) >= 20


@given(n=st.integers(1, 999_999), gender=st.sampled_from("mf"), case=st.sampled_from(["nom", "obl"]))
def test_a_number_written_in_words_is_read_back(n, gender, case):
    text = f"أحصى {written(n, gender, case)} من الأشجار"
    (found,) = read(text)
    assert (found.low, found.high, text[found.start:found.end]) == (n, n, written(n, gender, case))


@given(n=st.integers(1, 999_999).filter(lambda n: not 1900 <= n <= 2099), indic=st.booleans(), grouped=st.booleans())
def test_a_number_written_in_digits_is_read_back(n, indic, grouped):
    said = f"{n:,}" if grouped else str(n)
    text = f"أحصى {said.translate(INDIC) if indic else said} من الأشجار"
    (found,) = read(text)
    assert (found.low, found.high) == (n, n)


@given(n=st.integers(3, 9999).filter(lambda n: not 1900 <= n <= 2099), words=st.booleans())
def test_a_comparator_moves_the_bounds_of_any_number(n, words):
    said = written(n) if words else str(n)
    for text, low, high in (
        (f"أكثر من {said} شجرة", n + 1, None), (f"ما لا يقل عن {said} شجرة", n, None), (f"{said} شجرة على الأقل", n, None),
        (f"أقل من {said} شجرة", 0, n - 1), (f"لا يزيد على {said} شجرة", 0, n), (f"نحو {said} شجرة", n, n),
    ):
        (found,) = read(text)
        assert (found.low, found.high) == (low, high), text


@given(a=st.integers(1, 50), b=st.integers(51, 99), words=st.booleans())
def test_a_range_has_the_lower_number_first(a, b, words):
    one, two = (written(a), written(b)) if words else (str(a), str(b))
    for text in (f"بين {one} و{two} شجرة", f"من {one} إلى {two} شجرة", f"{two} أو {one} شجرة"):
        found = read(text)[0]
        if words and found.kind != "range":
            continue  # بين خمسة وخمسين may be read as fifty-five only where a third number follows
        assert (found.low, found.high) == (a, b), text


@given(st.text(alphabet="0123456789٠١٢٣٤ ،,.-/:%()و ب ثلاثة عشرون ألف نحو بين من إلى أكثر مئتان ونصف شخصا\n", max_size=60))
def test_no_text_is_too_odd_and_spans_lie_in_it(text):
    for found in read(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.noun is None or 0 <= found.noun.start < found.noun.end <= len(text)
        assert found.low is None or found.high is None or found.low <= found.high


def test_expressions_do_not_overlap():
    text = "قتل 12 شخصا وأصيب بين خمسة وستة آخرون، وارتفع العدد من 20 إلى 31، وعاد 43 ألفا و799 نازحا بعد يومين"
    found = read(text)
    assert len(found) == 6
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_numbers_in_masked_stretches_are_none():
    text = "في 12 آذار وصل 5 رجال"
    assert [q.low for q in read(text)] == [12, 5]
    assert [q.low for q in read(text, [(3, 10)])] == [5]


def test_the_counted_noun_has_its_span():
    text = "وصل ثلاثة من الجنود و5 طائرات"
    first, second = read(text)
    assert (text[first.noun.start:first.noun.end], text[second.noun.start:second.noun.end]) == ("الجنود", "طائرات")


@pytest.mark.parametrize(("said", "value"), [
    ("12", 12), ("1,500", 1500), ("1.500", 1500), ("1,234,567", 1234567), ("7.62", 7.62), ("1.5", 1.5), ("2,5", 2.5), ("0.500", 0.5),
    ("10:30", None), ("19/10/2023", None), ("5-7", None), ("0221234", None), ("12345678901234", None),
])
def test_digits_are_grouped_or_decimal(said, value):
    assert digits(said) == value
