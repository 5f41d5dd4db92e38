"""Actors: what weak words mean, and of what kind an actor is where it acted."""

import pytest

from marsad.model import ACTOR_KINDS, Span
from marsad.registry.lookup import load
from marsad.resolve import ActorMention, Context, kind_abroad, resolve_actors
from marsad.text import norm

REGISTRY = load()
FORMS: dict[str, dict[str, str]] = {}
for _form in REGISTRY.forms():
    if _form.group == "actor":
        FORMS.setdefault(norm(_form.form), {}).setdefault(_form.id, _form.features["strength"])


def named(surface: str, at: int = 0, **more) -> ActorMention:
    known = FORMS.get(norm(surface), {})
    return ActorMention(
        span=Span(start=at, end=at + len(surface)), surface=surface, candidates=tuple(known),
        strengths=tuple(known.values()), strong="strong" in known.values(), **more,
    )


def resolve(*mentions: ActorMention, **context):
    return resolve_actors(mentions, REGISTRY, Context(**context))


def test_every_kind_is_one_of_the_codebook():
    assert {e.kind for e in REGISTRY.actors.values()} <= set(ACTOR_KINDS)


@pytest.mark.parametrize(("country", "army"), [("SD", "saf"), ("IQ", "iraq_mil"), ("LB", "lebanon_mil"), ("YE", "yemen_mil")])
def test_the_army_is_that_of_the_country_of_the_act(country, army):
    (actor,) = resolve(named("الجيش"), incident_country=country)
    assert (actor.id, actor.kind) == (army, "state_forces")


def test_the_army_of_an_article_about_two_countries_is_left_unnamed():
    (actor,) = resolve(named("الجيش"), countries={"SD": 2, "TD": 2})
    assert actor.id == "gen_army"


@pytest.mark.parametrize(("year", "name"), [(2021, "syr_gov"), (2025, "syr_gov_2024"), (None, "syr_gov")])
def test_the_year_decides_between_two_armies_of_one_name(year, name):
    (actor,) = resolve(named("الجيش السوري"), year=year)
    assert actor.id == name


def test_the_party_is_hezbollah_only_where_hezbollah_is_named():
    assert resolve(named("الحزب"), incident_country="LB") == (None,)
    assert resolve(named("حزب الله"), named("الحزب", 40), incident_country="LB")[1].name == "Hezbollah"


@pytest.mark.parametrize(("country", "want"), [("SY", "coalition"), ("IQ", "coalition"), ("YE", "arab_coalition")])
def test_the_coalition_depends_on_the_country(country, want):
    (actor,) = resolve(named("التحالف"), incident_country=country)
    assert actor.id == want


def test_the_regime_is_that_of_syria():
    (actor,) = resolve(named("النظام"), incident_country="SY", year=2021)
    assert actor.id == "syr_gov"
    assert resolve(named("النظام"), incident_country="FR") == (None,)


def test_the_organization_is_the_one_named_last():
    *_, actor = resolve(named("تنظيم القاعدة"), named("التنظيم", 60), incident_country="YE")
    assert actor.id == "aq"


def test_a_capital_stands_for_its_forces_only_in_a_role():
    assert resolve(named("واشنطن")) == (None,)
    assert resolve(named("واشنطن", in_role=True))[0].id == "us"


def test_a_bare_name_needs_the_full_name():
    assert resolve(named("الحشد")) == (None,)
    assert resolve(named("الحشد الشعبي"), named("الحشد", 30))[1].id == "pmf"


def test_soldiers_of_a_nation_are_its_military():
    (actor,) = resolve(named("جنود", nations=("us",)), incident_country="IQ")
    assert (actor.id, actor.kind) == ("us", "external_forces")


def test_a_national_adjective_alone_is_that_states_military():
    (actor,) = resolve(ActorMention(span=Span(start=0, end=8), surface="إسرائيلية", nations=("il",), in_role=True), incident_country="LB")
    assert (actor.id, actor.kind) == ("israel", "external_forces")


def test_civilians_keep_their_nation_in_the_name():
    (actor,) = resolve(named("مدنيين", nations=("ps",)))
    assert (actor.name, actor.kind) == ("Civilians (Palestine)", "civilians")
    assert actor.name_ar


def test_unknown_gunmen_are_an_unidentified_group():
    (actor,) = resolve(named("مسلحون مجهولون"), incident_country="SY")
    assert actor.name == "Unidentified Armed Group" and actor.name_ar == "مسلحون مجهولون"


def test_members_of_a_group_are_the_group():
    actor, _ = resolve(named("عناصر", of=1), named("قسد", 10))
    assert actor.id == "sdf"


def test_members_of_nothing_say_nothing():
    assert resolve(named("عناصر")) == (None,)


def test_kurdish_fighters_are_the_force_of_the_country():
    (actor,) = resolve(named("مقاتلون", nations=("iq-kurds",)), incident_country="SY")
    assert actor.id == "sdf"


def test_factions_of_iraq_are_named_by_the_adjective():
    (actor,) = resolve(named("فصائل", nations=("iq",)))
    assert actor.id == "gen_iraq_factions"


def test_state_forces_abroad_are_external():
    assert kind_abroad(REGISTRY.actors["turkey"], "SY") == "external_forces"
    assert kind_abroad(REGISTRY.actors["turkey"], "TR") == "state_forces"
    assert kind_abroad(REGISTRY.actors["turkey"], None) == "state_forces"
    assert kind_abroad(REGISTRY.actors["hezb_lb"], "SY") == "political_militia"


def test_every_resolved_actor_has_an_arabic_name():
    words = [form for form in FORMS][::40]
    for word in words:
        (actor,) = resolve(named(word, in_role=True), incident_country="SY", year=2020)
        assert actor is None or actor.name_ar


def test_air_forces_and_ministries_are_told_as_the_armed_forces():
    air, ministry = resolve(named("الطيران الإسرائيلي"), named("البنتاغون", 40))
    assert (air.id, ministry.id) == ("israel", "us")


def test_the_aggression_of_a_nation_is_its_military():
    (actor,) = resolve(named("العدوان", nations=("il",)), incident_country="SY")
    assert actor.id == "israel"


def test_an_american_base_is_not_al_qaeda():
    assert resolve(named("القاعدة", nations=("us",)), incident_country="SY") == (None,)
