"""Moments: dates in every style, datelines, spans that lie in the text, and what a missing anchor leaves."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.extract.moments import anchor_of, complete, find_dateline, in_order, read_moments
from marsad.languages import pack
from marsad.model import MOMENT_PRECISIONS

AR = pack.load("ar")
GREGORIAN = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
SYRIAC = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")
MAGHREB = ("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
MOROCCO = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
ORDINALS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر", "الحادي عشر",
            "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر", "السادس عشر", "السابع عشر", "الثامن عشر", "التاسع عشر",
            "العشرين", "الحادي والعشرين", "الثاني والعشرين", "الثالث والعشرين", "الرابع والعشرين", "الخامس والعشرين",
            "السادس والعشرين", "السابع والعشرين", "الثامن والعشرين", "التاسع والعشرين", "الثلاثين", "الحادي والثلاثين")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
STYLES = (
    lambda d: f"{d.day} {GREGORIAN[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {SYRIAC[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {MAGHREB[d.month - 1]} {d.year}",
    lambda d: f"{d.day} من {MOROCCO[d.month - 1]} عام {d.year}",
    lambda d: f"{d.day} {SYRIAC[d.month - 1]}/{GREGORIAN[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {GREGORIAN[d.month - 1]} ({SYRIAC[d.month - 1]}) {d.year}",
    lambda d: f"{ORDINALS[d.day - 1]} من {SYRIAC[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}، {d.day:02d} {GREGORIAN[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d.day} {SYRIAC[d.month - 1]} {d.year}".translate(INDIC),
    lambda d: f"{d.day}/{d.month}/{d.year}".translate(INDIC),
)
DATES = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@given(DATES, st.sampled_from(STYLES), st.sampled_from(("وقع الهجوم في {}، وفق مصدر", "بتاريخ {} سقطت قذيفة", "{}")))
def test_a_date_in_any_style_is_read_back(day, style, frame):
    found = read_moments(frame.format(style(day)), AR)
    assert [(m.earliest, m.latest, m.precision, m.basis) for m in found] == [(day.isoformat(), day.isoformat(), "day", "stated")]


@given(DATES, st.sampled_from(GREGORIAN + SYRIAC), st.integers(1, 28))
def test_a_date_without_its_year_is_the_latest_not_after_the_article(anchor, month, day):
    (found,) = read_moments(f"في {day} {month} انفجرت عبوة", AR, anchor)
    told = dt.date.fromisoformat(found.earliest)
    assert told.day == day and anchor - dt.timedelta(366) <= told <= anchor


@given(DATES, st.integers(0, 6))
def test_a_weekday_is_the_latest_not_after_the_article(anchor, weekday):
    (found,) = read_moments(f"قتل شرطي {WEEKDAYS[weekday]} برصاص مجهولين", AR, anchor)
    told = dt.date.fromisoformat(found.earliest)
    assert told.weekday() == weekday and 0 <= (anchor - told).days < 7


@given(DATES, st.integers(0, 6))
def test_a_shared_night_runs_from_evening_to_dawn(anchor, weekday):
    (found,) = read_moments(f"قصفت القاعدة ليل {WEEKDAYS[weekday]}/{WEEKDAYS[(weekday + 1) % 7]}", AR, anchor)
    first, last = dt.datetime.fromisoformat(found.earliest), dt.datetime.fromisoformat(found.latest)
    assert (first.hour, last.hour, (last - first).seconds) == (18, 6, 12 * 3600)
    assert first.weekday() == weekday and first.date() <= anchor


WORDS = st.sampled_from(
    "مساء أمس اليوم ليل الخميس الجمعة فجر الساعة 5 13:40 والنصف من في 24 آذار مارس 2023 الماضي قبل بعد يومين ساعات منذ حتى بين و "
    "الشهر عام كل نحو الأول الثالثة ثلاثة أيام بعد ظهر منتصف الليل / - ، ( ) . العيد الأسبوع خلال ال هذا".split())


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=14), st.none() | DATES)
def test_no_string_of_time_words_breaks_the_reader(words, anchor):
    text = " ".join(words)
    reached = 0
    for m in read_moments(text, AR, anchor):
        assert reached <= m.start < m.end <= len(text) and m.i < m.j
        reached = m.end
        assert m.precision in MOMENT_PRECISIONS and m.basis in ("stated", "relative", "unknown")
        assert (m.earliest is None) == (m.latest is None) or m.kind == "period"


def test_a_feast_is_no_end_of_a_span():
    assert [m.kind for m in read_moments("من 2014-2018 إلى عيد الفصح", AR)] == ["period", "holiday"]


def test_reading_twice_gives_the_same():
    text = "في 12 آذار 2020 قتل جنديان مساء أمس قرب التاجي"
    assert read_moments(text, AR, dt.date(2020, 3, 13)) == read_moments(text, AR, dt.date(2020, 3, 13))


def test_a_mention_names_the_terms_behind_it():
    (found,) = read_moments("مساء أمس", AR, dt.date(2020, 3, 13))
    assert found.terms == ("time.part.evening", "time.relday.yesterday")


def test_a_name_of_several_words_hides_the_weekday_in_it():
    assert read_moments("اشتباكات في سوق الجمعة", AR, dt.date(2020, 3, 13)) == ()


# ---------------------------------------------------------------- datelines


def dateline(*lines: str) -> str | None:
    found = find_dateline("\n".join(lines), AR)
    return found.earliest if found is not None else None


BODY = "قتل جنديان وأصيب ثلاثة آخرون بقصف صاروخي استهدف المعسكر الواقع شمال العاصمة وفق ما أعلنت القيادة في بيان لها"


def test_a_dateline_stands_between_headline_and_story():
    assert dateline("قصف على المعسكر", "", "بغداد، 12 آذار 2020", "", BODY) == "2020-03-12"
    assert dateline("قصف على المعسكر", "وكالة النهر - الخميس 12 آذار/مارس 2020 | آخر تحديث: 02:10", BODY) == "2020-03-12"
    assert dateline("قصف على المعسكر", "دمشق ــ «النهر»: 14.03.2020", BODY) == "2020-03-14"
    assert dateline("الجمعة 2024/07/26", "قصف على المعسكر", BODY) == "2024-07-26"


def test_a_stamp_with_a_clock_gives_the_minute():
    assert dateline("قصف", "السبت ٥ شباط ٢٠٢٢ – 09:20", BODY) == "2022-02-05T09:20"


def test_a_date_of_the_story_is_no_dateline():
    assert dateline("قصف على المعسكر", BODY + " في 12 آذار 2020", BODY) is None
    assert dateline("قصف على المعسكر", "في 12 آذار 2020 انفجرت سيارة مفخخة أمام مدخل المعسكر وقتل فيها خمسة", BODY) is None


def test_a_short_headline_with_a_date_is_no_dateline():
    assert dateline("ضحايا انفجار 4 آب 2020", BODY) is None
    assert dateline("ذكرى 13 نيسان 1975", BODY) is None


def test_a_date_without_a_year_is_no_dateline():
    assert dateline("قصف على المعسكر", "بغداد، 12 آذار", BODY) is None


def test_the_last_lines_may_hold_the_date():
    assert dateline("قصف", *[BODY] * 12, "نشر في 3/4/2021") == "2021-04-03"


def test_a_date_in_the_middle_of_a_long_text_is_not_looked_at():
    assert dateline("قصف", *[BODY] * 9, "تقرير 3/4/2021", *[BODY] * 9) is None


def test_the_place_of_a_dateline_is_the_page_s_own():
    text = "قصف على المعسكر\nبغداد، 12 آذار 2020\n" + BODY
    found = find_dateline(text, AR)
    assert text[found.start:found.end] == "12 آذار 2020"


def test_the_anchor_is_the_date_given_else_the_dateline_else_nothing():
    found = find_dateline("قصف\nبغداد، 12 آذار 2020\n" + BODY, AR)
    assert anchor_of("2020-03-14", found) == dt.date(2020, 3, 14)
    assert anchor_of("2020-03-14T10:30:00+03:00", found) == dt.datetime(2020, 3, 14, 10, 30)
    assert anchor_of(None, found) == dt.date(2020, 3, 12)
    assert anchor_of(None, None) is None


# ---------------------------------------------------------------- moments that count from another


def test_the_next_day_is_counted_from_the_day_that_it_points_to():
    (found,) = read_moments("في اليوم التالي شيع القتلى", AR, dt.date(2024, 1, 20))
    assert complete(found, dt.date(2024, 1, 15)).earliest == "2024-01-16"


def test_an_evening_without_a_day_takes_the_day_given():
    (found,) = read_moments("مساء انسحبت القوة", AR)
    assert complete(found, dt.date(2024, 1, 15)).latest == "2024-01-15T23:59"


def test_a_night_without_a_day_runs_into_the_next():
    (found,) = read_moments("ليلا انسحبت القوة", AR)
    done = complete(found, dt.date(2024, 1, 31))
    assert (done.earliest, done.latest) == ("2024-01-31T18:00", "2024-02-01T06:00")


def test_a_date_without_a_year_takes_the_latest_by_the_day_given():
    (found,) = read_moments("في 24 آذار سقطت المدينة", AR)
    assert complete(found, dt.date(2024, 1, 15)).earliest == "2023-03-24"


def test_a_length_stays_a_length():
    (found,) = read_moments("استمر القصف ساعتين", AR)
    assert complete(found, dt.date(2024, 1, 15)) == found


def test_in_a_text_read_alone_each_counts_from_the_one_before():
    found = in_order(read_moments("قصف السوق الأحد، وفي اليوم التالي قصف المشفى، وبعد ثلاثة أيام سقطت البلدة", AR, dt.date(2024, 1, 20)), dt.date(2024, 1, 20))
    assert [m.earliest for m in found] == ["2024-01-14", "2024-01-15", "2024-01-18"]
