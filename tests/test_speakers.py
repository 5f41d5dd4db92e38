"""What holds for the speakers of any page, beside the cases of `cases/ar/speakers.toml`."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.extract.attribution import UNNAMED_OUTLET, combined
from marsad.extract.scan import Scanner
from marsad.extract.segments import segment
from marsad.extract.source_extent import stem
from marsad.extract.speakers import attribute
from marsad.languages import pack as packs
from marsad.model import Link
from marsad.registry import lookup
from marsad.text import norm

PACK, REGISTRY = packs.load("ar"), lookup.load()
SCANNER = Scanner(PACK)
AGENCY, SOURCE = Link(name="Reuters", kind="agency"), Link(name="مصدر أمني", kind="official", anonymous=True)
WORDS = ("قال", "وأضاف", "المصدر", "مصادر محلية", "إن", "أن", "بحسب", "وفق", "رويترز", "المرصد", "نقلت", "عن", "لكن", "أما", "فقال", "،", ".", ":", "«", "»",
         "قصف", "البلدة", "قتل", "ثلاثة", "الجيش اللبناني", "كما", "أفاد", "جاء ذلك في", "\n", "- ", "يذكر أن", "نفى", "اتهم", "تبنى", "مسؤوليته", "قوله")


def read(text: str, outlet: str | None = None):
    page = SCANNER.page(text)
    return page, attribute(page, segment(page, PACK), PACK, REGISTRY, outlet)


def test_the_outlet_is_always_the_outermost_link():
    _, named = read("قصف على البلدة.", "نشرة الوادي")
    assert named.chain(0, 3) == (Link(name="نشرة الوادي", kind="outlet", surface=None),)
    _, unnamed = read("قصف على البلدة.")
    assert unnamed.chain(0, 3)[0].name == UNNAMED_OUTLET


def test_source_phrases_are_given_as_tokens_and_nothing_else_is():
    page, attribution = read("وقال الجيش اللبناني إن الطائرات قصفت أطراف البلدة.")
    assert {page.tokens[k].norm for k in attribution.speaker_tokens()} == {"الجيش", "اللبناني"}


def test_the_terms_that_made_a_chain_are_named():
    _, attribution = read("وقال مصدر أمني إن صاروخا سقط.")
    assert attribution.rules(15, 20) == ("say.qala",)


def test_an_agency_that_carries_its_own_dispatch_is_one_link():
    text = "قصف على السوق\n\nبيروت - رويترز\n\nقتل ثلاثة أشخاص في قصف على سوق البلدة صباح اليوم السبت وجرح خمسة آخرون بحسب مصدر طبي."
    _, attribution = read(text, "رويترز")
    at = text.index("قتل")
    assert [link.name for link in attribution.chain(at, at + 3)] == ["رويترز", "مصدر طبي"]


def test_a_chain_is_combined_relay_first():
    assert combined((), (SOURCE,)) == combined((SOURCE,), ()) == (SOURCE,)
    assert combined((AGENCY,), (SOURCE,)) == combined((SOURCE,), (AGENCY,)) == (AGENCY, SOURCE)
    other = Link(name="وزارة الصحة", kind="medical")
    assert combined((AGENCY, SOURCE), (other,)) == (AGENCY, other)


def test_two_mentions_of_one_source_have_one_stem():
    assert stem(norm("المصدرين")) == stem(norm("مصدران")) and stem(norm("الأمنية")) == stem(norm("أمنيين"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text_has_a_chain_everywhere_and_regions_do_not_overlap(text):
    page, attribution = read(text)
    regions = attribution.regions
    assert all(a.end <= b.start + 1 for a, b in zip(regions, regions[1:], strict=False))
    for token in page.tokens:
        chain = attribution.chain(token.start, token.end)
        assert chain[0].kind == "outlet" and len(chain) <= 6
        assert attribution.certainty(token.start, token.end) in ("stated", "hedged")
    assert all(0 <= r.start < r.end <= len(text) for r in attribution.responsibility)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_reading_twice_gives_the_same(text):
    first, second = read(text)[1], read(text)[1]
    assert first.regions == second.regions and first.responsibility == second.responsibility
