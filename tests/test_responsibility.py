"""Claims of responsibility, denials, blame, and acts that their own doer tells of."""

from __future__ import annotations

import pytest

from marsad.extract.scan import Scanner
from marsad.extract.segments import segment
from marsad.extract.speakers import attribute
from marsad.languages import pack as packs
from marsad.registry import lookup

PACK, REGISTRY = packs.load("ar"), lookup.load()
SCANNER = Scanner(PACK)


def read(text: str):
    page = SCANNER.page(text)
    return attribute(page, segment(page, PACK), PACK, REGISTRY, None)


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """(kind, who, who says so) of every statement."""
    return [(r.kind, r.name, r.by[-1].name if r.by else None) for r in read(text).responsibility]


@pytest.mark.parametrize(("text", "wanted"), [
    ("تبنى تنظيم الدولة تفجير السوق.", ("claimed_by", "Islamic State", "Islamic State")),
    ("أعلن حزب الله مسؤوليته عن الهجوم على الثكنة.", ("claimed_by", "Hezbollah", "Hezbollah")),
    ("وقع الهجوم الذي تبناه تنظيم القاعدة قرب الميناء.", ("claimed_by", "Al-Qaeda", "Al-Qaeda")),
    ("نفت قوات الدعم السريع مسؤوليتها عن قصف السوق.", ("denied_by", "Rapid Support Forces", "Rapid Support Forces")),
    ("نفى حزب الله أي علاقة بإطلاق الصواريخ.", ("denied_by", "Hezbollah", "Hezbollah")),
    ("اتهم الجيش السوداني قوات الدعم السريع بقصف المستشفى.", ("blamed_on", "Rapid Support Forces", "Military Forces of Sudan")),
    ("حمل الجيش اللبناني إسرائيل مسؤولية الغارة.", ("blamed_on", "Israel", "Lebanese Army orientation directorate")),
    ("نسب الهجوم إلى تنظيم القاعدة.", ("blamed_on", "Al-Qaeda", None)),
    ("تشير أصابع الاتهام إلى خلايا تنظيم الدولة.", ("blamed_on", "Islamic State", None)),
    ("لم تتبن أي جهة العملية حتى الآن.", ("unclaimed", None, None)),
    ("لم تعلن أي جهة مسؤوليتها عن الصاروخ.", ("unclaimed", None, None)),
    ("لا أحد تبنى الهجوم.", ("unclaimed", None, None)),
    ("قال حزب الله إنه استهدف موقع المرج بالصواريخ.", ("own", "Hezbollah", "Hezbollah")),
    ("أعلن الجيش الإسرائيلي استهداف مخزن أسلحة في الضاحية.", ("own", "Military Forces of Israel", "Military Forces of Israel")),
    ("أعلنت كتائب القسام، الجناح العسكري لحركة حماس، استهداف دبابة شرقي المدينة.", ("own", "Qassam Brigades", "Qassam Brigades")),
    ("قالت القيادة المركزية الأميركية إن قواتها دمرت طائرتين مسيرتين.", ("own", "US Central Command", "US Central Command")),
])
def test_a_statement_of_responsibility_has_its_kind_and_its_parties(text, wanted):
    assert wanted in told(text)


@pytest.mark.parametrize("text", [
    "تبنى مجلس الأمن قرارا يدعو إلى وقف القتال.",
    "حمل الحراس السلاح وتوزعوا على السطوح.",
    "أوقفت الشرطة ثلاثة متهمين بالسرقة في السوق.",
    "نفى قائد الحامية تعرض البوابة لأي رصاص.",
    "قالت الشرطة إن مسلحين أطلقوا النار على الحاجز.",
    "أعلنت وزارة الدفاع الأميركية استهداف قواتها في سوريا بعشرات الهجمات.",
    "نسبت قناة العالم إلى موظف في السد قوله إن بوابة تضررت.",
    "دعا رئيس الحكومة إلى تحمل المسؤولية في هذه المرحلة.",
])
def test_words_of_responsibility_that_say_nothing_of_an_act(text):
    assert told(text) == []


def test_an_accusation_without_a_subject_is_that_of_whoever_spoke_before():
    found = told("نفت قوات الدعم السريع مسؤوليتها عن القصف واتهمت الجيش السوداني بالوقوف وراءه.")
    assert found == [("denied_by", "Rapid Support Forces", "Rapid Support Forces"), ("blamed_on", "Military Forces of Sudan", "Rapid Support Forces")]


def test_the_words_of_a_statement_are_the_page_s():
    text = "وقالت الشبكة إن سبعين جرحوا. لم تتبن أي جهة العملية حتى الآن."
    (found,) = read(text).responsibility
    assert text[found.start:found.end] == "لم تتبن أي جهة العملية حتى الآن"
