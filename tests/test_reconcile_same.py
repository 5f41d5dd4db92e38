"""Which reports are of one incident."""

from marsad.model import Moment, Place
from marsad.reconcile import reconcile
from tellings import (
    AIR, ARMY, BAYDAR, EAST, FAR_END, HOMS_TOWN, MILITIA, SAFSAF, SHELLING, UNDATED, US, articles, day, night, rockets, told,
)


def groups(*tolds):
    """The groups of told keys that reconcile makes."""
    return sorted(i.told for i in reconcile(tolds, articles(*tolds)).incidents)


def test_two_reports_of_one_base_and_one_night_are_one_incident():
    assert groups(told("a", at=night("2024-07-25")), told("b", at=night("2024-07-25"))) == [("a.1", "b.1")]


def test_two_nights_running_at_one_base_are_two_incidents():
    assert len(groups(told("a", at=night("2024-07-25")), told("b", at=night("2024-07-26")))) == 2


def test_a_report_that_tells_of_both_nights_feeds_both():
    first, second = night("2024-07-25"), night("2024-07-26")
    found = groups(told("a", at=first), told("b", at=second), told("c", 1, at=second), told("c", 2, at=first))
    assert found == [("a.1", "c.2"), ("b.1", "c.1")]


def test_two_told_incidents_of_one_article_are_never_joined_by_the_machine():
    assert len(groups(told("a", 1, at=night("2024-07-25")), told("a", 2, at=night("2024-07-25")))) == 2


def test_a_look_alike_a_year_later_is_another_incident():
    same = dict(doers=[MILITIA], targets=[US], weapons=[rockets(8)], killed=3, hurt=7)
    assert len(groups(told("a", at=day("2023-07-25"), **same), told("b", at=day("2024-07-25"), **same))) == 2


def test_figures_that_differ_do_not_split_an_incident():
    assert len(groups(told("a", at=day("2024-07-25"), killed=3), told("b", at=day("2024-07-25"), killed=9))) == 1


def test_another_kind_of_act_at_one_place_and_day_is_another_incident():
    assert len(groups(told("a", at=day("2024-07-25"), kind="Arrests"), told("b", at=day("2024-07-25"), kind=AIR))) == 2


def test_a_vague_attack_may_be_the_shelling_that_another_report_names():
    assert len(groups(told("a", at=day("2024-07-25"), kind="Attack"), told("b", at=day("2024-07-25"), kind=SHELLING))) == 1


def test_the_answer_to_an_attack_is_not_the_attack():
    blow = told("a", at=day("2024-07-25"), where=EAST, doers=[MILITIA], targets=[US], weapons=["rocket"], killed=3)
    answer = told("b", at=day("2024-07-25"), where=EAST, doers=[US], targets=[MILITIA], weapons=["rocket"], killed=3)
    assert len(groups(blow, answer)) == 2


def test_the_answer_is_told_apart_even_where_the_doer_of_the_attack_is_unknown():
    blow = told("a", at=day("2024-07-25"), targets=[US], weapons=["rocket"])
    answer = told("b", at=day("2024-07-25"), doers=[US], targets=[MILITIA], weapons=["rocket"])
    assert len(groups(blow, answer)) == 2


def test_two_villages_three_kilometres_apart_are_two_places():
    assert len(groups(told("a", at=day("2024-07-25"), where=SAFSAF), told("b", at=day("2024-07-25"), where=BAYDAR))) == 2


def test_two_governorates_are_two_places():
    assert len(groups(told("a", at=day("2024-07-25"), where=SAFSAF), told("b", at=day("2024-07-25"), where=HOMS_TOWN))) == 2


def test_an_undated_report_joins_on_its_other_evidence_and_takes_the_day():
    same = dict(doers=[MILITIA], targets=[US], weapons=[rockets(8)], killed=3)
    tolds = told("a", at=night("2024-07-25"), **same), told("b", at=UNDATED, **same)
    (incident,) = reconcile(tolds, articles(*tolds)).incidents
    assert incident.when == night("2024-07-25")


def test_an_undated_report_that_fits_two_incidents_joins_neither():
    same = dict(doers=[MILITIA], targets=[US], weapons=[rockets(8)], killed=3)
    tolds = (told("a", at=night("2024-07-25"), **same), told("b", at=night("2024-07-28"), **same), told("c", at=UNDATED, **same))
    result = reconcile(tolds, articles(*tolds))
    assert len(result.incidents) == 3
    assert any("c.1" in (r.one, r.other) for r in result.refusals)


def test_an_undated_report_without_more_than_a_place_joins_nothing():
    assert len(groups(told("a", at=night("2024-07-25"), targets=[US]), told("b", at=UNDATED))) == 2


def test_a_vague_place_joins_the_one_incident_that_the_rest_points_to():
    same = dict(doers=[MILITIA], targets=[US], weapons=[rockets(8)], killed=3)
    assert len(groups(told("a", at=day("2024-07-25"), **same), told("b", at=day("2024-07-25"), where=EAST, **same))) == 1


def test_a_vague_place_alone_joins_nothing():
    assert len(groups(told("a", at=day("2024-07-25")), told("b", at=day("2024-07-25"), where=EAST))) == 2


