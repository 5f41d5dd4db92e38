"""The article's own date, where its text tells one: a dateline, a stamp, a last line; never a date of the story."""

from __future__ import annotations

import dataclasses
import datetime as dt

from marsad.extract.moments.mention import Anchor, MomentMention
from marsad.extract.moments.read import read_moments
from marsad.extract.scan import Scanner
from marsad.languages.pack import Pack
from marsad.mentions import Page

_HEAD_LINES, _FOOT_LINES = 8, 3
# A dateline is date, place, agency: few other words. Longer lines are sentences of the story.
_WORDS_BESIDE = 6
_OF_STORIES = frozenset({"act", "harm", "weapon", "people"})
_LONGEST = 40
"""Tokens of a line, signs included."""


def find_dateline(page: Page | str, pack: Pack) -> MomentMention | None:
    """The date that the article gives for itself, from one of its first eight or last three lines.

    A line counts when a date with a year stands in it and at most six words beside the date (a place,
    an agency, "آخر تحديث"), none of them an act, a weapon or people. The first such line wins; of two dates in it the first.

    >>> from marsad.languages.pack import load
    >>> find_dateline("عنوان\\nبغداد، 12 آذار 2020\\nقتل جندي", load("ar")).earliest
    '2020-03-12'
    """
    if isinstance(page, str):
        page = Scanner(pack).page(page)
    for i, j in _lines(page):
        found = _date_of_line(page, i, j, pack)
        if found is not None:
            return found
    return None


def _lines(page: Page) -> list[tuple[int, int]]:
    """The tokens [i, j) of the lines that may hold the date: short ones at the head and the foot."""
    out, i = [], 0
    for k, token in enumerate(page.tokens):
        if token.kind == "break":
            out.append((i, k))
            i = k + 1
    out.append((i, len(page.tokens)))
    out = [(i, j) for i, j in out if i < j]
    ends = out if len(out) <= _HEAD_LINES + _FOOT_LINES else out[:_HEAD_LINES] + out[-_FOOT_LINES:]
    return [(i, j) for i, j in ends if j - i <= _LONGEST and any(t.kind == "number" for t in page.tokens[i:j])]


def _date_of_line(page: Page, i: int, j: int, pack: Pack) -> MomentMention | None:
    line = page._replace(tokens=page.tokens[i:j], hits=[], at={})
    moments = read_moments(line, pack)
    if any(_tells_an_act(hit.entry.cls) for k in range(i, j) for hit in page.at.get(k, ())):
        return None
    dated = [m for m in moments if m.kind in ("date", "datetime") and m.earliest and not (m.since or m.until) and None not in (m.year, m.month, m.day)]
    if not dated:
        return None
    inside = {k for m in moments for k in range(m.i, m.j)}
    beside = sum(1 for k, token in enumerate(line.tokens) if token.kind == "word" and k not in inside)
    return dataclasses.replace(dated[0], i=dated[0].i + i, j=dated[0].j + i) if beside <= _WORDS_BESIDE else None


def _tells_an_act(cls: str) -> bool:
    """A headline may be short and hold a date: "انفجار 4 آب 2020". A dateline names no act, no dead, no weapon."""
    return cls.split(".")[0] in _OF_STORIES or cls in ("time.memory", "time.named_date")


def anchor_of(published: str | None, dateline: MomentMention | None) -> Anchor:
    """What relative words count from: the date of publication given with the article, else its dateline, else None.

    >>> anchor_of("2020-03-12", None)
    datetime.date(2020, 3, 12)
    """
    for text in (published, dateline.earliest if dateline is not None else None):
        if text:
            return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text).replace(tzinfo=None)
    return None
