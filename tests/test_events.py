"""Clauses into acts: what fires, who does what to whom and where, by construction and not by nearness.

The sentences are our own: real places, invented facts.
"""

from __future__ import annotations

import pytest

from one_article import event, events, found, incidents, words


def doers(text: str) -> list[str]:
    return words(text, event(text).doers)


def targets(text: str) -> list[str]:
    return words(text, event(text).targets)


def sites(text: str) -> list[str]:
    return words(text, event(text).sites)


def real(text: str) -> list[str]:
    """The kinds of the acts that a text tells as facts."""
    return [e.kind for e in events(text) if e.stance.real]


def names(actors) -> list[str]:
    return [a.name for a in actors]


# ---------------------------------------------------------------- doer and target


@pytest.mark.parametrize(
    ("text", "doer", "target"),
    [
        ("قصف الجيش السوداني مواقع قوات الدعم السريع في مدينة الفاشر.", "الجيش السوداني", "مواقع قوات الدعم السريع"),
        ("قصفت قوات الدعم السريع مواقع الجيش السوداني في مدينة الفاشر.", "قوات الدعم السريع", "مواقع الجيش السوداني"),
        ("هاجم مسلحون دورية للجيش في مدينة هيت.", "مسلحون", "دورية للجيش"),
    ],
)
def test_the_doer_is_the_subject_whatever_stands_nearer(text, doer, target):
    assert doers(text) == [doer]
    assert any(target.startswith(t) for t in targets(text))


def test_who_swaps_places_swaps_roles():
    one = incidents("قصف الجيش السوداني مواقع لقوات الدعم السريع في مدينة الفاشر.")[0]
    other = incidents("قصفت قوات الدعم السريع مواقع للجيش السوداني في مدينة الفاشر.")[0]
    assert names(one.perpetrators) == names(other.targets) != []
    assert names(one.targets) == names(other.perpetrators) != []


def test_of_a_passive_verb_the_noun_behind_it_is_the_target():
    text = "قُصفت مدينة الفاشر بالمدفعية الثقيلة صباح أمس."
    assert (event(text).passive, doers(text)) == (True, [])
    assert incidents(text)[0].where.name_ar == "الفاشر"


@pytest.mark.parametrize("agent", ["من قبل", "على يد", "على أيدي"])
def test_a_passive_or_a_noun_gets_its_doer_from_the_words_for_by(agent):
    assert "Armed" in " ".join(names(incidents(f"اغتيل ضابط متقاعد {agent} مسلحين في مدينة تعز.")[0].perpetrators))


@pytest.mark.parametrize("verb", ["شن", "نفذ", "وجه"])
def test_a_light_verb_lends_its_subject_to_the_act_that_it_carries(verb):
    text = f"{verb} الطيران الأردني غارات على مزرعة في محافظة السويداء."
    assert event(text).carried and event(text).kind == "air"
    assert "Jordan" in " ".join(names(incidents(text)[0].perpetrators))


def test_who_was_subjected_to_an_act_did_not_do_it():
    text = "تعرضت قاعدة للجيش التركي لقصف بالصواريخ في ناحية بعشيقة."
    (one,) = incidents(text)
    assert not any("Turk" in name for name in names(one.perpetrators))
    assert any("Turk" in name for name in names(one.targets))


def test_the_nationality_of_the_weapon_is_the_doers():
    (one,) = incidents("أغارت طائرة مسيرة تركية على سيارة في ريف عين العرب.")
    assert any("Turk" in name for name in names(one.perpetrators))


@pytest.mark.parametrize(
    "text",
    [
        "أعلن الجيش الأردني أن صاروخا سقط في مدينة الرمثا.", "قال الجيش الأردني إن قذيفتين سقطتا على أطراف مدينة الرمثا.",
        "سقط صاروخ في مدينة الرمثا، وفق بيان للجيش الأردني.", "أفادت وزارة الدفاع الروسية بسقوط قذائف على مدينة دوما.",
    ],
)
def test_who_speaks_of_an_act_has_not_done_it(text):
    assert [i.perpetrators for i in incidents(text)] == [()]


def test_who_announces_an_act_as_a_noun_announces_its_own():
    assert names(incidents("أعلنت كتائب القسام قصف مدينة عسقلان برشقة صاروخية.")[0].perpetrators) != []


def test_who_announces_that_others_acted_has_not_done_it():
    (one,) = incidents("أعلنت كتائب القسام أن الطائرات الإسرائيلية قصفت مدينة رفح.")
    assert all("Israel" in name for name in names(one.perpetrators))


def test_who_is_killed_did_not_kill():
    (one,) = incidents("قتل أربعة جنود سوريين في هجوم بالأسلحة الرشاشة قرب مدينة السخنة.")
    assert not any("Syria" in name for name in names(one.perpetrators))
    assert one.fatalities.best == 4


