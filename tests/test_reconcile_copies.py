"""Copies: which text stands in which earlier one, and what that means for sources."""

import random

from marsad.reconcile import reconcile
from marsad.reconcile.copies import families, overlap
from tellings import article, claim, day, figure, told

WORDS = [f"{a}{b}" for a in ("با", "دا", "را", "سا", "نا", "ما", "لا", "كا") for b in ("تم", "رس", "فق", "لن", "مس", "نه", "يد", "حل", "جب", "شك")]


def text(seed: int, length: int) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(WORDS) + draw.choice(WORDS) for _ in range(length))


def edited(original: str, seed: int, part: float) -> str:
    draw = random.Random(seed)
    return " ".join(draw.choice(WORDS) + "ون" if draw.random() < part else word for word in original.split())


def shelf(*articles):
    return {a.id: a for a in articles}


def test_a_copy_is_traced_to_the_earlier_article():
    dispatch = text(1, 80)
    (family,) = families(shelf(article("b", dispatch, "2024-07-26"), article("z", dispatch, "2024-07-25")))
    assert (family.origin, family.copies[0].article, family.copies[0].share) == ("z", "b", 1.0)


def test_of_two_equal_texts_of_one_day_the_credited_agency_is_the_origin():
    dispatch = text(1, 80)
    known = shelf(article("a", dispatch, "2024-07-25", "Al-Wadi"), article("b", dispatch, "2024-07-25", "AFP"))
    assert families(known, credited=["AFP"])[0].origin == "b"
    assert families(known)[0].origin == "a"


def test_texts_that_have_nothing_in_common_are_no_family():
    assert families(shelf(*(article(f"a{n}", text(n, 300)) for n in range(30)))) == ()


def test_a_stock_sentence_in_two_articles_is_no_copy():
    stock = text(99, 12)
    assert families(shelf(article("a", f"{text(1, 100)} {stock} {text(2, 100)}"), article("b", f"{text(3, 100)} {stock}"))) == ()


def test_a_copy_with_a_tenth_of_its_words_changed_is_found():
    found = 0
    for seed in range(60):
        dispatch = text(seed, 200)
        found += bool(families(shelf(article("a", dispatch, "2024-07-25"), article("b", edited(dispatch, seed, 0.1), "2024-07-26"))))
    assert found == 60


def test_a_paragraph_inside_a_longer_article_is_found_with_its_stretch():
    found = 0
    for seed in range(60):
        paragraph = text(seed, 60)
        before = text(1000 + seed, 170)
        longer = f"{before} {paragraph} {text(2000 + seed, 170)}"
        origin = f"{paragraph} {text(3000 + seed, 140)}"
        made = families(shelf(article("a", origin, "2024-07-25"), article("b", longer, "2024-07-26")))
        if made:
            (stretch,) = made[0].copies[0].stretches
            found += longer[stretch.copy.start:stretch.copy.end] == paragraph
    assert found >= 57


def test_a_stretch_covers_small_edits():
    original = text(5, 60).split()
    copy = original[:20] + ["غير"] + original[21:40] + original[42:]
    (stretch,) = overlap(" ".join(copy), " ".join(original))
    assert stretch.words == 57


def test_marks_and_spellings_do_not_hide_a_copy():
    original = " ".join(f"قاعدة{n} أصيبت" for n in range(30))
    other = original.replace("قاعدة", "قاعده").replace("أ", "ا").replace("ص", "صّ")
    assert families(shelf(article("a", original), article("b", other)))[0].copies[0].share == 1.0


# ---------------------------------------------------------------- sources


def dispatch_copies(outlets: int, credit: bool):
    """Articles of several outlets with one text and the claim of one figure in it."""
    dispatch = text(7, 60)
    known, tolds = {}, []
    for n in range(outlets):
        name = f"a{n}"
        known[name] = article(name, dispatch, "2024-07-25")
        words = dispatch[40:60]
        by = "AFP" if credit and n == 3 else None
        toll = claim(name, "fatalities", figure(3), by, 40, quote=words)
        plain = told(name, at=day("2024-07-25"))
        claims = tuple(claim(name, c.field, c.value, by, 100 + 30 * i, quote=dispatch[100 + 30 * i:120 + 30 * i]) for i, c in enumerate(plain.claims))
        tolds.append(type(plain)(key=plain.key, article=name, sub_event_type=plain.sub_event_type, claims=(*claims, toll)))
    return tolds, known


