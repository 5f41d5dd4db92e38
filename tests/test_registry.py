"""The registry: what ships is canonical and complete, names are found, and every rule of the checker can fail."""

import shutil
from pathlib import Path

import pytest

from baseline import cost
from marsad.errors import PackError
from marsad.model import PLACE_PRECISIONS
from marsad.registry.check import check_registries
from marsad.registry.lookup import load
from marsad.registry.spelling import Variants, nation_forms
from marsad.registry.tables import HERE, read_table
from marsad.text import norm

REGISTRY = load()
FORMS = list(REGISTRY.forms())
BY_FORM: dict[tuple[str, str], set[str]] = {}
for _form in FORMS:
    BY_FORM.setdefault((_form.group, norm(_form.form)), set()).add(_form.id)


def test_the_tables_that_ship_are_canonical_and_sound():
    assert check_registries() == []


def test_loading_is_quick():
    load.cache_clear()
    assert cost(load) < 10


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("دير الزور", "sy.deir-ez-zor.deir-ez-zor"), ("البوكمال", "sy.deir-ez-zor.albukamal"), ("ديرالزور", "sy.deir-ez-zor.deir-ez-zor"),
        ("كفر نبل", "sy.idlib.kafr-nabl"), ("عين الأسد", "iq.anbar.ain-al-asad-air-base"), ("الخرطوم", "sd.khartoum.khartoum"),
        ("بوكمال", "sy.deir-ez-zor.albukamal"), ("شرق سورية", "sy.eastern-syria"), ("الحدود العراقية السورية", "sy.syrian-iraqi-border"),
        ("غزة", "ps.gaza.gaza-city"), ("كييف", "ua.kyiv-city.kyiv"), ("مقديشو", "so.banaadir.mogadishu"),
    ],
)
def test_places_of_the_news_are_found_by_the_names_that_the_press_prints(name, id):
    assert id in BY_FORM["place", norm(name)]


@pytest.mark.parametrize(
    ("id", "lat", "lon"),
    [
        ("sy.damascus.damascus", 33.51, 36.29), ("iq.baghdad.baghdad", 33.31, 44.37), ("ye.amanat-al-asimah.sanaa", 15.35, 44.21),
        ("sd.khartoum.khartoum", 15.50, 32.56), ("lb.beirut.beirut", 33.89, 35.50), ("af.kabul.kabul", 34.53, 69.17),
        ("ps.gaza.gaza-city", 31.50, 34.46), ("ly.tripoli.tripoli", 32.89, 13.19), ("so.banaadir.mogadishu", 2.04, 45.34),
        ("sy.homs.tanf", 33.50, 38.62), ("iq.anbar.ain-al-asad-air-base", 33.79, 42.44), ("eg.cairo.cairo", 30.04, 31.24),
    ],
)
def test_famous_places_lie_where_they_lie(id, lat, lon):
    place = REGISTRY.places[id]
    assert place.lat == pytest.approx(lat, abs=0.1) and place.lon == pytest.approx(lon, abs=0.1)


@pytest.mark.parametrize("word", ["مدني", "العديد", "الدائر", "بلد", "شحن", "المتوسط", "النصر", "السلام", "صبر", "علب", "خرج", "القدس", "الصالحية"])
def test_a_name_that_is_also_a_word_or_shared_is_never_strong(word):
    assert not [f.id for f in FORMS if f.group == "place" and f.strong and norm(f.form) == norm(word)]


def test_every_place_has_a_precision_of_the_codebook():
    assert {p.precision for p in REGISTRY.places.values()} <= set(PLACE_PRECISIONS)
    assert REGISTRY.places["sy.eastern-syria"].precision == "governorate"


def test_divisions_are_spelt_in_the_manner_of_acled():
    names = {REGISTRY.places[id].admin1_en for id in ("sy.hasakah", "iq.anbar", "sy.deir-ez-zor", "ps.rafah.rafah")}
    assert names == {"Al-Hasakah", "Al-Anbar", "Deir ez-Zor", "Gaza Strip"}


def test_every_division_and_country_has_names_in_both_languages():
    for place in REGISTRY.places.values():
        if place.kind in ("country", "admin1"):
            assert place.name_ar and place.name_en


def test_each_form_belongs_to_an_entity_of_its_group():
    groups = {"place": REGISTRY.places, "actor": REGISTRY.actors, "outlet": REGISTRY.outlets, "nation": REGISTRY.nations}
    assert all(form.id in groups[form.group] for form in FORMS)


@pytest.mark.parametrize("word", ["مسلحون", "مسلحين", "عناصر", "جنود", "مدنيون", "مدنيين", "متظاهرون", "مستوطنون", "أهالي"])
def test_generic_words_are_actor_forms_that_say_so(word):
    found = [f for f in FORMS if f.group == "actor" and norm(f.form) == norm(word)]
    assert any(f.features.get("generic") == "1" and f.features["kind"] for f in found)


