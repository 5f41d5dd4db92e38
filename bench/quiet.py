"""Pages of ordinary news, made up: weather, markets, sport, schools, farming, health. No conflict in any of them.

What triage has to pass by: on a normal day 19 of 20 articles of a news agency are of this sort.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

PLACES = ("بيروت", "عمان", "مسقط", "تونس", "الرباط", "القاهرة", "الدوحة", "نواكشوط", "أربيل", "المنامة", "الجزائر", "الكويت", "جدة", "طنجة", "صلالة")
DAYS = ("السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة")
SENTENCES = (
    "تتوقع دائرة الأرصاد في {place} أن تنخفض درجات الحرارة يوم {day} إلى {n} درجة، مع فرصة لهطول زخات من المطر مساء.",
    "افتتح معرض الكتاب في {place} أبوابه يوم {day} بمشاركة {n} ناشرا، ويستمر أسبوعين.",
    "أعلنت وزارة التربية أن العام الدراسي سيبدأ يوم {day} في {n} مدرسة جديدة في محيط {place}.",
    "ارتفعت أسعار البندورة في أسواق {place} بنسبة {n} في المئة مقارنة بالشهر الماضي بسبب تأخر القطاف.",
    "فاز فريق {place} على ضيفه بثلاثة أهداف لهدف، ورفع رصيده إلى {n} نقطة في صدارة الترتيب.",
    "وقع المصرف المركزي في {place} مذكرة تفاهم مع {n} بنكا تجاريا لتسهيل الدفع بالهاتف.",
    "أظهرت دراسة لجامعة {place} أن المشي نصف ساعة يوميا يحسن النوم لدى {n} في المئة من المشاركين.",
    "يقام مهرجان الموسيقى السنوي في {place} يوم {day}، وتشارك فيه {n} فرقة من بلدان مختلفة.",
    "قالت شركة الطيران إنها ستسير {n} رحلة إضافية من {place} خلال عطلة الصيف.",
    "بدأ موسم جني الزيتون في ريف {place}، ويقدر المزارعون الإنتاج بنحو {n} ألف طن.",
    "أطلقت البلدية تطبيقا جديدا يتيح لسكان {place} دفع فواتير المياه وحجز {n} خدمة من المنزل.",
    "استقبل متحف {place} أكثر من {n} ألف زائر منذ إعادة افتتاحه بعد أعمال الترميم.",
    "تبحث اللجنة المنظمة يوم {day} في {place} جدول بطولة كرة السلة التي يشارك فيها {n} ناديا.",
    "أوصى أطباء في مستشفى {place} بتناول الفاكهة الموسمية وشرب {n} أكواب من الماء كل يوم.",
    "سجل مؤشر البورصة في {place} صعودا طفيفا عند الإغلاق، بدعم من أسهم {n} شركة صناعية.",
    "دشن الوزير في {place} محطة للطاقة الشمسية تكفي لإنارة {n} ألف منزل.",
    "يعرض المسرح القومي في {place} مسرحية جديدة ابتداء من يوم {day} ولمدة {n} ليلة.",
    "وصلت إلى مرفأ {place} سفينة محملة بالقمح تبلغ حمولتها {n} ألف طن.",
    "نظمت جمعية أهلية في {place} حملة لزراعة {n} ألف شجرة على جانبي الطريق.",
    "تراجعت أعداد الطيور المهاجرة قرب {place} هذا العام، وفق {n} باحثا يرصدونها كل خريف.",
)


def page(draw: random.Random, sentences: int = 12) -> str:
    """One page: a headline and a few paragraphs, about as long as a page of the sample."""
    made = [_sentence(draw) for _ in range(sentences)]
    headline = made[0].split("،")[0].rstrip(".")
    return headline + "\n\n" + "\n\n".join(" ".join(made[n:n + 3]) for n in range(0, sentences, 3)) + "\n"


def _sentence(draw: random.Random) -> str:
    return draw.choice(SENTENCES).format(place=draw.choice(PLACES), day=draw.choice(DAYS), n=draw.randrange(3, 98))


def pages(count: int, seed: int = 1) -> Iterator[str]:
    """`count` pages, the same for the same seed."""
    draw = random.Random(seed)
    for _ in range(count):
        yield page(draw, draw.randrange(9, 19))
