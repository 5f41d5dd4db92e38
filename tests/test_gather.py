"""One article's incidents: what is told again is one, what is another act is another, and every cell is a quote.

The sentences are our own: real places, invented facts. What holds for any text is in `test_gather_any_text.py`.
"""

from __future__ import annotations

import pytest

from one_article import incidents, told
from marsad.model import Claim, ToldIncident


def of(one: ToldIncident, field: str) -> list[Claim]:
    return [c for c in one.claims if c.field == field]


def place(one: ToldIncident) -> str | None:
    return next((c.value.name_ar for c in of(one, "where")), None)


def places(text: str, **more) -> list[str | None]:
    """The places of the incidents of `text`, in the order of the telling."""
    return [place(one) for one in told(text, **more).incidents]


def days(one: ToldIncident) -> set[tuple[str | None, str | None, str]]:
    return {(c.value.earliest, c.value.latest, c.value.basis) for c in of(one, "when")}


def killed(one: ToldIncident) -> list[int | None]:
    return [c.value.low for c in of(one, "fatalities") if not c.value.partial]


def failing(text: str, why: str):
    """A sentence that the reader gets wrong today; one that it gets right fails here: take the mark off."""
    return pytest.param(text, marks=pytest.mark.xfail(strict=True, reason=why))


# ---------------------------------------------------------------- one or several


def test_headline_lead_and_body_tell_of_one_incident():
    text = ("مقتل خمسة مدنيين في قصف على سوق كفرنبل\n\nقتل خمسة مدنيين وأصيب تسعة في قصف مدفعي طال سوق بلدة كفرنبل صباح اليوم الاثنين.\n\n"
            "وقال مسعف إن القصف أحرق ثلاثة محال، وإن بين القتلى طفلة.\n")
    (one,) = told(text).incidents
    assert place(one) == "كفرنبل"
    assert len(of(one, "occurrence")) >= 2


def test_two_nights_are_two_incidents():
    text = "سقطت ثلاثة صواريخ على قاعدة عين الأسد ليل السبت. وسقط صاروخان آخران على القاعدة ليل الأحد."
    one, other = told(text).incidents
    assert days(one) and days(other) and not days(one) & days(other)


@pytest.mark.parametrize(
    "text",
    [
        "أغارت طائرة مسيرة فجر اليوم على سيارة في بلدة حولا. ثم أغارت مسيرة أخرى عصر اليوم على دراجة في البلدة نفسها.",
        "قصفت المدفعية بلدة كفرنبل صباح اليوم. وتجدد القصف المدفعي على البلدة مساء اليوم.",
    ],
)
def test_two_waves_on_one_day_are_two_incidents(text):
    assert len(told(text).incidents) == 2


def test_two_sites_are_two_incidents():
    text = "قصفت المدفعية بلدة كفرنبل صباح اليوم. وأغارت طائرة حربية على مدينة أريحا في الوقت نفسه تقريبا."
    assert places(text) == ["كفرنبل", "أريحا"]


def test_two_sides_are_two_incidents():
    text = ("قصفت قوات الدعم السريع أحياء في مدينة الفاشر صباح اليوم بالمدفعية. وقصف الجيش السوداني بالمدفعية مواقع قوات الدعم السريع في المدينة.")
    one, other = told(text).incidents
    assert {c.value.name for c in of(one, "perpetrators")}.isdisjoint({c.value.name for c in of(other, "perpetrators")})


def test_the_definite_noun_points_back_and_tells_of_nothing_new():
    text = "سقطت قذيفة على سوق في مدينة أعزاز ظهر اليوم. وأسفر القصف عن مقتل بائع وإصابة أربعة أشخاص."
    (one,) = told(text).incidents
    assert killed(one) == [1]


def test_an_answer_is_another_incident_linked_to_what_it_answers():
    text = "أطلق حزب الله صواريخ على مدينة كريات شمونة صباح اليوم. وردت المدفعية الإسرائيلية بقصف أطراف بلدة الخيام."
    one, answer = told(text).incidents
    assert [(link.type, link.incident) for link in answer.links] == [("response_to", one.key)]
    assert all(text[link.evidence.start:link.evidence.end] == link.evidence.quote for link in answer.links)


def test_what_only_stands_beside_another_incident_has_no_link():
    text = "قصفت المدفعية بلدة كفرنبل صباح اليوم. وانفجرت عبوة ناسفة بسيارة في مدينة الباب."
    assert [one.links for one in told(text).incidents] == [(), ()]


# ---------------------------------------------------------------- figures


def test_a_figure_of_a_later_sentence_goes_to_its_incident():
    text = ("انفجرت سيارة مفخخة في مدينة عفرين ظهر اليوم. وهرعت فرق الإسعاف إلى المكان. وقتل في الانفجار سبعة أشخاص.")
    (one,) = told(text).incidents
    assert killed(one) == [7]


def test_a_figure_that_names_a_place_goes_to_the_incident_of_that_place():
    text = ("قصفت المدفعية بلدة كفرنبل صباح اليوم. وانفجرت عبوة ناسفة في مدينة الباب. وقتل ثلاثة أشخاص في كفرنبل.")
    read = {place(one): killed(one) for one in told(text).incidents}
    assert read == {"كفرنبل": [3], "الباب": []}


