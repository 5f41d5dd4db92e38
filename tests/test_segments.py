"""Blocks and sentences: what a line of a page is, and where a sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.extract.scan import Scanner
from marsad.extract.segments import segment
from marsad.languages import pack as packs

PACK = packs.load("ar")
SCANNER = Scanner(PACK)
LEAD = "قتل ثلاثة أشخاص وجرح خمسة في قصف مدفعي على سوق البلدة صباح اليوم السبت، وفق ما أفاد مصدر طبي في المستشفى."


def layout(text: str):
    page = SCANNER.page(text)
    return page, segment(page, PACK)


def kinds(text: str) -> list[tuple[str, str]]:
    """(kind, words) of every block."""
    page, made = layout(text)
    return [(b.kind, page.text[b.start:b.end]) for b in made.blocks]


def sentences(text: str) -> list[str]:
    page, made = layout(text)
    return [page.text[s.start:s.end] for s in made.sentences]


def test_a_headline_a_byline_and_a_date_stand_above_the_body():
    text = f"ثلاثة قتلى في قصف على سوق البلدة\n\nنشرة الوادي - بيروت\nالسبت 4 أيار/مايو 2024 | آخر تحديث: 12:10\n\n{LEAD}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "byline", "dateline", "body"]


def test_a_section_label_above_the_headline_is_none_of_it():
    text = f"الرئيسية » العراق » أمن\n\nثلاثة قتلى في قصف على سوق البلدة\n\n{LEAD}"
    assert [kind for kind, _ in kinds(text)] == ["boilerplate", "headline", "body"]


def test_a_headline_that_is_printed_again_is_a_headline():
    text = f"ثلاثة قتلى في قصف على السوق\nالسبت 04/05/2024\nثلاثة قتلى في قصف على السوق\n\n{LEAD}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "dateline", "headline", "body"]


def test_two_points_part_the_statements_of_a_headline():
    text = f"قصف على معسكر التاجي مساء أمس.. وطائرات مجهولة تضرب الحدود\n\n{LEAD}"
    assert sentences(text)[:2] == ["قصف على معسكر التاجي مساء أمس..", "وطائرات مجهولة تضرب الحدود"]


def test_a_place_before_two_points_stays_with_its_statement():
    assert sentences(f"درعا.. عبوة تنفجر بدورية على الطريق العام\n\n{LEAD}")[0] == "درعا.. عبوة تنفجر بدورية على الطريق العام"


def test_one_running_line_is_body():
    assert [kind for kind, _ in kinds(LEAD)] == ["body"]
    assert [kind for kind, _ in kinds("قصف على البلدة")] == ["body"]


def test_a_page_of_nothing_has_no_blocks():
    assert kinds("") == kinds("\n \n") == []


def test_a_teaser_and_its_list_are_boilerplate():
    text = f"{LEAD}\n\nاقرأ أيضاً:\n- انفجار في مصنع للدهان\n- غرق قارب قبالة الساحل\n\n{LEAD}"
    assert [kind for kind, _ in kinds(text)] == ["body", "boilerplate", "boilerplate", "boilerplate", "body"]


def test_a_teaser_on_one_line_ends_with_it():
    text = f"{LEAD}\nاقرأ أيضا: انفجار في مصنع للدهان بضاحية العاصمة\n{LEAD}"
    assert [kind for kind, _ in kinds(text)] == ["body", "boilerplate", "body"]


def test_nothing_below_the_comments_is_read():
    text = f"{LEAD}\n\nالتعليقات\n\nقتل عشرة في قصف على جارتنا أمس وأنا رأيت ذلك بعيني من فوق السطح وكانت ليلة طويلة."
    assert [kind for kind, _ in kinds(text)] == ["body", "boilerplate", "boilerplate"]


@pytest.mark.parametrize("line", ["شارك: فيسبوك تويتر واتساب", "increase حجم الخط decrease", "تابعونا على تلغرام", "المصدر: وكالات", "كلمات دلالية: العراق، بغداد",
                                  "جميع الحقوق محفوظة لنشرة الوادي", "اظهر المزيد"])
def test_buttons_and_foot_lines_are_boilerplate(line):
    assert kinds(f"{LEAD}\n\n{line}")[-1][0] == "boilerplate"


@pytest.mark.parametrize("line", ["شارك ثلاثة آلاف شخص في تشييع القتلى من أمام المستشفى حتى المقبرة عصر اليوم.", "نشر الجيش مدرعتين قرب السد بعد الهجوم وأغلق الطريق أمام السيارات."])
def test_a_sentence_that_opens_with_the_word_of_a_button_is_body(line):
    assert kinds(f"{LEAD}\n\n{line}")[-1][0] == "body"


def test_place_and_day_headings_nest_and_are_given_to_what_stands_under_them():
    text = f"جولة الأسبوع في المحافظتين وما جاورهما\n\n{LEAD}\n\nدرعا\n\n• الجمعة 12 تشرين الثاني، الصنمين. هاجم مسلحون بيت عنصر محلي بالقنابل وقتلوا ثلاثة.\n\nالسويداء\n\n• خطف مسلحون مواطنا من بلدة عرى."
    page, made = layout(text)
    found = {page.text[s.start:s.end][:12]: [page.text[b.start:b.end] for b in made.heading_of(s)] for s in made.sentences}
    assert found["هاجم مسلحون "] == ["درعا", "• الجمعة 12 تشرين الثاني، الصنمين."]
    assert found["• خطف مسلحون"] == ["السويداء"]


def test_a_heading_that_asks_is_a_heading():
    assert ("subheading", "كيف بدأت القصة؟") in kinds(f"{LEAD}\n\nكيف بدأت القصة؟\n\n{LEAD}")


def test_a_short_line_that_reports_is_no_heading():
    assert kinds(f"{LEAD}\n\nقالت الشرطة إن الطريق مغلق\n\n{LEAD}")[1][0] == "body"


def test_a_dateline_inside_the_first_line_is_cut_off():
    assert kinds(f"بيروت (أ ف ب) - {LEAD}")[0] == ("dateline", "بيروت (أ ف ب) -")


def test_a_source_before_a_colon_is_no_dateline():
    assert kinds("سانا: الدفاعات الجوية تسقط هدفين فوق الميناء فجر اليوم.")[0][0] == "body"


def test_a_point_inside_a_number_or_an_abbreviation_ends_nothing():
    assert sentences("قال د. محمد العلي إن 3.5 أطنان احترقت، وفق أ.ف.ب، ولم يصب أحد. ثم عاد الهدوء.") == [
        "قال د. محمد العلي إن 3.5 أطنان احترقت، وفق أ.ف.ب، ولم يصب أحد.", "ثم عاد الهدوء."]


def test_a_closing_quotation_mark_stays_with_its_sentence():
    assert sentences("قال: «وصلوا ليلا. ثم فروا.» وعاد الهدوء.") == ["قال: «وصلوا ليلا.", "ثم فروا.»", "وعاد الهدوء."]


def test_words_left_out_of_a_quotation_end_nothing():
    assert len(sentences("قال الشاهد «انفجرت السيارة (...) ثم سمعنا صراخا» وغاب.")) == 1


def test_a_semicolon_and_a_colon_end_nothing():
    assert len(sentences("قال الحارس: وصلوا ليلا؛ ثم فروا نحو الجبل")) == 1


def test_newlines_that_only_wrap_a_paragraph_end_nothing():
    line = "هذا سطر طويل من نص محفوظ بعرض ثابت وينتهي من دون نقطة لأنه لم ينته بعد"
    text = "\n".join([line] * 6) + ".\n\n" + LEAD
    assert len(kinds(text)) == 2


def test_a_summary_word_is_no_heading_of_the_article():
    page, made = layout(f"ملخص\n- تعرضت القاعدة لهجوم بعشرة صواريخ.\n- ردت القوات بالمدفعية.\n{LEAD}")
    assert [b.kind for b in made.blocks] == ["boilerplate", "bullet", "bullet", "body"]
    assert all(made.heading_of(s) == () for s in made.sentences)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="قصف على بلدة.؟!\n\"«»،:؛-•()1 2", max_size=160))
def test_blocks_and_sentences_part_any_text_without_overlap(text):
    page, made = layout(text)
    for parts in (made.blocks, made.sentences):
        assert all(a.j <= b.i and a.end <= b.start for a, b in zip(parts, parts[1:], strict=False))
        assert all(0 <= p.start < p.end <= len(text) and p.i < p.j for p in parts)
    covered = {k for b in made.blocks for k in range(b.i, b.j)}
    assert covered == {k for k, t in enumerate(page.tokens) if t.kind != "break"} or "\n" in text
