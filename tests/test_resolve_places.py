"""Places: which of the candidates of a name is meant, and what an unknown name gets."""

import pytest

from marsad.model import Span
from marsad.registry.lookup import load
from marsad.resolve import Context, PlaceMention, resolve_places
from marsad.resolve.transliterate import transliterate
from marsad.text import norm

REGISTRY = load()
FORMS: dict[str, dict[str, str]] = {}
for _form in REGISTRY.forms():
    if _form.group == "place":
        FORMS.setdefault(norm(_form.form), {}).setdefault(_form.id, _form.features["strength"])


def named(surface: str, at: int = 0, **more) -> PlaceMention:
    known = FORMS.get(norm(surface), {})
    return PlaceMention(
        span=Span(start=at, end=at + len(surface)), surface=surface, candidates=tuple(known),
        strengths=tuple(known.values()), strong="strong" in known.values(), **more,
    )


def resolve(*mentions: PlaceMention, **context):
    return resolve_places(mentions, REGISTRY, Context(**context))


def test_a_certain_name_is_its_place_without_any_company():
    (place,) = resolve(named("عين الأسد"))
    assert (place.country, place.admin1, place.precision) == ("IQ", "Al-Anbar", "site")
    assert place.lat == pytest.approx(33.79, abs=0.05)


def test_a_city_that_gives_its_name_to_a_province_is_the_city():
    (place,) = resolve(named("تعز"))
    assert place.id == "ye.taiz.taiz"


def test_a_site_word_of_a_province_turns_the_city_into_the_province():
    (place,) = resolve(named("درعا", site_word="محافظه"))
    assert (place.id, place.precision) == ("sy.daraa", "governorate")


def test_the_countryside_of_a_city_is_its_province():
    (place,) = resolve(named("السويداء", site_word="ريف"))
    assert (place.id, place.precision) == ("sy.suwayda", "governorate")


def test_a_shared_name_alone_is_no_place():
    assert resolve(named("الصالحية")) == (None,)


@pytest.mark.parametrize(("holder", "want"), [("دير الزور", "sy.deir-ez-zor"), ("دمشق", "sy.damascus"), ("الحسكة", "sy.hasakah")])
def test_the_governorate_named_after_a_shared_name_decides(holder, want):
    place, _ = resolve(named("الصالحية", qualified_by=(1,), in_place=True), named(holder, 20, site_word="ريف" if want != "sy.damascus" else None))
    assert place is None or place.id.startswith(want)


def test_a_shared_name_takes_the_place_nearest_to_the_certain_places_of_the_text():
    place, *_ = resolve(named("الحسينية", site_word="قريه"), named("خشام", 30), named("مراط", 60))
    assert place.id.startswith("sy.deir-ez-zor")


def test_an_ordinary_word_is_no_place_without_a_site_word():
    assert resolve(named("مدني"), named("الخرطوم", 30))[0] is None
    assert resolve(named("السلام"), named("عدن", 30))[0] is None


def test_an_ordinary_word_after_a_site_word_is_a_place():
    place, _ = resolve(named("مظلوم", site_word="قريه"), named("دير الزور", 30))
    assert place.id == "sy.deir-ez-zor.mazlum"


def test_a_contradicted_candidate_is_not_taken():
    place, _ = resolve(named("دوما", qualified_by=(1,)), named("نابلس", 20))
    assert place.id == "ps.nablus.duma"


def test_a_tie_after_a_site_word_inside_one_division_gives_the_division():
    pairs = [ids for ids in FORMS.values() if len(ids) == 2 and set(ids.values()) == {"shared"}]
    entries = [[REGISTRY.places[i] for i in ids] for ids in pairs]
    twins = next(e for e in entries if e[0].admin1_id and e[0].admin1_id == e[1].admin1_id and {x.kind for x in e} == {"village"}
                 and abs(e[0].lat - e[1].lat) > 0.4)
    mention = PlaceMention(span=Span(start=0, end=4), surface="x", candidates=tuple(e.id for e in twins), strong=False, site_word="قريه")
    (place,) = resolve(mention)
    assert place.precision == "governorate" and place.admin1 == twins[0].admin1_en


def test_an_unknown_village_gets_the_position_of_its_governorate_and_no_more():
    place, _ = resolve(named("الجلبوخة", site_word="قريه", qualified_by=(1,)), named("سنار", 20, site_word="ولايه"))
    assert (place.name_ar, place.country, place.admin1, place.precision) == ("الجلبوخة", "SD", "Sennar", "governorate")
    assert place.id is None and place.name == "Al-Jalbukha"


def test_an_unknown_village_of_an_article_with_one_governorate_lies_in_it():
    place, *_ = resolve(named("الجلبوخة", site_word="قريه"), named("الدلنج", 20), named("كادوقلي", 40))
    assert place.admin1 == "South Kordofan" and place.precision == "governorate"


def test_an_unknown_name_in_an_article_without_places_has_no_position():
    (place,) = resolve(named("الجلبوخة", site_word="قريه"))
    assert place.precision == "unknown" and place.lat is None and place.country is None


def test_an_unknown_name_without_a_site_word_is_nothing():
    assert resolve(named("الجلبوخة")) == (None,)


def test_an_airport_named_after_a_town_has_the_position_of_the_town():
    (place,) = resolve(named("خشام", site_word="مطار"))
    assert place.site == "Khasham airport" and place.precision == "settlement"


def test_a_base_and_a_town_of_one_name_are_told_apart_by_the_site_word():
    (base,) = resolve(named("الشدادي", site_word="قاعده"))
    (town,) = resolve(named("الشدادي", site_word="مدينه"))
    assert (base.precision, town.precision) == ("site", "settlement")


def test_the_order_of_mentions_does_not_matter():
    mentions = [named("الحسينية", site_word="قريه"), named("خشام", 30), named("الطابية", 60)]
    forward = resolve(*mentions)
    backward = resolve(*mentions[::-1])
    assert forward == backward[::-1]


@pytest.mark.parametrize(("arabic", "latin"), [("جلنقي", "Jalnaqi"), ("الوردية", "Al-Wardiya"), ("تل الزيتون", "Tal Al-Zitun"), ("بوادي", "Bawadi")])
def test_a_transliteration_is_readable(arabic, latin):
    assert transliterate(arabic) == latin


def test_a_vague_word_before_a_common_noun_makes_no_place_of_it():
    assert resolve(named("القاعدة", site_word="محيط"), named("تعز", 30))[0] is None


def test_a_name_that_is_also_a_word_needs_its_country_even_after_a_site_word():
    place, _ = resolve(named("مدني", site_word="مدينه"), named("دمشق", 30))
    assert place is None


def test_the_countryside_of_a_small_town_is_its_surroundings():
    (place,) = resolve(named("البوكمال", site_word="ريف"))
    assert place.precision == "district" and place.admin1 == "Deir ez-Zor"


def test_a_certain_name_is_not_unsaid_by_a_wrong_qualifier():
    place, _ = resolve(named("سنار", qualified_by=(1,)), named("بغداد", 20))
    assert place.country == "SD"


def test_a_sea_is_not_taken_for_the_governorate_that_bears_its_name():
    (place,) = resolve(named("البحر الأحمر"), countries={"EG": 3})
    assert place.country is None and "Red Sea" in place.name
