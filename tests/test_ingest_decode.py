"""Which encoding: round trips, and neighbours that must not be taken for one another."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.ingest.decode import Decoded, decode
from marsad.ingest.entry import Oddity

SENTENCES = (
    "قصف على أطراف البلدة",
    "قال مصدر محلي إن أربع قذائف سقطت قرب السوق من دون وقوع إصابات.",
    "أعلنت الوزارة أن حصيلة الهجوم ارتفعت إلى ثمانية قتلى، بينهم طفلان.",
    "وأضاف الشاهد: «سمعنا دوي انفجار كبير في الساعة الثالثة فجرا».",
    "هل وصلت فرق الإنقاذ؟ لم تصل حتى مساء 26 تموز 2024؛ الطريق مقطوع.",
    "نقلت الوكالة عن ضابط في الجيش قوله إن الطائرة سقطت بسبب عطل فني (F-16).",
)
ARABIC = ("utf-8", "windows-1256", "iso-8859-6", "mac-arabic", "utf-16-le", "utf-16-be")

# Texts as hypothesis may put them together: a sentence, and real words in any order with the usual signs between them.
WORDS = sorted({word for sentence in SENTENCES for word in re.findall("[\u0621-\u064a]{2,}", sentence)})
GAPS = (" ", " ", "، ", ". ", "\n")
arabic_texts = st.builds(
    lambda sentence, words: sentence + "\n" + "".join(word + gap for word, gap in words),
    st.sampled_from(SENTENCES),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=60),
)


def encoded(text, encoding):
    """Bytes as a program of that platform writes them: Python's mac-arabic would write 0xA0 for a blank."""
    raw = text.encode(encoding, errors="ignore")
    return raw.replace(b"\xa0", b" ") if encoding == "mac-arabic" else raw


@pytest.mark.parametrize("encoding", ARABIC)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_one_sentence_is_enough_to_find_the_encoding(sentence, encoding):
    raw = encoded(sentence, encoding)
    assert decode(raw).text == raw.decode(encoding)


@pytest.mark.parametrize("encoding", ARABIC)
@given(text=arabic_texts)
def test_arabic_comes_back_from_every_encoding(encoding, text):
    raw = encoded(text, encoding)
    found = decode(raw)
    assert isinstance(found, Decoded) and found.text == raw.decode(encoding) and found.oddity is None


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t"), min_size=1))
def test_unicode_with_a_mark_always_comes_back(text):
    for encoding, mark in (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-32-le", b"\xff\xfe\0\0"), ("utf-32-be", b"\0\0\xfe\xff")):
        if encoding == "utf-16-le" and text.startswith("\0"):
            continue
        assert decode(mark + text.encode(encoding)).text == text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff") | st.sampled_from("\n\t"), min_size=1))
def test_valid_utf8_is_never_taken_for_anything_else(text):
    raw = text.encode()
    found = decode(raw)
    assert isinstance(found, Oddity) if raw.startswith(b"GIF8") else found.text == text


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_say_that_they_are_none(raw):
    found = decode(raw)
    assert found.rule == "binary" if isinstance(found, Oddity) else "\r" not in found.text


@given(text=arabic_texts, place=st.integers(0, 10_000), bad=st.sampled_from([b"\xff", b"\xc3", b"\x80", b"\xed\xa0\x80"]))
def test_one_broken_place_does_not_change_the_encoding(text, place, bad):
    place %= len(text) + 1
    raw = text[:place].encode() + bad + text[place:].encode()
    found = decode(raw)
    assert found.encoding == "utf-8" and found.oddity.rule == "broken-utf8"
    assert found.text.replace("\ufffd", "") == text


@given(text=arabic_texts, cut=st.integers(1, 2000))
def test_bytes_cut_inside_a_letter_are_no_broken_utf8(text, cut):
    raw = text.encode()[:cut]
    found = decode(raw, whole=False)
    assert found.oddity is None and text.startswith(found.text)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Трое военных пострадали при ударе по базе на востоке страны, сообщили власти города."),
        ("koi8-r", "Трое военных пострадали при ударе по базе на востоке страны, сообщили власти города."),
        ("windows-1253", "Τρεις στρατιώτες τραυματίστηκαν σε επίθεση στη βάση, ανακοίνωσε το υπουργείο."),
        ("windows-1255", "שלושה חיילים נפצעו בהתקפה על הבסיס, כך נמסר מדובר הצבא הערב."),
        ("windows-1254", "Türkiye'de üç asker yaralandı, açıklamada saldırının güneyde gerçekleştiği bildirildi."),
        ("windows-1252", "Trois soldats ont été blessés dans une attaque contre la base, a déclaré le ministère à l'été dernier."),
        ("windows-1252", "Drei Soldaten wurden über Nacht verletzt, hieß es aus dem Verteidigungsministerium für die Länder."),
    ],
)
def test_other_scripts_are_not_taken_for_arabic(encoding, text):
    found = decode(text.encode(encoding))
    assert not re.search("[\u0600-\u06ff]", found.text), found.encoding


@pytest.mark.parametrize("text", ["سه سرباز در مرز زخمی شدند و وزیر گفت که تحقیق ادامه دارد", "پاکستان اور ایران کے درمیان بات چیت جاری رہی"])
def test_persian_and_urdu_come_back_from_windows_1256_as_far_as_it_can_write_them(text):
    raw = text.encode("windows-1256", errors="ignore")
    assert decode(raw).text == raw.decode("windows-1256")


def test_line_ends_are_lf_in_every_encoding():
    for encoding in ARABIC:
        text = decode(encoded("\r\n".join(SENTENCES) + "\r" + SENTENCES[0], encoding)).text
        assert "\r" not in text and text.count("\n") == len(SENTENCES)


def test_ascii_is_utf8():
    assert decode(string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", "").encode()).encoding == "utf-8"