def test_who_beats_an_attack_off_is_its_target():
    (one,) = incidents("صد الجيش العراقي هجوما لتنظيم داعش على قرية في قضاء داقوق.")
    assert any("Islamic State" in name for name in names(one.perpetrators))
    assert any("Iraq" in name for name in names(one.targets))


def test_a_clash_has_two_parties():
    (one,) = incidents("اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في مدينة بابنوسة.")
    assert one.sub_event_type == "Armed clash"
    assert len({*names(one.perpetrators), *names(one.targets)}) == 2


def test_a_bomber_makes_a_blast_a_suicide_bomb():
    (one,) = incidents("فجر انتحاري حزامه الناسف قرب حاجز للشرطة في مدينة بيدوا.")
    assert one.sub_event_type == "Suicide bomb"


def test_and_with_a_verb_goes_on_with_the_subject_before():
    text = "داهمت القوات الإسرائيلية مخيم بلاطة واعتقلت ثلاثة شبان."
    assert all("Israel" in name for one in incidents(text) for name in names(one.perpetrators))


def test_who_of_a_town_is_people_of_that_town_and_civilian():
    (one,) = incidents("قتل مزارعان من أهالي بلدة كفرنبل في قصف مدفعي على حقل.")
    assert [a.kind for a in one.targets] == ["civilians"]


# ---------------------------------------------------------------- where


def test_where_it_came_from_is_not_where_it_fell():
    (one,) = incidents("أطلقت من مدينة صور ثلاثة صواريخ سقطت في محيط مدينة نهاريا.")
    assert one.where.name_ar == "نهاريا"


def test_the_place_of_the_slot_beats_the_nearest_name():
    text = "انطلقت الطائرة من قاعدة حميميم، وأغارت على أطراف بلدة كفرنبل."
    assert [i.where.name_ar for i in incidents(text)] == ["كفرنبل"]


def test_the_seat_of_a_speaker_is_not_where_it_fell():
    (one,) = incidents("قال مصدر طبي في مدينة القامشلي إن قذيفة سقطت على بلدة تل تمر.")
    assert one.where.name_ar == "تل تمر"


def test_the_place_that_qualifies_a_place_is_not_the_place():
    (one,) = incidents("قصفت المدفعية بلدة كفرنبل في ريف إدلب الجنوبي.")
    assert one.where.name_ar == "كفرنبل"


def test_the_base_stands_for_the_last_base_told():
    text = "سقطت خمسة صواريخ على قاعدة عين الأسد مساء أمس. وقال مصدر أمني إن القصف على القاعدة لم يوقع إصابات."
    (one,) = incidents(text)
    assert (one.where.name, one.injuries.best) == (incidents("سقطت خمسة صواريخ على قاعدة عين الأسد مساء أمس.")[0].where.name, 0)


def test_a_village_that_no_table_knows_is_a_place_behind_its_site_word():
    (one,) = incidents("قصفت المدفعية قرية جلبوطة في ريف إدلب.")
    assert one.where.name_ar == "جلبوطة"


def test_two_sites_of_one_verb_are_its_sites_both():
    text = "قصفت المدفعية بلدتي عيترون وحولا."
    both = " ".join(words(text, (*event(text).targets, *event(text).sites)))
    assert "عيترون" in both and "حولا" in both


# ---------------------------------------------------------------- clauses


def test_a_relative_clause_tells_on_of_its_act():
    text = "وقع أمس الهجوم الذي أودى بثلاثة جنود في مدينة الشدادي."
    assert [(i.where.name_ar, i.fatalities.best) for i in incidents(text)] == [("الشدادي", 3)]


def test_what_follows_a_since_phrase_is_no_act():
    assert real("يعيش الأهالي في الخيام منذ بدء القصف على مدينة خان يونس.") == []


def test_control_told_in_the_present_is_no_act():
    assert incidents("تسيطر قوات سوريا الديمقراطية على مدينة منبج وريفها.") == []


def test_taking_control_in_the_past_is_an_act():
    assert [i.event_type for i in incidents("سيطر الجيش السوداني أمس على مدينة سنجة بعد معارك مع قوات الدعم السريع.")] == ["Battles"]


def test_overflights_are_neither_act_nor_weapon():
    assert incidents("حلقت طائرات حربية إسرائيلية في أجواء مدينة صور.") == []
    (one,) = incidents("قصفت المدفعية الإسرائيلية أطراف بلدة عيترون وسط تحليق للطيران الحربي.")
    assert "aircraft" not in [w.type for w in one.weapons]


@pytest.mark.parametrize("text", ["هددت الحركة بقصف مدينة حيفا.", "نفى الجيش السوري قصف مدينة الباب.", "تعتزم القوات مهاجمة مدينة الرقة.", "لو قصفت الطائرات مدينة تعز لسقط ضحايا."])
def test_what_is_threatened_denied_planned_or_supposed_is_no_incident(text):
    assert incidents(text) == []


