"""Which language: Arabic and what is written in its letters."""

import pytest

from marsad.ingest import language_of

TEXTS = {
    "ar": [
        "إصابة جنديين بقصف",
        "مقتل ثلاثة",
        "اشتباكات",
        "ارتفاع أسعار النفط",
        "فوز النادي على ضيفه بهدفين",
        "مسؤول أممي: الوضع في المخيم كارثي",
        "غارات اسرائیلیة علی بلدات جنوبیة فی لبنان",
        "گال المختار إن الجماعة جو الفجر واخذوا السيارة",
        "نقلت وكالة رويترز (Reuters) عن متحدث باسم US Army أن القاعدة لم تصب",
        "قَالَ شَاهِدٌ إِنَّ القَصْفَ اسْتَمَرَّ",
        "وزیر الدفاع الإيراني يزور بغداد ويلتقي نظيره في مقر الوزارة",
    ],
    "fa": [
        "سه سرباز در انفجار مین در مرز کشته شدند",
        "سه سرباز در انفجار مين در مرز كشته شدند",
        "حمله پهپادی به یک پایگاه نظامی",
        "وزير امور خارجه گفت كه مذاكرات ادامه خواهد داشت",
        "آتش سوزی در بازار تهران",
        "مقام ارشد امنيتي از اين موضوع خبر داد",
        "تيم ملي به مسابقات راه يافت و مردم در خيابان ها جشن گرفتند",
    ],
    "ur": [
        "کوئٹہ میں دھماکے سے تین افراد زخمی ہو گئے",
        "فوج نے سرحد پر حملہ ناکام بنا دیا",
        "وزیر اعظم نے کہا ہے کہ مذاکرات جاری ہیں",
    ],
    "ckb": [
        "لە هێرشێکی درۆنیدا سێ کەس کوژران",
        "وەزیری بەرگری گوتی هێزەکان لە شارەکە کشاونەتەوە",
        "تەقینەوەیەک لە هەولێر",
    ],
    "ps": [
        "په کابل کې په چاودنه کې دوه کسان وژل شوي دي",
        "د افغانستان حکومت وايي چې خبرې به دوام ومومي",
    ],
    "en": [
        "Three soldiers killed in a drone strike on the base",
        "The minister said that talks would go on",
        "The Arabic word قصف means shelling, and it is in the headline",
    ],
    None: [
        "",
        "2024/07/26 13:05",
        "Trois soldats tués dans une attaque de drone contre la base",
        "Drei Soldaten bei Angriff auf Stützpunkt getötet",
        "Трое солдат погибли при ударе",
        "שלושה חיילים נפצעו",
        "三名士兵受伤",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in TEXTS.items() for text in texts])
def test_the_language_of_a_line_is_found(language, text):
    assert language_of(text) == language


def test_an_arabic_article_that_quotes_persian_stays_arabic():
    text = "نشرت الوكالة صورة لافتة كتب عليها «مرگ بر جنگ»، وقال المصور إن الصورة التقطت في ساحة وسط المدينة قبل يومين."
    assert language_of(text) == "ar"


def test_the_length_of_a_text_costs_nothing():
    assert language_of("قصف على البلدة " * 1_000_000) == "ar"
