"""The names of a whole article become known places and sides together: one decides another, and some stay open.

The rules for single mentions are tested in `test_resolve_places.py` and `test_resolve_actors.py`.
"""

from __future__ import annotations

import pytest

from one_article import found, kit
from marsad.mentions import Extraction, Resolution
from marsad.resolve.known import resolve


def known(text: str, published: str | None = "2024-06-10") -> tuple[Extraction, Resolution]:
    extraction = found(text, published)
    return extraction, resolve(extraction, kit()[1])


def places(text: str) -> dict[str, str | None]:
    """What each place name of `text` was taken for: name as known → country."""
    return {p.name_ar or p.name or "": p.country for p in known(text)[1].places.values()}


def doer(text: str, published: str | None = "2024-06-10") -> str | None:
    """The canonical name of the first doer of the first act."""
    extraction, decided = known(text, published)
    sides = [side for phrase in extraction.events[0].doers for side in decided.sides(phrase)]
    return sides[0].name if sides else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قصف الجيش مواقع لقوات الدعم السريع في مدينة الفاشر.", "Sudan"), ("قصف الجيش السوري بلدة كفرنبل.", "Syria"), ("قصف الجيش التركي قرية في ناحية بعشيقة.", "Turk"), ("هاجم مسلحون حاجزا في مدينة هيت.", "Unidentified Armed Group"),
    ],
)
def test_a_general_word_is_the_side_that_the_country_of_the_article_has(text, name):
    assert name in (doer(text) or "")


def test_an_army_is_that_of_its_nationality_wherever_it_acts():
    assert doer("قصف الجيش الأردني مواقع لمهربين في ريف السويداء جنوبي سوريا.") == "Military Forces of Jordan"


def test_the_army_of_syria_is_another_one_after_the_change_of_power():
    before, after = (doer("قصف الجيش السوري أطراف بلدة كفرنبل بالمدفعية.", day) for day in ("2021-03-01", "2025-06-01"))
    assert before is not None and after is not None and before != after


def test_its_forces_are_those_of_the_body_named_before():
    assert doer("قال الجيش التركي إن قواته قصفت قرية في ناحية بعشيقة.") == "Military Forces of Turkey"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("قصفت المدفعية بلدة كفرنبل في ريف إدلب.", "كفرنبل", "SY"), ("أغارت طائرة على بلدة الخيام في جنوب لبنان.", "الخيام", "LB"),
        ("انفجرت عبوة في قضاء سنجار غربي نينوى.", "قضاء سنجار", "IQ"), ("سقط صاروخ في مدينة تعز.", "تعز", "YE"), ("قصف على مدينة الفاشر.", "الفاشر", "SD"),
    ],
)
def test_a_place_is_found_in_its_country(text, name, country):
    assert places(text).get(name) == country


def test_the_other_places_of_an_article_decide_a_shared_name():
    syria = places("قصفت المدفعية بلدة كفرنبل في إدلب. وانفجرت عبوة في مدينة الباب.")
    assert syria["الباب"] == "SY"


def test_a_village_that_no_table_knows_lies_where_its_holder_lies_and_no_finer():
    _, decided = known("قصفت المدفعية قرية جلبوطة في ريف إدلب.")
    (village,) = [p for p in decided.places.values() if p.name_ar == "جلبوطة"]
    assert (village.id, village.country, village.admin1) == (None, "SY", "Idlib")


def test_countries_are_counted_from_nations_and_places():
    _, decided = known("قصفت الطائرات الإسرائيلية بلدتي عيترون وحولا في جنوب لبنان.")
    assert decided.countries["LB"] > decided.countries.get("IL", 0) > 0


def test_a_civilian_object_stands_for_civilians_and_a_site_of_forces_for_none():
    extraction, decided = known("قصفت المدفعية مدرسة في بلدة كفرنبل.")
    assert [s.name for p in extraction.events[0].targets for s in decided.sides(p)] == ["Civilians"]
    extraction, decided = known("قصفت المدفعية مستودع ذخيرة في بلدة كفرنبل.")
    assert [s.name for p in extraction.events[0].targets for s in decided.sides(p)] == []


def test_camps_name_the_head_of_the_chain_of_parents():
    _, decided = known("أعلنت كتائب القسام قصف مدينة عسقلان. وقالت حركة حماس إن القصف رد على الغارات.")
    registry = kit()[1]
    for actor, head in decided.camps.items():
        assert head in registry.actors and registry.actors[head].parent not in registry.actors
        assert registry.actors[actor].parent not in registry.actors or head != actor


@pytest.mark.parametrize("text", ["", "قصف", "الجيش", "في بلدة", "و و و"])
def test_no_text_is_too_short_to_be_resolved(text):
    _, decided = known(text)
    assert isinstance(decided, Resolution)


def test_a_second_resolution_is_the_first():
    text = "قصفت الطائرات الإسرائيلية بلدة عيترون، ورد حزب الله بقصف مدينة كريات شمونة بالصواريخ."
    extraction, decided = known(text)
    assert resolve(extraction, kit()[1]) == decided
