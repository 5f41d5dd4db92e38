"""What people decide binds; ids, links and tallies follow the incidents."""

import json

import pytest

from marsad.errors import MarsadError
from marsad.model import Evidence, Judgement, Range, Tally
from marsad.reconcile import incident_id, reconcile
from tellings import SAFSAF, article, articles, day, told


def judged(number, kind, *subjects, field=None, value=None, undoes=None):
    return Judgement(number=number, kind=kind, subjects=subjects, field=field, value=None if value is None else json.dumps(value),
                     who="reviewer", when="2024-08-01T00:00:00Z", undoes=undoes)


def run(tolds, *judgements, previous={}):
    return reconcile(tolds, articles(*tolds), judgements=judgements, previous=previous)


def groups(result):
    return sorted(i.told for i in result.incidents)


APART = told("a", at=day("2024-07-25"), killed=3), told("b", at=day("2024-07-28"), killed=3)
TOGETHER = tuple(told(name, at=day("2024-07-25"), killed=3) for name in "abc")
A, B, C = (incident_id(f"{name}.1") for name in "abc")


def test_a_merge_joins_what_the_machine_keeps_apart():
    result = run(APART, judged(1, "merge", A, B))
    assert groups(result) == [("a.1", "b.1")]
    assert result.forwards == {B: A}
    assert "judgement 1: merge by reviewer" in result.incidents[0].reasons


def test_a_merge_may_join_two_incidents_of_one_article():
    tolds = told("a", 1, at=day("2024-07-25")), told("a", 2, at=day("2024-07-25"))
    assert groups(run(tolds, judged(1, "merge", A, incident_id("a.2")))) == [("a.1", "a.2")]


def test_a_split_takes_told_incidents_out_and_they_stay_out():
    result = run(TOGETHER, judged(1, "split", A, "c.1"))
    assert groups(result) == [("a.1", "b.1"), ("c.1",)]
    assert [i.id for i in sorted(result.incidents, key=lambda i: i.told)] == [A, C]


def test_a_split_without_its_founder_gives_the_rest_an_id_of_its_own_and_forwards_nothing():
    result = run(TOGETHER, judged(1, "split", A, "a.1"))
    assert {i.told: i.id for i in result.incidents} == {("a.1",): A, ("b.1", "c.1"): B}


def test_an_undone_judgement_has_no_effect_and_the_old_ids_come_back():
    assert run(APART, judged(1, "merge", A, B), judged(2, "undo", undoes=1)).incidents == run(APART).incidents


def test_undoing_the_undoing_brings_a_judgement_back():
    steps = judged(1, "merge", A, B), judged(2, "undo", undoes=1), judged(3, "undo", undoes=2)
    assert groups(run(APART, *steps)) == [("a.1", "b.1")]


def test_a_merge_and_a_later_split_are_replayed_in_their_order():
    assert groups(run(APART, judged(1, "merge", A, B), judged(2, "split", A, "b.1"))) == [("a.1",), ("b.1",)]
    assert groups(run(APART, judged(2, "merge", A, B), judged(1, "split", A, "b.1"))) == [("a.1", "b.1")]


def test_a_report_that_comes_later_joins_what_people_merged():
    later = told("c", at=day("2024-07-28"), killed=3)
    assert groups(run((*APART, later), judged(1, "merge", A, B))) == [("a.1", "b.1", "c.1")]


def test_a_value_that_a_person_set_stands_and_the_later_one_over_the_earlier():
    settings = judged(1, "set", A, field="fatalities", value={"low": 1, "best": 2, "high": 2}), judged(2, "set", B, field="fatalities", value={"low": 2, "best": 2, "high": 2})
    (incident,) = run(TOGETHER, *settings).incidents
    assert incident.fatalities == Range(low=2, best=2, high=2)


