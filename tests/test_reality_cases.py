"""Every case of `cases/ar/reality.toml`: told as a fact or not, why not, and how sure."""

from __future__ import annotations

import pathlib
import tomllib

import pytest

from marsad.extract.reality import domain, judge
from marsad.extract.scan import Scanner
from marsad.extract.segments import segment
from marsad.languages import pack as packs

CASES = tomllib.loads((pathlib.Path(__file__).parent / "cases/ar/reality.toml").read_text(encoding="utf8"))["case"]


@pytest.fixture(scope="module")
def pack():
    return packs.load("ar")


@pytest.fixture(scope="module")
def scan(pack):
    return Scanner(pack).page


def marked(case):
    return pytest.mark.xfail(strict=True, reason=case["reason"]) if case["provenance"] == "known_failure" else ()


@pytest.mark.parametrize("case", [pytest.param(c, marks=marked(c), id=f"{c['reason']}: {n}") for n, c in enumerate(CASES)])
def test_a_case_has_its_stance(scan, pack, case):
    page = scan(case["text"])
    at = page.token_at(case["text"].index(case["word"]))
    stance = judge(page, segment(page, pack), pack).of(at, at + 1)
    assert (stance.real, stance.reason, stance.certainty) == (case["real"], case.get("because", ""), case.get("sure", "stated")), stance


def test_a_stance_names_the_words_that_decided(scan, pack):
    page = scan("هدد القيادي بقصف المطار.")
    stance = judge(page, segment(page, pack), pack).of(2, 3)
    assert stance.terms and not stance.real


def test_what_is_denied_has_the_polarity_denied(scan, pack):
    page = scan("نفى قائد الحامية قصف البلدة.")
    assert judge(page, segment(page, pack), pack).of(3, 4).polarity == "denied"


def test_the_certainty_of_a_figure_is_that_of_its_clause(scan, pack):
    text = "قصف على مزرعة دواجن، وأنباء عن قتيلين بين العمال."
    page = scan(text)
    reality = judge(page, segment(page, pack), pack)
    at = text.index("قتيلين")
    assert reality.certainty(at, at + 6) == "hedged"
    assert reality.certainty(0, 3) == "stated"


def test_a_page_without_words_has_no_acts(scan, pack):
    page = scan("")
    assert judge(page, segment(page, pack), pack).of(0, 1).real


SPORT = ("قصف المهاجم المرمى مبكرا.\n\nفي مباراة الذهاب من ربع النهائي أطلق لاعب الوسط قذيفة من ركلة حرة سكنت شباك الضيوف في الشوط الأول، "
         "ثم أدرك الفريق التعادل بهدف رأسي وسط تشجيع الجماهير في المدرجات، وقال المدرب إن لقاء الإياب سيكون على ملعب المنافس.")
DRILL = ("اختتام مناورات في البحر\n\nاختتمت اليوم مناورات مشتركة بعد أسبوع من الرماية بالذخيرة الحية، وهاجمت قوة خاصة مبنى فيه مسلحون افتراضيون "
         "وفق سيناريو التمرين، وقال مدير التمرين إن القوات المشاركة تدربت على صد هجوم بالزوارق.")
MARKET = ("النفط يهوي\n\nانخفضت أسعار النفط بعد حرب الأسعار، وخسر خام برنت ثلاثة دولارات للبرميل، وتراجعت الأسهم في البورصة وسط قلق المستثمرين "
          "من زيادة الإنتاج وضعف الطلب، وقال محللون إن أوبك قد تخفض الإنتاج لدعم الأسعار والأرباح.")
NEWS = ("مقتل لاعبين في قصف على ملعب\n\nقتل ثلاثة لاعبين وجرح خمسة في قصف على ملعب البلدة أثناء مباراة محلية مساء الجمعة، وقالت مصادر طبية إن قتيلين آخرين "
        "نقلا إلى المستشفى، وقتل حارس الملعب أيضا.")


@pytest.mark.parametrize(("text", "wanted"), [(SPORT, "sport"), (DRILL, "exercise"), (MARKET, "markets"), (NEWS, "news"), ("", "news")])
def test_the_domain_is_counted_not_guessed_from_one_word(scan, text, wanted):
    assert domain(scan(text)) == wanted
