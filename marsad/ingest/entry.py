"""What was named to be read, before its bytes are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.ingest.take import Taken
from marsad.model import Problem

STAGE = "ingest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """A Problem that does not know its place yet."""

    rule: str
    message: str

    def at(self, place: str) -> Problem:
        return Problem(stage=STAGE, place=place, rule=self.rule, message=self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody says about an article, as written: nothing is checked yet."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article to read: a `file` to open, or bytes that were `taken` already."""

    place: str
    """Where it was named, for Problems: a path as given, or "manifest.jsonl:3"."""
    name: str | None
    """What the record calls it (`Article.path`): never more of the machine's folders than was needed to name it."""
    given: Given = Given()
    file: str | None = None
    taken: Taken | None = None
    listed: bool = False
    """Named by a line of a manifest."""
