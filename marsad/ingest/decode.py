"""Bytes → text: which encoding, and what is said where none fits."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from marsad.ingest.entry import Oddity
from marsad.ingest.spelling import arabic_score

SAMPLE = 65_536
"""Bytes on which an encoding is chosen; an article is smaller, and a wrong guess shows within its first lines."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

ARABIC = ("windows-1256", "iso-8859-6", "mac-arabic")
"""Single-byte encodings of Arabic. Three quarters of their Arabic letters have the same codes, so a library that
looks at letter counts takes one for another; a wrong one shows in the spelling (`arabic_score`)."""

ARABIC_ENOUGH = 0.5
"""Least `arabic_score` of bytes read as Arabic. Stretches of 60 signs of Arabic news score 1.0 to 3.4 in their own
encoding; Russian, Greek, Hebrew, Turkish, French, German and Chinese bytes read as Arabic stay below 0."""

MOSTLY_UTF8 = 4
"""A text with this many good UTF-8 sequences for every bad byte is UTF-8 with damage, not another encoding;
single-byte Arabic forms a good sequence only by chance, less often than it forms a bad one."""

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROLS = 0.005
"""Share of control signs above which "text" is a program's bytes. News has none; a stray form feed is allowed."""

FORMATS = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"PK\x03\x04", "a ZIP archive or a Word, Excel or OpenDocument file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    text: str
    encoding: str
    oddity: Oddity | None = None


def decode(raw: bytes, *, whole: bool = True) -> Decoded | Oddity:
    """The text of an article's bytes, with LF for every line end (CRLF and lone CR are changed here, once).

    Unicode by its byte order mark, its zeros or its validity; then the Arabic single-byte encodings by their
    spelling; then what charset-normalizer thinks. `whole` False: the bytes were cut, and may end inside a character.
    Damaged UTF-8 is read with U+FFFD in place of what is broken and carries the Oddity "broken-utf8"; bytes that are
    no text give the Oddity "binary".

    >>> decode("قصف".encode("windows-1256")).text
    'قصف'
    """
    for magic, what in FORMATS:
        if raw.startswith(magic):
            return _binary(f"is {what}")
    found = _by_mark(raw, whole) or _utf16_by_zeros(raw, whole) or _utf8(raw, whole)
    if found is None and b"\0" in raw[:SAMPLE]:
        return _binary("holds zero bytes")
    found = found or _single_byte_arabic(raw) or _by_library(raw)
    sample = found.text[:SAMPLE]
    if len(CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample):
        return _binary("is full of control signs")
    text = found.text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text=text, encoding=found.encoding, oddity=found.oddity)


def _binary(what: str) -> Oddity:
    return Oddity(rule="binary", message=f"the file {what}, not text; save it as plain text (.txt, UTF-8) and name that file")


def _by_mark(raw: bytes, whole: bool) -> Decoded | None:
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding, whole) or _damaged(raw[len(mark) :], encoding)
    return None


def _utf16_by_zeros(raw: bytes, whole: bool) -> Decoded | None:
    """UTF-16 without a mark: blanks and line ends have a zero, and Arabic letters a 6, in every second byte."""
    sample = raw[: SAMPLE & ~1]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # Nine in ten: the rest are the quotation marks and dashes of other blocks.
        if len(high) > 1 and high.count(0) + high.count(6) > 0.9 * len(high):
            found = _strict(raw, encoding, whole)
            if found and not CONTROLS.search(found.text[:SAMPLE]):
                return found
    return None


def _utf8(raw: bytes, whole: bool) -> Decoded | None:
    found = _strict(raw, "utf-8", whole)
    if found:
        return found
    sample = raw[:SAMPLE]
    text = sample.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return _damaged(raw, "utf-8") if good >= MOSTLY_UTF8 * bad else None


def _strict(raw: bytes, encoding: str, whole: bool) -> Decoded | None:
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(raw, final=whole)
    except UnicodeDecodeError:
        return None
    return Decoded(text=text, encoding=encoding)


def _damaged(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, errors="replace")
    line = text[: text.index("\ufffd")].count("\n") + 1 if "\ufffd" in text else 1
    message = (
        f"the text is {encoding.upper()} with broken bytes, the first on line {line}; each is shown as \ufffd and the rest is read. "
        "The bytes are kept as they came; to mend it, save the article again from its source"
    )
    rule = "broken-utf8" if encoding == "utf-8" else "broken-utf16"
    return Decoded(text=text, encoding=encoding, oddity=Oddity(rule=rule, message=message))


def _single_byte_arabic(raw: bytes) -> Decoded | None:
    """The Arabic encoding under which the text is best spelled; None when under none of them it is Arabic."""
    sample = raw[:SAMPLE]
    scores = {encoding: arabic_score(sample.decode(encoding, errors="replace")) for encoding in ARABIC}
    best = max(ARABIC, key=lambda encoding: scores[encoding])
    if scores[best] < ARABIC_ENOUGH:
        return None
    return Decoded(text=raw.decode(best, errors="replace"), encoding=best)


def _by_library(raw: bytes) -> Decoded:
    # Imported here: it costs more than the rest of a start, and few texts need it.
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:SAMPLE]).best()
    if best is not None:
        return Decoded(text=raw.decode(best.encoding, errors="replace"), encoding=best.encoding.replace("_", "-"))
    message = "no encoding fits the bytes, so each is shown as a Latin letter; save the article as UTF-8 from its source"
    return Decoded(text=raw.decode("latin-1"), encoding="iso-8859-1", oddity=Oddity(rule="unknown-encoding", message=message))
