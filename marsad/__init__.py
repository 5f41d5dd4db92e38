"""Marsad reads conflict news, Arabic first, into a record of incidents in which every cell is a quoted claim.

For people who want a part of it:

- `read_quantities(text)`: the figures of a text, as intervals;
- `read_moments(text, anchor=...)`: the times it tells, as intervals;
- `read_article(text, published=...)`: claims, incidents and tallies of one text;
- `open(path)`: a project that `marsad run` made, as Polars frames.

Everything works offline and keeps no state but caches of compiled packs.
"""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from marsad.errors import IntegrityError, MarsadError, PackError, ProjectError, UsageError
from marsad.version import VERSION as __version__

if TYPE_CHECKING:
    from marsad.extract.moments.mention import MomentMention
    from marsad.extract.quantities import Quantity
    from marsad.pipeline import OneArticle
    from marsad.store.project import Project

__all__ = [
    "IntegrityError", "MarsadError", "PackError", "ProjectError", "UsageError", "__version__", "open", "read_article", "read_moments",
    "read_quantities",
]  # fmt: skip


def read_quantities(text: str, language: str = "ar") -> tuple[Quantity, ...]:
    """The figures of `text`, in its order, each an interval with the span of its words (code points).

    `high` None is unbounded, both ends None is "some". Dates and times are no figures and are left out.
    Raises PackError where there is no pack for `language`.

    >>> [(q.low, q.high) for q in read_quantities("إصابة أكثر من عشرين جنديا بصاروخين")]
    [(21, None), (2, 2)]
    """
    from marsad.extract import moments, quantities
    from marsad.extract.article import scanner
    from marsad.languages import pack

    words = pack.load(language)
    page = scanner(words).page(text)
    return quantities.read_quantities(page, words, tuple((m.start, m.end) for m in moments.read_moments(page, words, None)))


def read_moments(text: str, language: str = "ar", anchor: datetime.date | datetime.datetime | None = None) -> tuple[MomentMention, ...]:
    """The times that `text` tells, in its order, each an interval of local time with the span of its words.

    `anchor` is the day on which the text was written: without it, what is relative to that day has no bounds.
    Raises PackError where there is no pack for `language`.

    >>> [(m.earliest, m.latest) for m in read_moments("قصف مساء أمس", anchor=datetime.datetime(2024, 3, 2))]
    [('2024-03-01T18:00', '2024-03-02T00:00')]
    """
    from marsad.extract import moments
    from marsad.extract.article import scanner
    from marsad.languages import pack

    words = pack.load(language)
    when = anchor if anchor is None or isinstance(anchor, datetime.datetime) else datetime.datetime.combine(anchor, datetime.time())
    return moments.read_moments(scanner(words).page(text), words, when)


def read_article(
    text: str, published: str | datetime.date | None = None, outlet: str | None = None, language: str | None = None,
) -> OneArticle:
    """All that one article tells: `.incidents` (with their claims), `.claims`, `.tallies`, `.problems`.

    `published`: ISO 8601 local date or date-time, or a date; without it the text's own words date what they can.
    `language`: found by the letters and words of the text where it is not given. Spans count code points of `text`.
    Raises UsageError for a date that is none, and for a language that has no pack.

    >>> told = read_article("قتل جنديان في قصف بالصواريخ على قاعدة عين الأسد أمس.", published="2024-03-02")
    >>> [i.fatalities.best for i in told.incidents]
    [2]
    """
    from marsad.pipeline import article_of, read_one

    return read_one(article_of(text, published=published, outlet=outlet, language=language))


def open(path: str | os.PathLike[str]) -> Project:  # noqa: A001 - the issue's own word, used as marsad.open
    """The project in the folder `path`, for reading: `.incidents()`, `.claims()`, `.articles()` give Polars frames.

    Their columns: docs/data-dictionary.md. `.to_pandas()` works on each where pandas and pyarrow are installed.
    Raises ProjectError where there is none or it is newer than this Marsad.

    >>> open("desk.marsad").claims().filter(field="fatalities")     # doctest: +SKIP
    """
    from marsad.store.project import Project

    return Project(path)