def test_a_vague_place_that_fits_two_incidents_joins_neither():
    same = dict(doers=[MILITIA], targets=[US], weapons=["rocket"], killed=3)
    found = groups(told("a", at=day("2024-07-25"), **same), told("b", at=day("2024-07-25"), where=FAR_END, **same),
                   told("c", at=day("2024-07-25"), where=EAST, **same))
    assert len(found) == 3


def test_a_round_up_item_joins_the_single_report():
    single = told("a", at=day("2024-07-25"), where=SAFSAF, doers=[ARMY], killed=4)
    round_up = told("b", 3, at=day("2024-07-25"), where=SAFSAF, killed=4)
    assert ("a.1", "b.3") in groups(single, round_up, told("b", 2, at=day("2024-07-25"), where=BAYDAR))


def test_reports_that_answer_one_incident_gain_by_it():
    night1 = night("2024-07-25")
    villages = dict(where=EAST, kind=AIR, doers=[US], targets=[MILITIA])
    a = told("a", 1, at=night1, targets=[US]), told("a", 2, at=night1, links=[("response_to", 1)], **villages)
    b = told("b", 1, at=night1, targets=[US]), told("b", 2, at=night1, links=[("response_to", 1)], **villages)
    assert ("a.2", "b.2") in groups(*a, *b)


def test_the_reason_of_a_join_names_its_evidence():
    tolds = told("a", at=night("2024-07-25")), told("b", at=night("2024-07-25"))
    (incident,) = reconcile(tolds, articles(*tolds)).incidents
    assert incident.reasons == ("a.1 + b.1: 8.5 = place.same_site 4.0 + time.same_hours 3.0 + kind.same 1.5",)


def test_a_town_taken_in_a_month_is_taken_once():
    june = Moment(earliest="2024-06-01", latest="2024-06-30", precision="month", basis="stated")
    late = Moment(earliest="2024-06-21", latest="2024-06-30", precision="week", basis="stated")
    taken = dict(where=SAFSAF, kind="Non-state actor overtakes territory", doers=[MILITIA])
    assert len(groups(told("a", at=june, **taken), told("b", at=late, **taken))) == 1
    shelled = taken | {"kind": SHELLING}
    assert len(groups(told("a", at=june, **shelled), told("b", at=late, **shelled))) == 2


def test_an_undated_report_does_not_choose_between_two_nights_of_one_article():
    same = dict(doers=[MILITIA], targets=[US], weapons=[rockets(8)], killed=3)
    found = groups(told("a", 1, at=night("2024-07-25"), **same), told("a", 2, at=night("2024-07-26"), **same), told("b", at=UNDATED, **same))
    assert len(found) == 3


def test_many_undated_reports_join_one_dated_incident():
    same = dict(doers=[MILITIA], targets=[US], weapons=[rockets(8)], killed=3)
    assert len(groups(told("a", at=night("2024-07-25"), **same), *(told(name, at=UNDATED, **same) for name in "bcd"))) == 1


def test_one_site_beyond_the_registry_is_known_by_its_name():
    villages = Place(name="Seven Mills", name_ar=None, precision="settlement")
    assert len(groups(told("a", at=night("2024-07-25"), where=villages), told("b", at=night("2024-07-25"), where=villages))) == 1


def test_one_stretch_of_sea_on_one_day_needs_the_rest_to_agree():
    sea = Place(id="sea", name="Gulf of Nowhere", name_ar=None, precision="governorate", lat=12.0, lon=46.0, uncertainty_km=150.0)
    same = dict(where=sea, at=day("2024-07-25"), doers=[MILITIA], targets=[US], weapons=["missile"], killed=0)
    assert len(groups(told("a", **same), told("b", **same))) == 1
    assert len(groups(told("a", where=sea, at=day("2024-07-25")), told("b", where=sea, at=day("2024-07-25")))) == 2


def test_the_days_that_an_article_leaves_open_do_not_make_last_night_of_the_night_before():
    open_days = Moment(earliest="2024-07-26", latest="2024-07-27", precision="day", basis="inferred")
    assert len(groups(told("a", at=night("2024-07-25")), told("b", at=open_days))) == 2
    assert len(groups(told("a", at=night("2024-07-26")), told("b", at=open_days))) == 1


def place(id, level="settlement"):
    return Place(id=id, name=id, name_ar=None, precision=level, country="XX", lat=33.0, lon=44.0, uncertainty_km=1.0)


def test_place_day_and_kind_suffice_in_a_village_and_not_in_a_city():
    from marsad.registry import lookup
    kinds = {"city": None, "village": None}
    for entry in lookup.load().places.values():
        if entry.kind in kinds and kinds[entry.kind] is None:
            kinds[entry.kind] = place(entry.id)
    both = [groups(told("a", at=day("2024-07-25"), where=where), told("b", at=day("2024-07-25"), where=where)) for where in kinds.values()]
    assert [len(found) for found in both] == [2, 1]
    more = dict(at=day("2024-07-25"), where=kinds["city"], targets=[US])
    assert len(groups(told("a", **more), told("b", **more))) == 1