@pytest.mark.parametrize(("word", "form"), [("أمريكيين", "adj_pl"), ("إسرائيلية", "adj_f"), ("سوري", "adj_m"), ("عراقيا", "adj_m"), ("فلسطينيتان", "adj_f")])
def test_national_adjectives_come_in_every_form(word, form):
    assert any(f.group == "nation" and norm(f.form) == norm(word) and f.features["form"] == form for f in FORMS)


def test_an_accusative_adjective_is_never_the_name_of_a_country():
    assert "سوريا" not in [spelling for _, spelling in nation_forms("adj_m", "سوري", ["سوريا"])]


def test_a_variant_is_not_made_where_it_is_another_name():
    assert Variants("place", ["كفر نبل"]).of("كفرنبل") == ()


def test_a_row_of_the_wrong_width_is_told_with_file_and_line(tmp_path):
    (tmp_path / "x.tsv").write_text("# head\nid\tform\na\tb\nc\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"x\.tsv:4"):
        read_table("x.tsv", tmp_path)


# ---------------------------------------------------------------- the checker can fail


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    for path in HERE.glob("*.tsv"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_bytes(text.replace(old, new, 1).encode("utf-8"))


FIRST_ALEPPO = "sy.aleppo\tadmin1\tSY\t\t"
BREACHES = [
    ("outlets.tsv", "\nabc_us\t", "\nzzz\t", "not in order"),
    ("nations.tsv", "\nad\t", "\nad\tstate\tAD\tأندورا\tAndorra\nad\t", "stands twice"),
    ("nations.tsv", "\nad\t", "\r\nad\t", "line ends"),
    ("nations.tsv", "أندورا", "\u0627\u0654ندورا", "not composed"),
    ("nations.tsv", "أندورا", "أنـدورا", "U+0640"),
    ("nations.tsv", "أندورا", "ﺃندورا", "U+FE83"),
    ("nations.tsv", "Andorra", " Andorra", "begins or ends with a space"),
    ("nations.tsv", "\tAndorra", "", "columns where"),
    ("places.tsv", FIRST_ALEPPO, "sy.aleppo\tshire\tSY\t\t", "unknown kind"),
    ("places.tsv", FIRST_ALEPPO, "sy.aleppo\tadmin1\tSY\tsy.atlantis\t", "is no division"),
    ("places.tsv", FIRST_ALEPPO, "sy.aleppo\tadmin1\tIQ\t\t", "is no division"),
    ("places.tsv", "\nsy\tcountry\tSY\t\t34", "\nsy\tcountry\tSY\t\t74", "lies outside"),
    ("places.tsv", "\nsy\tcountry\tSY\t\t", "\nsy\tcountry\tQQ\t\t", "no ISO 3166-1"),
    ("place-names.tsv", "sy.aleppo\tstrong\tريف حلب", "sy.aleppo\tfirm\tريف حلب", "strength"),
    ("place-names.tsv", "sy.aleppo\tstrong\tريف حلب", "sy.aleppo\tstrong\tريف حلب\nsy.aleppo\tstrong\tريفَ حلب", "same as another"),
    ("place-names.tsv", "\nad\tstrong\tأندورا", "\nad\tstrong\tأندورا\nada\tstrong\tأدا", "is not in places.tsv"),
    ("place-names.tsv", "\nad\tstrong\tأندورا", "\nad\tstrong\tأندورا\nad\tstrong\tالسلام", "ordinary word"),
    ("actors.tsv", "\naah\tnamed\tpolitical_militia\tIQ\tpmf", "\naah\tnamed\tpolitical_militia\tIQ\tnobody", "does not exist"),
    ("actors.tsv", "\naah\tnamed\tpolitical_militia\tIQ\tpmf", "\naah\tnamed\tpolitical_militia\tIQ\taah", "ring"),
    ("actors.tsv", "\naah\tnamed\tpolitical_militia", "\naah\tnamed\tknights", "unknown"),
    ("actors.tsv", "Iran\t2006\t", "Iran\t2006\t1999", "no stretch of years"),
    ("actors-decide.tsv", "\tarm:army", "\tnobody", "does not exist"),
    ("forces.tsv", "\tansf\t", "\tnobody\t", "does not exist"),
    ("site-words.tsv", "\tairport|base\t", "\tairport|moon\t", "not all in place-kinds"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), BREACHES, ids=[f"{b[0]}-{b[3]}" for b in BREACHES])
def test_the_checker_finds_a_breach_of_each_rule(folder, name, old, new, said):
    edit(folder, name, old, new)
    findings = check_registries(folder=folder)
    assert any(said in finding and finding.startswith(name.split(".")[0]) for finding in findings), findings[:5]


def test_fix_mends_what_is_only_form(folder):
    path = folder / "nations.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    swapped = [*lines[:2], lines[5], lines[4], lines[4], *lines[6:]]
    wanted = path.read_bytes()
    path.write_bytes("\r\n".join([*swapped[:2], lines[2], lines[3], *swapped[2:]]).encode("utf-8"))
    rest = [f for f in check_registries(fix=True, folder=folder) if "columns" not in f]
    assert rest == []
    assert b"\r" not in path.read_bytes() and len(path.read_bytes()) <= len(wanted)
