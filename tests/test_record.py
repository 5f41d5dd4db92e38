"""The record's two JSON forms: the public one by the schema, the store's one without loss."""

from __future__ import annotations

import json
import pathlib

import jsonschema
import pytest
from hypothesis import given, strategies as st

from marsad import model, record
from marsad.model import Figure, Link, Moment, Place, Range, Statement, Weapon

from made_up import claim, incident, tally, told

SCHEMA = json.loads(pathlib.Path(__file__).parents[1].joinpath("docs/incident.schema.json").read_text(encoding="utf8"))


def test_a_full_incident_is_valid_by_the_schema():
    jsonschema.validate(record.public_incident(incident()), SCHEMA)


def test_an_incident_of_which_almost_nothing_is_known_is_valid_by_the_schema():
    bare = model.Incident(
        id="i1", sub_event_type="Attack", when=Moment(earliest=None, latest=None, precision="unknown", basis="unknown"),
        where=Place(name=None, name_ar=None, precision="unknown"), perpetrators=(), targets=(), weapons=(),
        fatalities=Range(), injuries=Range(), claims=(claim(),), links=(), reports=("a1",), independent_sources=0, conflicts=(),
    )
    jsonschema.validate(record.public_incident(bare), SCHEMA)


def test_every_key_of_the_public_incident_is_in_the_schema_and_in_its_order():
    assert list(record.public_incident(incident())) == list(SCHEMA["properties"])


def test_the_schema_is_strict_enough_to_refuse_a_claim_without_words():
    broken = record.public_incident(incident())
    del broken["claims"][0]["evidence"]["quote"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


@pytest.mark.parametrize("value", [incident(), claim(), told(), tally()], ids=lambda v: type(v).__name__)
def test_the_store_gets_back_exactly_what_it_was_given(value):
    assert record.loads(type(value), record.dumps(value)) == value


@pytest.mark.parametrize("value", [
    Figure(low=6, high=6, parts=((5, "soldiers"), (1, "contractor"))), Figure(low=0, high=0), Figure(low=None, high=None),
    Weapon(type="rocket", low=24, high=None, approximate=True), Statement(kind="inside", low=5, high=5),
    Place(name="X", name_ar="س", precision="site", lat=35.0, lon=40.5, sites=("A", "B")),
], ids=lambda v: type(v).__name__)
def test_every_kind_of_value_keeps_its_type_and_its_parts(value):
    kept = record.loads(model.Claim, record.dumps(claim(value=value))).value
    assert kept == value and type(kept) is type(value)


def test_nought_and_unknown_and_false_stay_apart():
    values = [Figure(low=0, high=0), Figure(low=None, high=None)]
    assert [record.loads(Figure, record.dumps(v)).low for v in values] == [0, None]


def test_the_same_value_gives_the_same_text():
    assert record.dumps(incident()) == record.dumps(incident())


def test_equal_chains_of_attribution_share_one_object():
    chain = (Link(name="Agency", kind="agency"), Link(name="a source", kind="unnamed", anonymous=True, surface="مصدر"))
    first, second = (record.loads(model.Claim, record.dumps(claim(attribution=chain))) for _ in range(2))
    assert first.attribution is second.attribution


def test_public_lines_keep_arabic_letters():
    assert "قاعدة" in record.line({"name": "قاعدة"})


# ---------------------------------------------------------------- properties

COUNT = st.none() | st.integers(0, 10**6)
WORDS = st.text(min_size=1, max_size=40)
VALUES = st.one_of(
    st.builds(Figure, low=COUNT, high=COUNT, approximate=st.booleans(), party=st.none() | WORDS, parts=st.lists(st.tuples(st.integers(0, 99), WORDS)).map(tuple)),
    st.builds(Weapon, type=st.sampled_from(model.WEAPON_TYPES), low=COUNT, high=COUNT),
    st.builds(Place, name=st.none() | WORDS, name_ar=st.none() | WORDS, precision=st.sampled_from(model.PLACE_PRECISIONS), lat=st.none() | st.floats(-90, 90)),
    st.builds(Statement, kind=WORDS, name=st.none() | WORDS, low=COUNT),
)


@given(VALUES, st.lists(st.builds(Link, name=WORDS, kind=WORDS, anonymous=st.booleans(), surface=st.none() | WORDS)).map(tuple))
def test_any_claim_comes_back_from_the_store_as_it_was(value, chain):
    made = claim(value=value, attribution=chain)
    assert record.loads(model.Claim, record.dumps(made)) == made
