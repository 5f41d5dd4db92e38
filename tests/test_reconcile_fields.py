"""Kind, moment, place, sides, responsibility and conflicts of an incident, from the claims of all its reports."""

import pytest

from marsad.model import Actor, Moment, Occurrence, Place
from marsad.reconcile import reconcile
from marsad.reconcile.fields import build
from marsad.reconcile.sources import Sources
from tellings import (
    AIR, ARMY, BAYDAR, EAST, FAR_END, GUNMEN, HOMS_TOWN, MILITIA, RUMMANA, SAFSAF, SHELLING, UNDATED, US,
    article, claim, day, figure, night, rockets, statement, told,
)


def fields(*claims, kinds=None):
    names = sorted({c.evidence.article for c in claims})
    known = {name: article(name, published=f"2024-07-{20 + n}") for n, name in enumerate(names)}
    by_article = {name: [c for c in claims if c.evidence.article == name] for name in names}
    return build(claims, known, Sources(by_article, known, ()), kinds)


def conflicts(*claims):
    return {c.field: set(c.claims) for c in fields(*claims).conflicts}


# ---------------------------------------------------------------- kind


def kind(name, settled, by=None, at=0):
    return claim(name, "occurrence", Occurrence(sub_event_type=settled), by, at)


def test_the_kind_is_the_one_that_most_independent_sources_give():
    assert fields(kind("a", AIR), kind("b", SHELLING), kind("c", SHELLING)).sub_event_type == SHELLING


def test_ten_reports_of_one_agency_do_not_outvote_two_sources():
    assert fields(*(kind(f"a{n}", AIR, "AFP") for n in range(10)), kind("b", SHELLING), kind("c", SHELLING)).sub_event_type == SHELLING


def test_on_a_tie_the_more_numerous_munition_decides():
    both = kind("a", AIR), kind("b", SHELLING)
    from marsad.model import Weapon
    drone = claim("a", "weapons", Weapon(type="drone", low=1, high=1))
    assert fields(*both, drone, claim("b", "weapons", rockets(3))).sub_event_type == SHELLING
    assert fields(*both, drone, claim("b", "weapons", rockets(1))).sub_event_type == AIR


def test_a_vague_attack_gives_way_to_the_report_that_says_how():
    assert fields(kind("a", "Attack"), kind("b", "Attack"), kind("c", SHELLING)).sub_event_type == SHELLING


# ---------------------------------------------------------------- when


def when(name, moment, by=None, at=0):
    return claim(name, "when", moment, by, at)


def test_moments_that_overlap_are_narrowed_to_what_they_share():
    got = fields(when("a", day("2024-07-26")), when("b", night("2024-07-25"))).when
    assert got == Moment(earliest="2024-07-26", latest="2024-07-26T06:00", precision="part_of_day", basis="inferred")


def test_a_moment_that_one_report_gives_exactly_keeps_its_basis():
    week = Moment(earliest="2024-07-22", latest="2024-07-28", precision="week", basis="relative")
    assert fields(when("a", week), when("b", day("2024-07-25", "stated"))).when == day("2024-07-25", "stated")


def test_an_open_moment_narrows_nothing():
    assert fields(when("a", UNDATED), when("b", day("2024-07-25"))).when == day("2024-07-25")


def test_moments_that_cannot_all_be_true_are_a_conflict_and_the_most_borne_out_stands():
    claims = when("a", day("2024-07-25")), when("b", day("2024-07-26")), when("c", day("2024-07-26"))
    assert fields(*claims).when == day("2024-07-26")
    assert conflicts(*claims)["when"] == {c.id for c in claims}


def test_nothing_said_of_the_time_is_an_open_moment():
    assert fields(kind("a", AIR)).when.precision == "unknown"


def test_what_happened_at_the_same_time_as_a_dated_incident_takes_its_day():
    dated, other = told("a", 1, at=night("2024-07-25")), told("a", 2, where=SAFSAF, links=[("simultaneous_with", 1)])
    made = {i.told: i for i in reconcile([dated, other], {"a": article("a")}).incidents}
    assert made[("a.2",)].when == Moment(earliest="2024-07-25T18:00", latest="2024-07-26T06:00", precision="part_of_day", basis="inferred")


def test_the_answer_to_a_dated_incident_did_not_come_before_it():
    dated, other = told("a", 1, at=night("2024-07-25")), told("a", 2, where=SAFSAF, links=[("response_to", 1)])
    made = {i.told: i for i in reconcile([dated, other], {"a": article("a")}).incidents}
    assert made[("a.2",)].when == Moment(earliest="2024-07-25T18:00", latest=None, precision="unknown", basis="inferred")


# ---------------------------------------------------------------- where


def where(name, place, at=0, **more):
    return claim(name, "where", place, None, at, **more)


def test_the_site_is_kept_where_another_report_names_only_the_governorate():
    assert fields(where("a", EAST), where("b", RUMMANA), where("c", EAST)).where.id == RUMMANA.id


def test_other_sites_that_are_named_stay_as_sites():
    assert fields(where("a", SAFSAF), where("a", BAYDAR, 50)).where.sites == ("Baydar",)


def test_the_town_around_a_site_is_not_another_site():
    town = Place(id="sy.town", name="Town", name_ar=None, precision="settlement", country="SY", admin1="Deir ez-Zor", lat=35.345, lon=40.335, uncertainty_km=3.0)
    assert fields(where("a", RUMMANA), where("b", town)).where.sites == ()


def test_the_place_that_more_sources_bear_out_is_kept():
    assert fields(where("a", FAR_END), where("b", SAFSAF), where("c", SAFSAF)).where.id == SAFSAF.id


