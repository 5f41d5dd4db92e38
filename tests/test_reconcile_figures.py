"""Low, best and high; who stands behind a figure; what is superseded; null is not zero."""

from dataclasses import replace

import pytest

from marsad.model import Range, Weapon, WeaponRange
from marsad.reconcile import figures, reconcile
from marsad.reconcile.sources import own_source
from tellings import article, articles, claim, day, figure, rockets, told


def settle(*claims, published=None):
    dates = published or {}
    known = {c.evidence.article: article(c.evidence.article, published=dates.get(c.evidence.article)) for c in claims}
    of = {c.id: own_source(c, known[c.evidence.article]) for c in claims}
    return figures.settle(claims, of, known)


def killed(article_id, number, by=None, at=0, polarity="affirmed", **more):
    return claim(article_id, "fatalities", figure(number, **more), by, at, polarity=polarity)


@pytest.mark.parametrize(("numbers", "expected"), [
    ([8], (8, 8, 8)),
    ([(5, 6)], (5, 5, 6)),
    ([(1, None)], (1, 1, 1)),
    ([(21, None)], (21, 21, 21)),
    ([0], (0, 0, 0)),
    ([3, 5], (3, 5, 5)),
    ([3, 3, 5], (3, 3, 5)),
    ([(1, None), 4, 4], (1, 4, 4)),
    ([(None, None)], (None, None, None)),
    ([], (None, None, None)),
])
def test_low_best_and_high_follow_the_codebook(numbers, expected):
    # One article a number, in the order of their dates, so that each has its own source and the last is the latest.
    claims = [killed(f"a{n}", number) for n, number in enumerate(numbers)]
    got = settle(*claims, published={f"a{n}": f"2024-07-{10 + n}" for n in range(len(numbers))}).range
    assert (got.low, got.best, got.high) == expected


def test_nobody_gave_a_figure_is_null_and_not_zero():
    tolds = told("a", at=day("2024-07-25"), killed=0), told("b", at=day("2024-07-25"))
    (incident,) = reconcile(tolds, articles(*tolds)).incidents
    assert incident.fatalities == Range(low=0, best=0, high=0)
    assert incident.injuries == Range()


def test_the_figure_with_most_independent_sources_is_best():
    got = settle(killed("a", 7, "AFP"), killed("b", 7, "AFP"), killed("c", 7, "AFP"), killed("d", 4, "hospital:medical"), killed("e", 4, "police"))
    assert got.range == Range(low=4, best=4, high=7)
    assert got.behind == ("hospital", "police")


def test_on_a_tie_the_source_nearest_to_the_event_is_best():
    assert settle(killed("a", 7, "AFP"), killed("b", 4, "hospital:medical")).range.best == 4


def test_on_a_tie_of_equally_near_sources_the_latest_article_is_best():
    dates = {"a": "2024-07-26", "b": "2024-07-25"}
    assert settle(killed("a", 4, "hospital:medical"), killed("b", 7, "police"), published=dates).range.best == 4


def test_a_later_toll_of_one_source_supersedes_the_earlier():
    dates = {"a": "2024-07-25", "b": "2024-07-26"}
    first, second = killed("a", 3, "ministry:medical"), killed("b", 5, "ministry:medical")
    got = settle(first, second, published=dates)
    assert got.range == Range(low=5, best=5, high=5)
    assert got.set_aside == ((first.id, "superseded"),)


def test_an_earlier_toll_that_is_read_later_does_not_come_back():
    dates = {"a": "2024-07-25", "b": "2024-07-26"}
    assert settle(killed("b", 5, "ministry"), killed("a", 3, "ministry"), published=dates).range.best == 5


def test_of_two_tolls_of_one_source_and_day_the_higher_is_the_later():
    assert settle(killed("a", 5, "ministry"), killed("b", 3, "ministry")).range == Range(low=5, best=5, high=5)


def test_what_one_page_counts_besides_is_not_its_total():
    assert settle(killed("a", 8, at=0), killed("a", 2, at=500)).range == Range(low=8, best=8, high=8)


def test_of_an_open_and_an_exact_figure_of_one_source_the_exact_stands():
    assert settle(killed("a", (1, None), at=500), killed("a", 1, at=0)).range == Range(low=1, best=1, high=1)


def test_a_withdrawn_figure_sets_nothing():
    assert settle(killed("a", 9, withdrawn=True), killed("b", 4)).range == Range(low=4, best=4, high=4)


def test_a_partial_figure_sets_no_total():
    assert settle(killed("a", 5, party="children", partial=True)).range == Range()


def test_a_denied_figure_sets_nothing():
    got = settle(killed("a", 5), killed("b", 5, "army:military", polarity="denied"))
    assert got.range == Range(low=5, best=5, high=5)


def weapons(*claims):
    known = {c.evidence.article: article(c.evidence.article) for c in claims}
    return figures.weapons(claims, {c.id: own_source(c, known[c.evidence.article]) for c in claims}, known)


def munition(article_id, weapon):
    return claim(article_id, "weapons", weapon)


def test_a_munition_that_is_only_named_has_null_counts():
    assert weapons(munition("a", Weapon(type="rocket"))) == (WeaponRange(type="rocket"),)


def test_a_munition_named_without_a_number_drops_out_beside_the_counted_one_it_stands_for():
    assert weapons(munition("a", rockets(8)), munition("b", Weapon(type="missile"))) == (WeaponRange(type="rocket", low=8, best=8, high=8),)


def test_two_counted_munitions_are_two_lines():
    assert [w.type for w in weapons(munition("a", rockets(8)), munition("b", Weapon(type="missile", low=2, high=2)))] == ["rocket", "missile"]


def test_two_names_without_numbers_for_one_munition_are_one_line():
    got = weapons(munition("a", Weapon(type="rocket")), munition("b", Weapon(type="missile")), munition("c", Weapon(type="missile")))
    assert [w.type for w in got] == ["missile"]


def test_a_drone_and_rockets_stay_two_munitions():
    assert [w.type for w in weapons(munition("a", rockets(8)), munition("b", Weapon(type="drone")))] == ["rocket", "drone"]


def test_a_rejected_claim_stays_among_the_claims_and_sets_nothing():
    from marsad.model import Judgement
    one, two = told("a", at=day("2024-07-25"), killed=3), told("b", at=day("2024-07-25"), killed=30)
    wrong = next(c for c in two.claims if c.field == "fatalities")
    judged = Judgement(number=1, kind="reject", subjects=(wrong.id,), field=None, value=None, who="r", when="2024-08-01T00:00Z")
    (incident,) = reconcile([one, two], articles(one, two), judgements=[judged]).incidents
    assert incident.fatalities == Range(low=3, best=3, high=3)
    assert wrong in incident.claims
    assert replace(wrong) in two.claims
