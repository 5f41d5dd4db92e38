"""What extraction hands on: event mentions with their slots filled by words, not yet by known things."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.extract.phrases import Phrase
from marsad.extract.scan import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One clause's account of one act.

    `kind` is the pack's short kind of act ("air", "shelling", "generic" …); `relation` how its clause hangs
    on the clause before ("cause", "after", "response", "relative" …). Slots hold phrases; an empty slot is unknown.
    `i`, `j` are tokens, `start`, `end` the words that assert the act, in characters.
    """

    i: int
    j: int
    start: int
    end: int
    clause: tuple[int, int]
    sentence: int
    block: str
    relation: str
    kind: str
    acts: tuple[Hit, ...]
    frame: str
    definite: bool = False
    plural: bool = False
    passive: bool = False
    answers: bool = False
    """The words say that the act answers another (رد، رداً على ذلك)."""
    doers: tuple[Phrase, ...] = ()
    targets: tuple[Phrase, ...] = ()
    sites: tuple[Phrase, ...] = ()
    nearby: tuple[Phrase, ...] = ()
    """Places that only orient: passed on the way, spoken from, or qualified by the site."""
    origins: tuple[Phrase, ...] = ()
    weapons: tuple = ()
    harms: tuple = ()
    moments: tuple = ()
    waves: tuple[Hit, ...] = ()
    stance: object = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseHarm:
    """Harm told in a clause without an act: it belongs to an incident told nearby."""

    harm: object
    clause: tuple[int, int]
    sentence: int
    relation: str
    sites: tuple[Phrase, ...] = ()
    moments: tuple = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything the layers found in one article, each with its tokens and characters."""

    page: object
    layout: object
    moments: tuple
    quantities: tuple
    munitions: tuple
    harms: tuple
    attribution: object
    reality: object
    domain: str
    anchor: object
    events: tuple[EventMention, ...]
    loose: tuple[LooseHarm, ...]
    counts: tuple = ()
    responsibility: tuple = ()
    trace: tuple[str, ...] = field(default=())