def test_list_items_under_a_lead_are_acts_of_its_kind():
    text = ("غارات على الجنوب\n\nشن الطيران الإسرائيلي فجر اليوم غارات على بلدات في جنوب لبنان، وجاءت كالتالي:\n\n"
            "- غارة على منزل في بلدة عيترون\n- غارتان على أطراف بلدة حولا\n")
    read = {i.where.name_ar: i for i in incidents(text)}
    assert {"عيترون", "حولا"} <= read.keys()
    assert {i.sub_event_type for i in read.values()} == {"Air/drone strike"}


def test_a_heading_sets_place_and_day_for_what_stands_under_it():
    text = ("أهم أحداث الأسبوع في سوريا\n\nأصدر المركز نشرته اليوم السبت عن الأوضاع في البلاد.\n\n"
            "حلب:\n\nقتل مدني بانفجار لغم أرضي في طريق زراعي، وقال جيرانه إنه كان يعمل في حقله.\n\n"
            "درعا:\n\nقصفت مدفعية الجيش سوقا شعبيا بعشر قذائف، وقال باعة إن حريقا اندلع فيه.\n")
    assert {i.where.name_ar for i in incidents(text)} == {"حلب", "درعا"}


def test_words_of_an_answer_mark_the_act_as_one():
    answers = [e.answers for e in events("سقطت قذيفة على مدينة جرابلس. وردت المدفعية التركية بقصف بلدة منغ.")]
    assert answers == [False, True]


def test_one_clause_gives_one_act():
    assert len(events("شنت الطائرات غارة بالصواريخ استهدفت سيارة في بلدة حولا.")) == 1


# ---------------------------------------------------------------- words that are acts elsewhere


@pytest.mark.parametrize(
    "text",
    [
        "شن المدرب هجوما على الحكم بعد خسارة فريقه.", "انفجرت أزمة سياسية في بيروت بعد استقالة الوزير.", "ضربت هزة أرضية مدينة اللاذقية.",
        "أطلقت بلدية عمان حملة لزراعة الأشجار.", "سقطت الحكومة بعد حجب الثقة عنها في بغداد.",
        "أصاب الجفاف حقول القمح في ريف مدينة القامشلي.", "استولى الفريق على صدارة الدوري.",
    ],
)
def test_figures_of_speech_tell_of_no_incident(text):
    assert incidents(text) == []


def test_a_text_without_words_has_no_events():
    assert found("").events == () and found("\n\n . ،").events == ()


def test_every_mention_lies_in_its_clause_and_names_what_made_it():
    text = "شنت طائرات حربية غارتين على بلدة كفرنبل، ما أدى إلى مقتل طفل، ثم قصفت المدفعية مدينة أريحا."
    page = found(text)
    assert page.events
    for one in page.events:
        assert one.clause[0] <= one.i < one.j <= one.clause[1]
        assert one.acts and 0 <= one.start < one.end <= len(text)


# ---------------------------------------------------------------- words that need company


@pytest.mark.parametrize(
    ("alone", "kept_company"),
    [
        ("أطلقت الوزارة موقعا جديدا على الشبكة في مدينة عدن.", "أطلق مسلحون صاروخا على مدينة عدن."),
        ("ضربت موجة حر مدينة تعز.", "ضربت طائرات حربية موقعا في مدينة تعز."),
        ("سقط الطالب في الامتحان بمدينة حلب.", "سقطت قذيفة في مدينة حلب."),
        ("استهدف البرنامج الأسر الفقيرة.", "استهدف قصف مدفعي منازل في بلدة حولا."),
    ],
)
def test_a_weak_word_is_an_act_only_in_company(alone, kept_company):
    assert incidents(alone) == []
    assert len(incidents(kept_company)) == 1


def test_a_weapon_that_kills_is_an_act_without_a_word_for_it():
    (one,) = incidents("قضى تسعة أشخاص بقذائف مدفعية في مدينة الفاشر.")
    assert (one.sub_event_type, one.fatalities.best) == ("Shelling/artillery/missile attack", 9)


def test_the_kind_that_says_more_wins_in_one_clause():
    (one,) = incidents("نفذ مجهولون هجوما بعبوة ناسفة على حافلة في مدينة الباب.")
    assert one.sub_event_type == "Remote explosive/landmine/IED"


@pytest.mark.parametrize("text", ["ارتفع عدد ضحايا حوادث السير في مدينة صنعاء.", "مات ثلاثة أشخاص في انهيار مبنى قديم بمدينة الإسكندرية."])
def test_harm_without_an_act_is_no_incident(text):
    assert incidents(text) == []
