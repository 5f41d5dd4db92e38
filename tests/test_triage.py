"""Worth reading or not: nothing of the codebook may be missed, and plain peace is mostly left out."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from baseline import cost
from marsad.errors import PackError
from marsad.languages import pack
from marsad.model import Article
from marsad.text import norm
from marsad.triage import load_triage, worth_reading

WORDS = load_triage("ar")

# One line a kind of act (codebook, section 2) and more, in the words of several countries' press.
CONFLICT = {
    "Armed clash": "اندلعت اشتباكات عند مدخل القرية بين مجموعتين محليتين",
    "Armed clash, no clash word": "تبادل الطرفان النيران ساعة كاملة قرب الجسر",
    "Armed clash, attack": "هجوم على نقطة للجيش جنوب المدينة",
    "Government regains territory": "استعادت القوات الحكومية بلدة الجسر بعد أسبوعين",
    "Non-state actor overtakes territory": "سيطر مقاتلو الحركة على مركز المديرية",
    "Air/drone strike": "غارة على منزل في أطراف المخيم",
    "Air/drone strike, drone": "استهدفت مسيّرة دراجة نارية عند المفرق",
    "Shelling": "سقطت قذيفتان قرب المدرسة",
    "Missile": "أطلقت الجماعة ثلاثة صواريخ باتجاه الميناء",
    "IED": "انفجرت عبوة بآلية على الطريق الزراعي",
    "Landmine": "داس راع على لغم في البادية",
    "Suicide bomb": "فجر انتحاري حزامه عند باب المسجد",
    "Grenade": "رمى مجهول قنبلة يدوية على مقهى",
    "Chemical weapon": "حالات اختناق بغاز الكلور في الحي الشمالي",
    "Attack": "مقتل مزارعين برصاص مجهولين",
    "Attack, stabbing": "طعن حارسا عند بوابة المبنى",
    "Abduction": "خطف مسلحون تاجرا من سيارته",
    "Abduction, passive": "اقتيد ثلاثة شبان إلى جهة مجهولة",
    "Sexual violence": "أفادت ناجية بتعرضها للاغتصاب عند الحاجز",
    "Peaceful protest": "تظاهر مئات في الساحة رفضا للقرار",
    "Peaceful protest, sit-in": "بدأ خريجون اعتصاما أمام الوزارة",
    "Peaceful protest, march": "خرجت مسيرة من الجامع الكبير",
    "Protest with intervention": "فرقت الشرطة المحتجين بالغاز المسيل للدموع",
    "Excessive force": "أطلق الجنود الرصاص الحي على المتظاهرين",
    "Violent demonstration": "أضرم شبان النار في مبنى البلدية",
    "Mob violence": "شجار بين عائلتين في السوق",
    "Agreement": "دخلت الهدنة حيز التنفيذ عند الفجر",
    "Agreement, ceasefire": "وقع الوفدان اتفاقا لوقف إطلاق النار",
    "Agreement, swap": "جرى تبادل أسرى بين الجانبين عند المعبر",
    "Arrests": "اعتقلت الاستخبارات أربعة أشخاص",
    "Arrests, catch": "ألقت الشرطة القبض على قيادي في التنظيم",
    "Change to group": "أعلن ضابط انشقاقه مع عشرين عنصرا",
    "Disrupted weapons use": "فككت الهندسة عبوة ناسفة قبل انفجارها",
    "Disrupted weapons use, interception": "أسقطت الدفاعات الجوية هدفا فوق الساحل",
    "Base established": "أقام الجيش نقطة عسكرية على التل",
    "Looting": "نهب مسلحون مخزنا للأغذية",
    "Demolition": "هدمت الجرافات منزلين في القرية",
    "Non-violent transfer": "انسحب الفصيل من الحاجز وتسلمه الجيش",
    "Tribal truce": "أخذت العشيرتان عطوة بعد المشاجرة",
    "Vocalised": "قُتِلَ جُنْدِيٌّ قُرْبَ الحُدُودِ",
    "Presentation forms": "ﻣﻘﺘﻞ جندي",
    "Typed with Persian letters": "قصف علی بلدة کفر",
}

PEACE = {
    "match": "فاز المنتخب الأردني على ضيفه العماني بهدفين مقابل هدف في المباراة التي جرت مساء أمس على ملعب المدينة. وافتتح المهاجم التسجيل من ضربة جزاء، وتصدى الحارس لهجمة خطرة قبل نهاية الشوط الأول، وخرج اللاعب متأثرا بإصابة في الركبة.",
    "transfer": "أعلن النادي تعاقده مع مدافع شاب لثلاثة مواسم. وقال المدرب إن الفريق يحتاج إلى دماء جديدة قبل انطلاق الدوري، وإن المعسكر التدريبي يبدأ الأسبوع المقبل.",
    "tennis": "تأهلت اللاعبة التونسية إلى ربع نهائي البطولة بعدما تغلبت على منافستها في ثلاث مجموعات، وتواجه في الدور المقبل المصنفة الأولى.",
    "race": "انتزع العداء المغربي الميدالية الذهبية في سباق ثلاثة آلاف متر، وسيطر على السباق منذ الجولة الأولى.",
    "oil": "ارتفعت أسعار النفط في تعاملات اليوم وسط توقعات بأن تمدد أوبك خفض الإنتاج. وزاد سعر البرميل دولارين، ويستهدف المستثمرون مستويات أعلى قبل نهاية العام.",
    "bank": "أبقى البنك المركزي أسعار الفائدة من غير تغيير، وقال المحافظ إن التضخم يتراجع وإن الاقتصاد ينمو بوتيرة معتدلة.",
    "company": "أعلنت الشركة أرباحها للربع الثالث، وقالت إنها تعتزم استثمار مليار دولار في مصنع جديد وتوسيع صادراتها.",
    "tax": "ناقشت اللجنة المالية مشروع الموازنة العامة، ومن بنوده رفع رواتب الموظفين وخفض الضرائب على الشركات الصغيرة.",
    "harvest": "بدأ موسم قطاف الزيتون في الشمال، ويتوقع المزارعون إنتاجا أوفر من العام الماضي بعد أمطار الربيع.",
    "film": "يعرض الفيلم الجديد للمخرج التونسي في مهرجان القاهرة السينمائي، ويروي قصة جندي يعود إلى قريته بعد غياب طويل.",
    "book": "صدرت للروائية رواية جديدة عن ذكريات الطفولة في المدينة القديمة، ووقعت نسخا من الكتاب في المعرض.",
    "music": "أحيت الفنانة حفلا في المسرح الروماني أمام جمهور غفير، وغنت أغنيات من ألبومها الأخير.",
    "museum": "افتتح المتحف قاعة جديدة تضم قطعا أثرية عثر عليها في التنقيبات الأخيرة، بينها تماثيل وجرار.",
    "weather": "تتوقع الأرصاد طقسا غائما وأمطارا متفرقة، وتنخفض درجات الحرارة ليلا في المناطق الجبلية.",
    "vaccine": "بدأت وزارة الصحة حملة تطعيم الأطفال ضد الحصبة، وتستهدف الحملة تسعين ألف طفل في المحافظات الشرقية.",
    "phone": "طرحت الشركة هاتفا جديدا بكاميرا محسنة، وأضافت إلى تطبيقها أدوات تعمل بالذكاء الاصطناعي.",
    "exam": "أعلنت وزارة التربية نتائج الثانوية العامة، وبلغت نسبة النجاح ثمانين في المئة، وحلت طالبة من العاصمة في المرتبة الأولى.",
    "diet": "تنصح طبيبة التغذية بتناول الخضار الورقية يوميا، وتقول إن المشي نصف ساعة يحسن النوم.",
    "flights": "افتتحت شركة الطيران خطا جديدا بين عمان وتونس بثلاث رحلات في الأسبوع، وتبدأ الأسعار من مئة دينار.",
    "visit": "استقبل رئيس الوزراء سفير اليابان وبحث معه التعاون في مجالي التعليم والطاقة المتجددة.",
    "road": "دشن المحافظ مشروع توسعة الطريق الدائري، وقال إن العمل سينتهي خلال عامين.",
    "vote": "صوت البرلمان على قانون السير الجديد بعد نقاش استمر ثلاث ساعات، ويدخل القانون حيز التنفيذ مطلع السنة.",
}
MOST = 0.85
"""Share of `PEACE` that must be left out; reading the rest in vain costs milliseconds."""

# What a stem alone would take for conflict.
LOOKALIKES = {
    "a cave is no raid": "زار السياح مغارة جعيتا",
    "the obscure is no mine": "سر البناء الغامض في الصحراء",
    "a surname is no mine": "التقى الغامدي نظيره",
    "a feast is no death": "الاحتفال بالعيد في القرى",
    "a consulate is no sniper": "افتتاح القنصلية الجديدة",
    "Palmyra is no ruin": "رحلة سياحية إلى تدمر",
    "dawn is no blast": "وصل الوفد فجر اليوم",
    "the league is no patrol": "ختام الدوري",
}


def article(text, title=None):
    return Article(id="a0", text=text, sha256="", raw=b"", encoding="utf-8", title=title)


def judge(text, title=None):
    return worth_reading(article(text, title), WORDS)


@pytest.mark.parametrize("kind", CONFLICT)
def test_every_kind_of_act_is_worth_reading(kind):
    verdict = judge(CONFLICT[kind])
    assert verdict.worth and verdict.why


def test_plain_peace_is_mostly_left_out():
    kept = [name for name, text in PEACE.items() if judge(text).worth]
    assert len(kept) <= (1 - MOST) * len(PEACE), kept


@pytest.mark.parametrize("name", LOOKALIKES)
def test_words_that_only_look_like_conflict_are_left_out(name):
    assert not judge(LOOKALIKES[name]).worth


def test_conflict_in_a_sports_page_is_read():
    assert judge(PEACE["match"] + "\nوقتل مشجع برصاصة طائشة قرب الملعب.").worth


def test_weak_words_give_way_to_words_of_other_fields():
    assert judge("هجوم في الشمال").worth
    verdict = judge("هجوم المنتخب في المباراة")
    assert not verdict.worth and verdict.why == ("sport.mubarat", "sport.muntakhab")


def test_the_title_counts():
    assert not judge("تفاصيل لاحقا").worth
    assert judge("تفاصيل لاحقا", title="قصف على البلدة").worth


def test_a_headline_is_judged_like_any_text():
    assert judge("غارة فجرا").why == ("fire.ghara",)


def test_nothing_gives_no_reason():
    assert judge("صباح الخير") == judge("") and judge("").why == ()


@given(st.permutations(list(CONFLICT.values())[:6]))
def test_the_verdict_does_not_depend_on_the_order_of_the_text(lines):
    assert judge("\n".join(lines)) == judge("\n".join(sorted(lines)))


@pytest.mark.parametrize("front", ["و", "ف", "ب", "ال", "وال", "لل", "بال"])
def test_letters_before_a_word_do_not_hide_it(front):
    assert judge(f"{front}غارة").worth and not judge(f"م{front}غارة").worth


def test_judging_costs_next_to_nothing():
    peace = list(PEACE.values())
    mix = [article("\n\n".join(peace[n % 22 :] + peace[: n % 22])[:2800]) for n in range(950)]
    mix += [article("\n\n".join(list(CONFLICT.values())[n % 9 :])[:2800]) for n in range(50)]
    # The figure is 10,000 a second (bench/).
    assert cost(lambda: [worth_reading(one, WORDS) for one in mix], times=5) < 4


# ---------------------------------------------------------------- the table


def test_a_word_as_long_as_a_page_is_judged_at_once():
    letters = "قصمتنفجر" * 40_000
    page = Article(id="a0", text=letters, sha256="", raw=b"", encoding="utf-8")
    assert cost(lambda: worth_reading(page, WORDS)) < 20


def test_every_row_finds_its_own_form():
    for row in pack.rows(pack.HERE / "ar" / "triage.tsv", ("id", "strength", "match", "form", "note")):
        if row["strength"] in ("strong", "weak"):
            assert judge(row["form"]).worth, row["id"]


def table(tmp_path, monkeypatch, *rows):
    folder = tmp_path / "xx"
    folder.mkdir(exist_ok=True)
    (folder / "triage.tsv").write_text("id\tstrength\tmatch\tform\tnote\n" + "".join("\t".join(row) + "\n" for row in rows), encoding="utf8")
    monkeypatch.setattr(pack, "HERE", tmp_path)
    load_triage.cache_clear()
    return "xx"


@pytest.fixture(autouse=True)
def fresh():
    yield
    load_triage.cache_clear()


@pytest.mark.parametrize(
    "rows",
    [
        [("a.b", "sure", "within", "قصف", "")],
        [("a.b", "strong", "about", "قصف", "")],
        [("a.b", "strong", "within", "", "")],
        [("a.b", "strong", "within", "غارة", ""), ("a.c", "weak", "word", "غاره", "")],
        [("a.b", "strong", "within")],
    ],
)
def test_a_table_that_breaks_its_rules_is_refused(tmp_path, monkeypatch, rows):
    with pytest.raises(PackError, match="triage.tsv"):
        load_triage(table(tmp_path, monkeypatch, *rows))


def test_a_language_without_a_table_is_refused():
    with pytest.raises(PackError, match="no such table"):
        load_triage("xx")


def test_another_language_needs_no_other_code(tmp_path, monkeypatch):
    words = load_triage(table(tmp_path, monkeypatch, ("kill.killed", "strong", "word", "killed", ""), ("art.film", "other", "word", "film", "")))
    assert worth_reading(article("Two KILLED near the bridge."), words).worth
    assert not worth_reading(article("A film opened."), words).worth


def test_ids_are_sorted_and_forms_are_ordinary_letters():
    rows = list(pack.rows(pack.HERE / "ar" / "triage.tsv", ("id", "strength", "match", "form", "note")))
    assert [row["id"] for row in rows] == sorted({row["id"] for row in rows})
    assert all(norm(row["form"]) and all("\u0621" <= sign <= "\u064a" and sign != "\u0640" or sign == " " for sign in row["form"]) for row in rows)