def test_a_place_without_coordinates_takes_governorate_and_country_from_the_others():
    site = Place(name="Old customs house", name_ar=None, precision="site", site="Old customs house")
    got = fields(where("a", site), where("b", SAFSAF)).where
    assert (got.name, got.country, got.admin1) == ("Old customs house", "SY", "Deir ez-Zor")


def test_a_denied_place_is_not_where_it_was():
    assert fields(where("a", SAFSAF, polarity="denied"), where("b", FAR_END)).where.id == FAR_END.id


def test_places_too_far_apart_are_a_conflict():
    one, other = where("a", SAFSAF), where("b", HOMS_TOWN)
    assert conflicts(one, other)["where"] == {one.id, other.id}


def test_a_vague_place_that_holds_the_other_is_no_conflict():
    assert "where" not in conflicts(where("a", SAFSAF), where("b", EAST))


# ---------------------------------------------------------------- sides


def doer(name, actor, by=None, at=0, **more):
    return claim(name, "perpetrators", actor, by, at, **more)


def names(actors):
    return [(a.name, a.certainty) for a in actors]


def test_the_same_actor_is_listed_once_with_its_strongest_certainty():
    assert names(fields(doer("a", US, certainty="hedged"), doer("b", US)).perpetrators) == [(US.name, "stated")]


def test_a_general_word_goes_where_a_name_stands():
    assert names(fields(doer("a", GUNMEN), doer("b", MILITIA)).perpetrators) == [(MILITIA.name, "stated")]


def test_a_general_word_stays_where_nothing_better_is_known():
    assert names(fields(doer("a", GUNMEN)).perpetrators) == [(GUNMEN.name, "stated")]


def test_a_group_that_nobody_but_itself_names_is_hedged():
    itself = doer("a", MILITIA, "Iran-backed militias:armed_group")
    assert names(fields(itself).perpetrators) == [(MILITIA.name, "hedged")]
    assert names(fields(itself, doer("b", MILITIA, "police")).perpetrators) == [(MILITIA.name, "stated")]


def test_an_army_that_tells_of_its_own_strike_is_not_hedged():
    assert names(fields(doer("a", ARMY, "Army of Nowhere:military")).perpetrators) == [(ARMY.name, "stated")]


def test_an_actor_without_an_id_is_the_one_of_the_same_name():
    bare = Actor(name=US.name, name_ar=None, kind=US.kind)
    assert len(fields(doer("a", bare), doer("b", US)).perpetrators) == 1


def test_two_camps_blamed_by_two_sources_are_a_conflict():
    one, other = doer("a", US), doer("b", MILITIA)
    assert conflicts(one, other)["perpetrators"] == {one.id, other.id}


def test_two_doers_that_one_source_names_together_are_none():
    assert "perpetrators" not in conflicts(doer("a", US), doer("a", ARMY, at=50), doer("b", US))


def test_a_denied_doer_stands_beside_the_affirmed_one_as_a_conflict():
    one, other = doer("a", US), doer("b", US, "spokesman:military", polarity="denied")
    assert conflicts(one, other)["perpetrators"] == {one.id, other.id}
    assert names(fields(one, other).perpetrators) == [(US.name, "stated")]


# ---------------------------------------------------------------- conflicts of figures and words


@pytest.mark.parametrize(("one", "other", "clash"), [
    (3, 5, True), (0, (1, None), True), ((1, None), 5, False), ((5, 6), 6, False), ((21, None), 8, True), (4, 4, False),
])
def test_figures_conflict_when_they_cannot_both_be_true(one, other, clash):
    assert ("fatalities" in conflicts(claim("a", "fatalities", figure(one)), claim("b", "fatalities", figure(other)))) is clash


def test_a_toll_that_rose_is_no_conflict():
    early, late = claim("a", "fatalities", figure(3), "ministry"), claim("b", "fatalities", figure(5), "ministry")
    assert conflicts(early, late) == {}


def test_a_partial_figure_is_no_conflict_with_the_total():
    assert conflicts(claim("a", "fatalities", figure(5, party="children", partial=True)), claim("b", "fatalities", figure(9))) == {}


def test_munitions_conflict_type_by_type():
    assert set(conflicts(claim("a", "weapons", rockets(4)), claim("b", "weapons", rockets(3)))) == {"weapons"}


def test_inside_the_base_and_only_outside_it_is_a_conflict():
    inside, outside = claim("a", "impact", statement("inside")), claim("b", "impact", statement("outside"))
    assert conflicts(inside, outside)["impact"] == {inside.id, outside.id}


def test_damage_and_no_damage_is_a_conflict():
    assert "damage" in conflicts(claim("a", "damage", statement("none")), claim("b", "damage", statement("reported")))


def test_a_claim_of_responsibility_beside_unclaimed_is_a_conflict():
    claimed, unclaimed = claim("a", "responsibility", statement("claimed_by", "Group")), claim("b", "responsibility", statement("unclaimed"))
    assert conflicts(claimed, unclaimed)["responsibility"] == {claimed.id, unclaimed.id}


def test_responsibility_names_who_says_it():
    (line,) = fields(claim("a", "responsibility", statement("blamed_on", "Group"), "police")).responsibility
    assert (line.kind, line.name, line.by) == ("blamed_on", "Group", "police")


def test_of_two_sites_in_one_governorate_the_governorate_is_not_the_answer():
    got = fields(where("a", EAST), where("b", SAFSAF), where("c", FAR_END), where("d", SAFSAF)).where
    assert (got.id, got.sites) == (SAFSAF.id, ("Far End",))
