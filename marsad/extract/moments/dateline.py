"""The article's own date, where its text tells one: a dateline, a stamp, a last line; never a date of the story."""

from __future__ import annotations

import datetime as dt

from marsad.extract.moments.mention import Anchor, MomentMention
from marsad.extract.moments.read import read_moments
from marsad.extract.scan import Scanner
from marsad.languages.pack import Pack
from marsad.mentions import Page

_HEAD_LINES, _FOOT_LINES = 8, 3
# A dateline is date, place, agency: few other words. Longer lines are sentences of the story.
_WORDS_BESIDE = 6


def find_dateline(page: Page | str, pack: Pack) -> MomentMention | None:
    """The date that the article gives for itself, from one of its first eight or last three lines.

    A line counts when a date with a year stands in it and at most six words beside the date (a place,
    an agency, "آخر تحديث"). The first such line wins; of two dates in it the first.

    >>> from marsad.languages.pack import load
    >>> find_dateline("عنوان\\nبغداد، 12 آذار 2020\\nقتل جندي", load("ar")).earliest
    '2020-03-12'
    """
    if isinstance(page, str):
        page = Scanner(pack).page(page)
    for start, end in _lines(page):
        text = page.text[start:end]
        if not any(c.isdigit() for c in text) or len(text) > 160:
            continue
        found = _date_of_line(text, pack)
        if found is not None:
            i = page.token_at(start + found.start)
            return _moved(found, start, i)
    return None


def _lines(page: Page) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in page.text.split("\n"):
        if line.strip():
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out if len(out) <= _HEAD_LINES + _FOOT_LINES else out[:_HEAD_LINES] + out[-_FOOT_LINES:]


def _date_of_line(text: str, pack: Pack) -> MomentMention | None:
    page = Scanner(pack).page(text)
    moments = read_moments(page, pack)
    dated = [m for m in moments if m.year is not None and m.month is not None and m.day is not None and m.earliest and m.kind in ("date", "datetime")]
    if not dated:
        return None
    inside = {k for m in moments for k in range(m.i, m.j)}
    beside = sum(1 for k, token in enumerate(page.tokens) if token.kind == "word" and k not in inside)
    return dated[0] if beside <= _WORDS_BESIDE else None


def _moved(found: MomentMention, by: int, i: int) -> MomentMention:
    import dataclasses

    return dataclasses.replace(found, start=found.start + by, end=found.end + by, i=i, j=i + found.j - found.i)


def anchor_of(published: str | None, dateline: MomentMention | None) -> Anchor:
    """What relative words count from: the date of publication given with the article, else its dateline, else None.

    >>> anchor_of("2020-03-12", None)
    datetime.date(2020, 3, 12)
    """
    for text in (published, dateline.earliest if dateline is not None else None):
        if text:
            return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text).replace(tzinfo=None)
    return None