def test_ten_outlets_with_one_dispatch_are_ten_reports_and_one_source():
    tolds, known = dispatch_copies(10, credit=False)
    (incident,) = reconcile(tolds, known).incidents
    assert (len(incident.reports), incident.independent_sources) == (10, 1)


def test_a_copy_that_credits_the_agency_names_the_source_of_all():
    tolds, known = dispatch_copies(5, credit=True)
    other = told("z", at=day("2024-07-25"), by="AFP", killed=3)
    (incident,) = reconcile([*tolds, other], known | {"z": article("z", published="2024-07-25")}).incidents
    assert incident.independent_sources == 1


def test_a_copied_report_joins_its_origin_even_when_it_dates_the_act_otherwise():
    tolds, known = dispatch_copies(2, credit=False)
    late = tolds[1]
    moved = tuple(c if c.field != "when" else type(c)(**{s: getattr(c, s) for s in c.__slots__} | {"value": day("2024-07-26")}) for c in late.claims)
    late = type(late)(key=late.key, article=late.article, sub_event_type=late.sub_event_type, claims=moved)
    (incident,) = reconcile([tolds[0], late], known).incidents
    assert [c.field for c in incident.conflicts] == ["when"]


def test_outlets_that_tell_it_in_their_own_words_are_sources_of_their_own():
    tolds = [told(name, at=day("2024-07-25"), killed=3) for name in "abc"]
    known = {name: article(name, text(n, 50)) for n, name in enumerate("abc")}
    assert reconcile(tolds, known).incidents[0].independent_sources == 3


def test_ten_outlets_that_credit_one_agency_are_one_source():
    tolds = [told(f"a{n}", at=day("2024-07-25"), killed=3, by="AFP") for n in range(10)]
    known = {t.article: article(t.article, text(n, 50)) for n, t in enumerate(tolds)}
    assert reconcile(tolds, known).incidents[0].independent_sources == 1


def test_the_anonymous_source_of_one_agency_is_not_that_of_another():
    tolds = [told("a", at=day("2024-07-25"), by="AFP > security source?"), told("b", at=day("2024-07-25"), by="REUTERS > security source?"),
             told("c", at=day("2024-07-25"), by="AFP > security source?")]
    assert reconcile(tolds, {t.article: article(t.article) for t in tolds}).incidents[0].independent_sources == 2


def test_a_named_source_is_one_source_whoever_passes_it_on():
    tolds = [told("a", at=day("2024-07-25"), by="AFP > health ministry"), told("b", at=day("2024-07-25"), by="health ministry")]
    assert reconcile(tolds, {t.article: article(t.article) for t in tolds}).incidents[0].independent_sources == 1


def test_an_outlet_that_names_its_sources_is_not_a_source_beside_them():
    plain = told("a", at=day("2024-07-25"))
    said = claim("a", "fatalities", figure(3), "AFP", 900)
    tolds = [type(plain)(key="a.1", article="a", sub_event_type=plain.sub_event_type, claims=(*plain.claims, said))]
    assert reconcile(tolds, {"a": article("a")}).incidents[0].independent_sources == 1


def test_a_headline_that_repeats_its_agency_gives_a_figure_no_second_source():
    plain, other, third = told("a", at=day("2024-07-25"), killed=7), told("b", at=day("2024-07-25"), killed=4), told("c", at=day("2024-07-25"), killed=4)
    said = claim("a", "fatalities", figure(7), "AFP", 900)
    repeated = type(plain)(key="a.1", article="a", sub_event_type=plain.sub_event_type, claims=(*plain.claims, said))
    assert reconcile([repeated, other, third], {name: article(name) for name in "abc"}).incidents[0].fatalities.best == 4
