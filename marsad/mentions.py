"""What extraction hands on: words found, noun groups, event mentions; slots filled by words, not yet by known things.

These types stand on the floor beside `model.py`, because `extract` makes them, `resolve` decides their names and
`gather` puts one article's incidents together from them.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.languages.pack import Entry
from marsad.model import Actor, Place
from marsad.text import Token

CIVILIANS = Actor(name="Civilians", name_ar="مدنيون", kind="civilians", id="civilians")
"""Whom a civilian object stands for."""


class Hit(NamedTuple):
    """A form found: tokens [i, j), characters [start, end) without the proclitics, which stand in `clitic`."""

    i: int
    j: int
    start: int
    end: int
    clitic: str
    entry: Entry
    tags: frozenset[str]

    @property
    def cls(self) -> str:
        return self.entry.cls

    @property
    def group(self) -> str:
        return self.entry.group


class Page(NamedTuple):
    """An article's text with its tokens and hits; `at[k]` lists the hits that begin at token k."""

    text: str
    folded: str
    tokens: list[Token]
    hits: list[Hit]
    at: dict[int, list[Hit]]

    def starting(self, k: int, *classes: str) -> list[Hit]:
        """The hits that begin at token `k`, of the given classes (all, without any)."""
        found = self.at.get(k, [])
        return [h for h in found if h.entry.cls in classes] if classes else found

    def token_at(self, offset: int) -> int:
        """Index of the first token that ends after the character `offset`."""
        return bisect.bisect_right([t.end for t in self.tokens], offset)


class Phrase(NamedTuple):
    """A noun group at tokens [i, j): what in it is known, and the slot that its preposition opens."""

    i: int
    j: int
    start: int
    end: int
    gov: str | None
    coordinated: bool = False
    """True when "and" joins it to the phrase before."""
    definite: bool = False
    site: Hit | None = None
    places: tuple[Hit, ...] = ()
    """Readings of one place name."""
    name: str | None = None
    """A place name that no table knows, as printed."""
    actors: tuple[Hit, ...] = ()
    nations: tuple[Hit, ...] = ()
    people: tuple[Hit, ...] = ()

    @property
    def is_place(self) -> bool:
        return bool(self.places or self.name)

    @property
    def is_side(self) -> bool:
        return bool(self.actors or self.people or (self.nations and not self.is_place))


class EventMention(NamedTuple):
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
    carried: bool = False
    """A light verb carries the act noun (شن غارات)."""
    answers: bool = False
    """The words say that the act answers another (رد، رداً على ذلك)."""
    doers: tuple[Phrase, ...] = ()
    targets: tuple[Phrase, ...] = ()
    sites: tuple[Phrase, ...] = ()
    nearby: tuple[Phrase, ...] = ()
    """Places that only orient: passed on the way, spoken from, or qualified by the site."""
    fronted: tuple[Phrase, ...] = ()
    """Places that the sentence names in clauses without an act of their own."""
    scene: tuple[Phrase, ...] = ()
    """Places that an earlier sentence of the paragraph puts first."""
    origins: tuple[Phrase, ...] = ()
    weapons: tuple = ()
    harms: tuple = ()
    moments: tuple = ()
    waves: tuple[Hit, ...] = ()
    stance: object = None
    struck: tuple = ()
    """Manned weapons that the act hit (استهدف المقاتلون دبابة): targets, no means."""
    rules: tuple[str, ...] = ()


class LooseHarm(NamedTuple):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Places by the first token of their name, sides by the tokens of their phrase."""

    places: dict[int, Place] = field(default_factory=dict)
    actors: dict[tuple[int, int], Actor] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    homes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Actor id → its own countries (ISO 3166-1)."""
    camps: dict[str, str] = field(default_factory=dict)
    """Actor id → the body at the head of its chain of parents."""

    def place(self, phrase: Phrase) -> Place | None:
        """The place that `phrase` names, or None where the text does not decide."""
        return self.places.get(place_token(phrase))

    def sides(self, phrase: Phrase) -> tuple[Actor, ...]:
        """The sides that `phrase` names; a civilian object stands for civilians."""
        actor = self.actors.get((phrase.i, phrase.j))
        if actor is not None:
            return (actor,)
        civil = phrase.site is not None and phrase.site.entry.has("civil") and not phrase.nations
        return (CIVILIANS,) if civil else ()


def place_token(phrase: Phrase) -> int:
    """The token at which the place name of a phrase begins; an unknown name is kept under its phrase's last token."""
    if phrase.places:
        return phrase.places[0].i
    return -phrase.j if phrase.name else -1


# How many tokens "its forces" may stand behind the name that the pronoun means.
PRONOUN_REACH = 25


def owner_before(page: Page, at: int) -> Hit | None:
    """Whom the pronoun of "its forces" at token `at` means: who speaks in the sentence, else who was named last in it."""
    named = None
    for k in range(at - 1, max(-1, at - PRONOUN_REACH), -1):
        if page.tokens[k].kind == "break" or page.tokens[k].norm == ".":
            break
        actors = [h for h in page.at.get(k, ()) if h.entry.group == "actor"]
        if actors and any(h.entry.cls.startswith("say.verb") for h in page.at.get(k - 1, ())):
            return actors[0]
        named = named or next((h for h in actors if "generic" not in h.entry.features), None)
    return named
