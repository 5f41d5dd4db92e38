"""Sources → articles: the one door through which text comes in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from marsad.ingest.describe import article_id, describe
from marsad.ingest.entry import Entry, Oddity
from marsad.ingest.find import find, unreadable
from marsad.ingest.take import take
from marsad.model import Article, Problem


@dataclass(slots=True)
class Seen:
    """What one call has met: where each file, and each article, was named first."""

    files: dict[str, str] = field(default_factory=dict)
    articles: dict[str, str] = field(default_factory=dict)


def read_sources(
    paths: Sequence[str], *, stdin: BinaryIO | None, clock: Callable[[], datetime]
) -> Iterator[Article | Problem]:
    """The articles that `paths` name, one at a time, and a Problem (stage "ingest") for all that is odd about them.

    `paths`: folders (read whole, sorted), .txt and .md files, .jsonl manifests, "-" for `stdin`. A manifest in a
    folder counts only when it is named itself; what a manifest describes is read with what it says, wherever else
    it is found. `clock` (UTC where it has no zone) tells which dates lie in the future. Each article is read once:
    the same file or the same bytes again give no second one. The text is as decoded, with LF for CR and CRLF, cut
    at `take.TEXT_LIMIT` code points; `sha256` is over all bytes, `raw` keeps at most the first `take.RAW_LIMIT`.
    An article in a language that is not read comes with the Problem "language-not-read" and is for the store only.
    Raises UsageError for "-" without `stdin`.

    >>> import io
    >>> from datetime import UTC
    >>> [got] = read_sources(["-"], stdin=io.BytesIO("قتل جنديان في قصف على البلدة.".encode()), clock=lambda: datetime.now(UTC))
    >>> got.language
    'ar'
    """
    now = clock()
    seen = Seen()
    for found in find(paths, stdin):
        if isinstance(found, Problem):
            yield found
        elif first := _met(found, seen):
            # Between a manifest and a folder, or two names of one folder, nothing is odd: it is the same file.
            if found.listed:
                message = f"names the file that {first} names, and is not read again; leave one of the two lines out"
                yield Oddity(rule="same-path", message=message).at(found.place)
        else:
            yield from _read(found, seen, now)


def _met(entry: Entry, seen: Seen) -> str | None:
    """The place where the entry's file was named before."""
    if entry.file is None:
        return None
    file = os.path.realpath(entry.file)
    if file not in seen.files:
        seen.files[file] = entry.place
        return None
    return seen.files[file]


def _read(entry: Entry, seen: Seen, now: datetime) -> Iterator[Article | Problem]:
    taken = entry.taken
    if taken is None:
        assert entry.file is not None, "an entry has a file or its bytes"
        try:
            with open(entry.file, "rb") as stream:
                taken = take(stream)
        except OSError as error:
            yield unreadable(error, entry.place)
            return
    first = seen.articles.get(article_id(taken))
    if first is not None:
        message = f"has the same bytes as {first}, and is not read again; leave one of the two out"
        yield Oddity(rule="same-article", message=message).at(entry.place)
        return
    for made in describe(entry, taken, now):
        if isinstance(made, Article):
            seen.articles[made.id] = entry.place
        yield made
