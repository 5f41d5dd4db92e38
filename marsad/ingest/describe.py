"""Bytes and what was said about them → an Article, and what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from marsad.ingest.decode import decode
from marsad.ingest.entry import Entry, Given, Oddity
from marsad.ingest.language import language_of
from marsad.ingest.published import read_published
from marsad.ingest.strip import strip
from marsad.ingest.take import TEXT_LIMIT, Taken
from marsad.languages import pack
from marsad.model import Article, Problem

HEADLINE = 160
"""A line of more signs is a paragraph; headlines of Arabic news have 30 to 110."""

NAMES = {"ar": "Arabic", "fa": "Persian", "ur": "Urdu", "ckb": "Sorani Kurdish", "ps": "Pashto", "en": "English"}
OTHER_TAGS = {"ara": "ar", "fas": "fa", "per": "fa", "urd": "ur", "pus": "ps", "eng": "en", "ku": "ckb", "kur": "ckb"}
"""ISO 639-2 and macrolanguage tags for what `language_of` says."""

NOT_ARABIC = {"fa", "ur", "ckb", "ps"}
"""Languages in Arabic letters: read as Arabic they give nonsense, so a manifest that calls them Arabic is not believed."""

_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_SENTENCE_END = tuple(".!?\u061f…»\"”")


def article_id(taken: Taken) -> str:
    return f"a{taken.sha256[:16]}"


def describe(entry: Entry, taken: Taken, now: datetime) -> Iterator[Article | Problem]:
    """The Problems of one entry, then its Article unless there is no text in it."""
    oddities: list[Oddity] = []
    article = _article(entry, taken, now, oddities)
    for oddity in oddities:
        yield oddity.at(entry.place)
    if article is not None:
        yield article


def _article(entry: Entry, taken: Taken, now: datetime, oddities: list[Oddity]) -> Article | None:
    """The article, or None; what is odd goes into `oddities`."""
    decoded = decode(taken.raw, whole=taken.whole)
    if isinstance(decoded, Oddity):
        oddities.append(decoded)
        return None
    text, cut = _shorten(decoded.text, taken)
    markdown = entry.file is not None and entry.file.lower().endswith(".md")
    text, said = strip(text) if markdown else (text, Given())
    given = _first_of(entry.given, said)
    if not re.search(r"\w", text):
        oddities.append(_nothing(taken))
        return None
    published = given.published and read_published(given.published, now)
    language, about_language = _language(given.language, text)
    about_date = published if isinstance(published, Oddity) else None
    oddities += filter(None, (decoded.oddity, cut, _headline(text), about_date, *about_language))
    return Article(
        id=article_id(taken), text=text, sha256=taken.sha256, raw=taken.raw, encoding=decoded.encoding,
        language=language, path=entry.name, url=given.url, title=given.title, outlet=given.outlet,
        published=published if isinstance(published, str) else None,
    )  # fmt: skip


def _first_of(named: Given, said: Given) -> Given:
    """What a manifest says goes before what the file says about itself."""
    return Given(**{f.name: getattr(named, f.name) or getattr(said, f.name) for f in fields(Given)})


def _nothing(taken: Taken) -> Oddity:
    if not taken.size:
        return Oddity(rule="empty-file", message="there is nothing in it; bring its text or leave it out")
    return Oddity(rule="only-whitespace", message="there is no word in it; bring its text or leave it out")


def _shorten(text: str, taken: Taken) -> tuple[str, Oddity | None]:
    """At most `TEXT_LIMIT` code points, cut between words where there are any."""
    if len(text) <= TEXT_LIMIT and taken.whole:
        return text, None
    kept = text[:TEXT_LIMIT]
    last_gap = re.search(r"\s\S*\Z", kept[-1000:]) if len(kept) < len(text) else None
    if last_gap:
        kept = kept[: len(kept) - len(last_gap.group())]
    message = (
        f"is {taken.size} bytes long, more than an article; its first {len(kept)} letters and signs are read and the rest is left out. "
        "If it holds many articles, give each a file or a manifest line of its own"
    )
    return kept, Oddity(rule="too-long", message=message)


def _headline(text: str) -> Oddity | None:
    line = text.strip()
    if "\n" in line or len(line) > HEADLINE or line.endswith(_SENTENCE_END):
        return None
    message = "is only a headline; it is read, but tells less than its article would: bring the whole text where there is one"
    return Oddity(rule="only-a-headline", message=message)


def _language(stated: str | None, text: str) -> tuple[str | None, list[Oddity]]:
    """The language of an article, and what is odd about it."""
    oddities = []
    tag = _TAG.fullmatch(stated.strip()) if stated else None
    if stated and not tag:
        message = f'language is {stated!r}, which is no language tag such as "ar"; the language is taken from the text'
        oddities.append(Oddity(rule="not-a-language", message=message))
    code = tag.group(1).lower() if tag else None
    code = OTHER_TAGS.get(code, code) if code else None
    found = language_of(text)
    if code == "ar" and found in NOT_ARABIC:
        message = f"is called Arabic, and its words are {NAMES[found]}; it is taken for {NAMES[found]}"
        oddities.append(Oddity(rule="language-differs", message=message))
        code = found
    language = code or found
    if language is None or not (pack.HERE / language).is_dir():
        oddities.append(_not_read(language))
    return language, oddities


def _not_read(language: str | None) -> Oddity:
    if language is None:
        message = 'is in a language that Marsad does not know; it is kept and not read. If it is Arabic, give it "language": "ar" in a manifest'
    else:
        message = f"is in {NAMES.get(language, repr(language))}, which Marsad does not read yet; it is kept, and nothing is taken from it"
    return Oddity(rule="language-not-read", message=message)
