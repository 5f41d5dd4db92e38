"""Weapons in Arabic text: every case of `cases/ar/munitions.toml`, and what holds for all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic_numbers import written
from figure_notation import cases, weapon
from marsad.extract.munitions import read_munitions
from marsad.extract.quantities import read_quantities
from marsad.extract.scan import Scanner
from marsad.languages.pack import load
from marsad.model import WEAPON_TYPES

CASES = cases("munitions")


def read(text: str):
    page = Scanner(load("ar")).page(text)
    return read_munitions(page, read_quantities(page, load("ar")), load("ar"))


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_what_weapons_a_sentence_tells(case):
    assert [weapon(w, case["text"]) for w in read(case["text"])] == case["expect"], case["reason"]


def test_every_weapon_type_of_the_codebook_has_a_case():
    told = {expected.split()[0] for case in CASES for expected in case["expect"]}
    assert told == set(WEAPON_TYPES)


@given(n=st.integers(3, 999), noun=st.sampled_from([("صواريخ", "صاروخا", "rocket"), ("قذائف", "قذيفة", "artillery"), ("طائرات مسيرة", "طائرة مسيرة", "drone")]))
def test_any_number_counts_its_weapon(n, noun):
    text = f"سقط {written(n)} {noun[0] if n <= 10 else noun[1]} على القاعدة"
    (found,) = read(text)
    assert (found.type, found.low, found.high) == (noun[2], n, n)


def test_the_words_of_a_weapon_are_as_printed():
    text = "سقطت ثلاثة صواريخ كاتيوشا على القاعدة"
    (found,) = read(text)
    assert (found.words, text[found.start:found.end]) == ("صواريخ كاتيوشا", "ثلاثة صواريخ كاتيوشا")


def test_a_weapon_told_again_is_anaphoric():
    first, second = read("أطلقت الجماعة صاروخا على الميناء. وأفاد شاهد بأن الصاروخ سقط في البحر.")
    assert not first.anaphoric and second.anaphoric and second.definite


def test_drones_need_an_attack_beside_a_word_that_also_means_a_march():
    assert not read("انتهت المسيرة عند الساحة بعد هتافات للحرية")
    assert [w.type for w in read("استهدفت مسيرة سيارة على الطريق")] == ["drone"]


def test_mentions_stand_in_the_order_of_the_text():
    found = read("أطلقوا 19 صاروخا وقذيفة هاون، اعترضت عشرة منها، ثم انفجرت عبوة ناسفة")
    assert [w.start for w in found] == sorted(w.start for w in found)
