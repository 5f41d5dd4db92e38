"""The killed and the hurt in Arabic text: every case of `cases/ar/harm.toml`, and what holds for all of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic_numbers import written
from figure_notation import cases, harm
from marsad.extract.harm import read_harm
from marsad.extract.quantities import read_quantities
from marsad.extract.scan import Scanner
from marsad.languages.pack import load

CASES = cases("harm")


def read(text: str):
    page = Scanner(load("ar")).page(text)
    return read_harm(page, read_quantities(page, load("ar")), load("ar"))


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_what_harm_a_sentence_tells(case):
    assert [harm(h, case["text"]) for h in read(case["text"])] == case["expect"], case["reason"]


def test_there_are_cases_of_both_kinds():
    assert len(CASES) >= 140
    assert sum(1 for c in CASES if not c["expect"]) >= 30


PHRASINGS = (
    "قتل {n} {people} في القصف", "مقتل {n} {people} في القصف", "{n} {people} قتلوا في القصف", "أدى القصف إلى مقتل {n} {people}",
    "قال إن {n} {people} قُتلوا في القصف", "أسفرت الغارة عن مقتل {n} {people}", "لقي {n} {people} مصرعهم", "استشهد {n} {people} في القصف",
    "أودى القصف بحياة {n} {people}", "وقُتل في القصف {n} {people}", "راح ضحيته {n} {people}",
)


@pytest.mark.parametrize("phrasing", PHRASINGS)
@given(n=st.integers(3, 900), digits=st.booleans(), noun=st.sampled_from([("جنود", "جنديا"), ("أطفال", "طفلا"), ("عمال", "عاملا")]))
def test_one_death_toll_has_many_phrasings(phrasing, n, digits, noun):
    people = noun[0] if n % 100 in range(3, 11) else noun[1]
    text = phrasing.format(n=n if digits else written(n), people=people)
    (found,) = read(text)
    assert (found.field, found.low, found.high, found.party) == ("fatalities", n, n, people)


@given(dead=st.integers(3, 90), hurt=st.integers(3, 90))
def test_dead_and_wounded_of_one_sentence_stay_apart(dead, hurt):
    for text in (f"مقتل {dead} وإصابة {hurt} في الغارة", f"{dead} قتلى و{hurt} جرحى في الغارة", f"إن {dead} شخصا قُتلوا وجُرح {hurt}",
                 f"قدّر القتلى بـ{dead} والجرحى بـ{hurt}", f"أوقعت الغارة {written(dead)} قتيلا و{written(hurt)} جريحا"):
        assert [(h.field, h.low, h.high) for h in read(text)] == [("fatalities", dead, dead), ("injuries", hurt, hurt)], text


ZEROES = ("دون وقوع {}", "من دون {}", "بدون {}", "بلا {}", "ولا {}", "لا وجود ل{}", "عدم وقوع {}", "لم تسجل {}", "لم يسفر الهجوم عن {}", "لم تقع أي {}",
          "دون تسجيل {}", "لم يسبب القصف أي {}")


@pytest.mark.parametrize("denial", ZEROES)
@pytest.mark.parametrize(("noun", "fields"), [("إصابات", ["injuries"]), ("خسائر بشرية", ["fatalities", "injuries"]), ("قتلى", ["fatalities"]),
                                              ("ضحايا", ["fatalities", "injuries"])])
def test_every_denial_is_a_zero_of_what_its_noun_says(denial, noun, fields):
    found = read("سقط صاروخ على القاعدة، " + denial.format(noun) + ".")
    assert [(h.field, h.low, h.high, h.zero) for h in found] == [(field, 0, 0, True) for field in fields]


UNKNOWN = ("لا معلومات عن {}", "من دون معلومات عن {}", "لم ترد أنباء عن {}", "دون ورود أنباء عن {}", "لم ترد معلومات عن وقوع {}", "لا تقارير عن {}",
           "لم يتضح ما إذا وقعت {}", "من دون تأكيدات بوجود {}", "لم يبلغ عن وقوع {}", "دون معرفة حجم ال{}")


@pytest.mark.parametrize("phrase", UNKNOWN)
@pytest.mark.parametrize("noun", ["إصابات", "خسائر", "ضحايا"])
def test_no_information_is_neither_zero_nor_harm(phrase, noun):
    assert read("سقط صاروخ على القاعدة، " + phrase.format(noun) + ".") == ()


@given(st.lists(st.sampled_from("قتل مقتل أصيب إصابة ثلاثة 12 جنود جندي جريحا قتلى جرحى دون وقوع إصابات بينهم طفل وطفلة من أكثر على الأقل ، . أحد عدد إلى".split()), max_size=14))
def test_no_text_is_too_odd_and_spans_lie_in_it(words):
    text = " ".join(words)
    for found in read(text):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.low and (found.high is None or found.low <= found.high)
        assert not found.zero or found.high == 0


def test_a_mention_names_the_terms_that_made_it():
    (found,) = read("قتل ستة جنود")
    assert found.terms == ("kill.qatala", "num.006", "ppl.soldier")


def test_figures_of_a_toll_that_rose_tell_the_old_from_the_new():
    old, new = read("ارتفع عدد القتلى من 6 إلى 8")
    assert (old.low, old.former, old.replaces) == (6, True, False)
    assert (new.low, new.former, new.replaces) == (8, False, True)