@pytest.mark.parametrize(("field", "value", "expected"), [
    ("sub_event_type", "Attack", "Attack"),
    ("when", {"earliest": "2024-07-24", "latest": "2024-07-24", "precision": "day", "basis": "stated"}, day("2024-07-24", "stated")),
    ("weapons", [], ()),
])
def test_other_fields_can_be_set(field, value, expected):
    assert getattr(run(TOGETHER, judged(1, "set", A, field=field, value=value)).incidents[0], field) == expected


@pytest.mark.parametrize(("field", "value"), [("fatalities", {"low": -1}), ("nonsense", 3), ("sub_event_type", "Party"), ("when", {"day": 3})])
def test_a_value_that_cannot_be_is_a_problem_and_changes_nothing(field, value):
    result = run(TOGETHER, judged(1, "set", A, field=field, value=value))
    assert result.incidents == run(TOGETHER).incidents
    assert [(p.stage, p.place) for p in result.problems] == [("reconcile", "judgement 1")]


def test_a_rejected_incident_is_gone_with_the_links_to_it():
    tolds = told("a", 1, at=day("2024-07-25")), told("a", 2, at=day("2024-07-26"), where=SAFSAF, links=[("response_to", 1)])
    result = run(tolds, judged(1, "reject", A))
    assert [(i.told, i.links) for i in result.incidents] == [(("a.2",), ())]


def test_a_judgement_on_what_is_not_there_is_a_problem():
    result = run(APART, judged(1, "merge", A, "MRS-0000000000"), judged(2, "split", A, "b.1"), judged(3, "set", "MRS-0000000000", field="weapons", value=[]))
    assert [p.place for p in result.problems] == ["judgement 1", "judgement 2", "judgement 3"]


# ---------------------------------------------------------------- ids


def test_an_incident_is_named_after_the_article_that_was_published_first():
    tolds = told("a", at=day("2024-07-25")), told("b", at=day("2024-07-25"))
    (incident,) = reconcile(tolds, articles(*tolds, published={"a": "2024-07-27", "b": "2024-07-26"})).incidents
    assert incident.id == B


def test_an_id_that_was_given_out_leads_to_the_incident_that_holds_its_founder():
    result = run(TOGETHER, previous={"a.1": A, "b.1": B, "c.1": C})
    assert (result.incidents[0].id, result.forwards) == (A, {B: A, C: A})


def test_two_told_incidents_with_one_key_are_our_own_mistake():
    with pytest.raises(MarsadError, match="a.1"):
        run((told("a"), told("a")))


def test_a_told_incident_without_its_article_is_our_own_mistake():
    with pytest.raises(MarsadError, match="b.1"):
        reconcile([told("b")], {"a": article("a")})


# ---------------------------------------------------------------- links and tallies


def test_links_lead_to_incidents_once_and_never_to_themselves():
    a = told("a", 1, at=day("2024-07-25")), told("a", 2, at=day("2024-07-25"), where=SAFSAF, links=[("response_to", 1)])
    b = told("b", 1, at=day("2024-07-25")), told("b", 2, at=day("2024-07-25"), where=SAFSAF, links=[("response_to", 1)])
    made = {i.told: i for i in run((*a, *b)).incidents}
    (link,) = made[("a.2", "b.2")].links
    assert (link.type, link.incident, link.evidence.article) == ("response_to", A, "a")


def test_a_link_between_what_people_merged_is_dropped():
    tolds = told("a", 1, at=day("2024-07-25")), told("a", 2, at=day("2024-07-25"), where=SAFSAF, links=[("follows", 1)])
    (incident,) = run(tolds, judged(1, "merge", A, incident_id("a.2"))).incidents
    assert incident.links == ()


def test_a_joint_toll_names_the_incidents_it_covers():
    tally = Tally(id="t1", what="killed", low=9, high=9, approximate=False, attribution=(), incidents=("a.1", "b.1", "c.1"),
                  evidence=Evidence(article="a", start=0, end=4, quote="nine"))
    tolds = (*TOGETHER[:2], told("c", at=day("2024-07-28")))
    result = reconcile(tolds, articles(*tolds), tallies=[tally])
    assert result.tallies[0].incidents == (A, C)