@pytest.mark.parametrize(
    "text",
    [
        "سقطت قذيفة على بلدة كفرنبل اليوم. وقتل 340 شخصا في المحافظة منذ بداية العام.",
        failing("سقطت قذيفة على بلدة كفرنبل اليوم. ومنذ مطلع العام قتل 340 شخصا بالقصف في المحافظة.", "counted twice: as a toll and as a count of acts"),
        failing("سقطت قذيفة على بلدة كفرنبل اليوم. وقتل منذ بداية العام 340 شخصا في المحافظة.", "the time between verb and number: read as one killed"),
        failing("سقطت قذيفة على بلدة كفرنبل اليوم. وبلغت حصيلة القتلى في الأشهر الستة الماضية 340 شخصا.", "the time between noun and number: no figure is read"),
    ],
)
def test_a_toll_over_a_time_is_a_tally_and_no_figure_of_an_incident(text):
    read = told(text)
    assert [t.low for t in read.tallies] == [340]
    assert [killed(one) for one in read.incidents] == [[]]


def test_counted_attacks_are_a_tally_and_no_incident():
    read = told("سقطت قذيفة على بلدة كفرنبل اليوم. ووثق المركز 87 هجوما على الأسواق في المحافظة منذ مطلع العام.")
    assert 87 in [t.low for t in read.tallies]
    assert places("سقطت قذيفة على بلدة كفرنبل اليوم. ووثق المركز 87 هجوما على الأسواق في المحافظة منذ مطلع العام.") == ["كفرنبل"]


def test_no_casualties_is_a_zero_with_words_of_its_own():
    (one,) = told("سقط صاروخ على مزرعة في بلدة كفرنبل من دون وقوع إصابات.").incidents
    zero = [c for c in of(one, "injuries") if (c.value.low, c.value.high) == (0, 0)]
    assert len(zero) == 1 and "إصابات" in zero[0].evidence.quote


def test_no_news_of_casualties_is_no_figure():
    (one,) = told("سقط صاروخ على مزرعة في بلدة كفرنبل ولم ترد أنباء عن وقوع إصابات.").incidents
    assert of(one, "injuries") == of(one, "fatalities") == []


# ---------------------------------------------------------------- days


def test_yesterday_is_counted_from_the_date_of_publication():
    (one,) = told("قصفت المدفعية بلدة كفرنبل أمس.", published="2024-06-10").incidents
    assert days(one) == {("2024-06-09", "2024-06-09", "relative")}


def test_news_without_a_day_is_of_the_day_of_publication_or_the_day_before():
    (one,) = told("قصفت المدفعية بلدة كفرنبل.", published="2024-06-10").incidents
    assert days(one) == {("2024-06-09", "2024-06-10", "inferred")}


def test_without_a_date_of_publication_no_day_is_inferred():
    (one,) = told("قصفت المدفعية بلدة كفرنبل.", published=None).incidents
    assert days(one) == set()


def test_without_a_date_of_publication_a_named_day_gives_an_open_when():
    (one,) = incidents("قصفت المدفعية بلدة كفرنبل مساء الخميس.", published=None)
    assert (one.when.earliest, one.when.latest) == (None, None)


def test_without_a_date_of_publication_named_days_still_tell_acts_apart():
    text = "قصفت المدفعية بلدة كفرنبل ليل الخميس. وقصفت المدفعية بلدة كفرنبل ليل السبت."
    assert len(told(text, published=None).incidents) == 2


def test_a_full_date_needs_no_date_of_publication():
    (one,) = told("قصفت المدفعية بلدة كفرنبل في 14 آذار 2019.", published=None).incidents
    assert days(one) == {("2019-03-14", "2019-03-14", "stated")}


def test_the_same_text_with_and_without_its_date_tells_of_the_same_places():
    text = "أغارت طائرات حربية على بلدة حولا أمس. وانفجر لغم بجرار في بلدة عيترون صباح اليوم."
    assert places(text) == places(text, published=None) != []


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("أغارت طائرات حربية على أطراف بلدة حولا.", "Air/drone strike"), ("قصفت المدفعية أطراف بلدة حولا.", "Shelling/artillery/missile attack"),
        ("انفجر لغم أرضي براع في بلدة حولا.", "Remote explosive/landmine/IED"), ("هاجمت طائرة مسيرة مقرا في بلدة حولا.", "Air/drone strike"),
        ("هاجم مسلحون حاجزا للجيش في مدينة هيت بالأسلحة الرشاشة.", "Armed clash"),
    ],
)
def test_of_vague_words_the_weapon_and_the_sides_decide_the_kind(text, kind):
    assert [one.sub_event_type for one in told(text).incidents] == [kind]


def test_a_campaign_over_months_and_a_land_is_no_incident():
    campaign = "قتلت قوات النظام 373 مدنيا في سوريا في النصف الأول من عام 2022."
    assert incidents(campaign, "2022-07-05") == []
    assert len(incidents("قتلت قوات النظام ثلاثة مدنيين في مدينة إدلب في 3 آذار 2022.", "2022-07-05")) == 1
