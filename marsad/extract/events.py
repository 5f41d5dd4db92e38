"""Clauses → event mentions: which act, and what fills its slots, by construction and not by nearness.

The frames are in `languages/<code>/frames.toml`: for each frame and form of word, which position or
preposition fills which slot. `needs.py` says whether a word is an act here, `slots.py` walks the items,
`sides.py` adds the sides that no slot gives; this file puts the mention together.
"""

from __future__ import annotations

from typing import Any

from marsad.extract.clauses import Clause
from marsad.extract.drafts import IMPLIED, Draft, Sheet, form_of
from marsad.extract.needs import Needs
from marsad.extract.phrases import Marker
from marsad.extract.sides import complete
from marsad.extract.slots import Slots
from marsad.languages.pack import Pack
from marsad.mentions import EventMention, Page, Phrase
from marsad.text import norm

# How many tokens of a sentence may set its scene (أما في كربلاء).
HEAD_TOKENS = 6
# When a clause names several acts, the kind that says more wins.
VAGUE = ("generic", "blast")


class EventReader:
    """Reads the clauses of one page."""

    def __init__(self, page: Page, pack: Pack, munitions: tuple, taken: frozenset[int]):
        frames: dict[str, Any] = pack.settings["frames"]
        self.page = page
        self.sheet = Sheet(page, munitions, taken, frozenset(norm(w) for w in frames["not_names"]["words"]))
        self.needs = Needs(self.sheet, frames["implied"])
        self.slots = Slots(self.sheet, frames)

    def mention(self, clause: Clause, harms: tuple) -> EventMention | None:
        """The event that `clause` tells of, or None when no act fires in it."""
        block = clause.sentence.block.kind
        items = self.sheet.chunker.items(clause.i, clause.j)
        if not harms and block != "bullet" and not any(isinstance(m, Marker) and m.cls in ("act", "light") for m in items):
            return None
        items = [self.needs.meant(m, clause, harms) if isinstance(m, Marker) and m.cls == "act" else m for m in items]
        items = [m for m in items if m is not None]
        acts = [m for m in items if isinstance(m, Marker) and m.cls == "act" and not self.needs.is_state(m, clause)]
        implied = None if acts else self.needs.implied(clause, harms)
        if not acts and implied is None:
            return None
        draft = Draft(acts=acts, lights=[m for m in items if isinstance(m, Marker) and m.cls == "light"])
        self.slots.fill(items, draft, implied is not None, clause.i, block)
        complete(draft, clause, items, harms, self.sheet)
        if draft.weapon_subject and acts and all(m.feature("frame") == "gather" for m in acts):
            return None  # rockets "came out" of a wood: nobody protests
        return self._made(clause, draft, harms, implied)

    # ---------------------------------------------------------------- what clauses without an act still tell

    def _phrases(self, i: int, j: int) -> list[Phrase]:
        return [p for p in self.sheet.chunker.items(i, j) if isinstance(p, Phrase)]

    def sites(self, clause: Clause) -> tuple[Phrase, ...]:
        """The places that a clause names after a preposition of place."""
        return tuple(p for p in self._phrases(clause.i, clause.j) if p.is_place and p.gov in ("site", "near", "in"))

    def sides(self, clause: Clause) -> tuple[Phrase, ...]:
        """The sides that a clause names without a preposition: its subject first."""
        return tuple(p for p in self._phrases(clause.i, clause.j) if p.is_side and p.site is None and p.gov in (None, "of"))

    def head_places(self, sentence) -> tuple[Phrase, ...]:
        """The places that a sentence puts first, after at most a word or two (أما في كربلاء)."""
        first = self._phrases(sentence.i, min(sentence.i + HEAD_TOKENS, sentence.j))
        return tuple(p for p in first if p.is_place and not p.actors and p.gov in ("site", "near", "in"))

    def places(self, clause: Clause) -> tuple[Phrase, ...]:
        """The places that a clause names other than as an origin or a source's seat.

        A clause of speech sets the scene only at its head (في درعا، قالت مصادر); further in, its place is the speaker's.
        """
        speech = any(h.entry.cls.startswith("say.verb") for h in self.sheet.hits(clause.i, clause.j))
        reach = clause.i + 3 if speech else clause.j
        return tuple(p for p in self._phrases(clause.i, clause.j)
                     if p.is_place and not p.actors and p.i < reach and p.gov not in ("origin", "doer", "to", "for"))

    def answers(self, clause: Clause) -> bool:
        """Whether a clause without an act says that what comes answers something (جاء الرد: …، ردا على ليلة الأمس)."""
        return any(h.entry.cls == "light" and h.entry.has("response") or h.entry.cls == "prep" and h.entry.features.get("slot") == "response"
                   for h in self.sheet.hits(clause.i, clause.j))

    def answerer(self, clause: Clause) -> tuple[Phrase, ...]:
        """Whose answer it is: the side right behind the word (جاء الرد الأميركي)."""
        word = next((h for h in self.sheet.hits(clause.i, clause.j) if h.entry.cls == "light" and h.entry.has("response")), None)
        return tuple(p for p in self._phrases(clause.i, clause.j) if word is not None and p.is_side and p.site is None and p.i == word.j)[:1]

    # ---------------------------------------------------------------- the mention

    def _made(self, clause: Clause, draft: Draft, harms: tuple, implied: str | None) -> EventMention:
        weapons = tuple(w for w in self.sheet.weapons(clause.i, clause.j) if w not in draft.struck)
        core = _core(draft, clause, harms, weapons)
        i, j = min(m.i for m in core), max(m.j for m in (*core, *draft.targets, *draft.sites))
        head = _head(draft.acts) if draft.acts else IMPLIED
        return EventMention(
            i=i, j=j, start=min(m.hits[0].start if isinstance(m, Marker) else m.start for m in core), end=self.page.tokens[j - 1].end,
            clause=(clause.i, clause.j), sentence=clause.sentence.i, block=clause.sentence.block.kind, relation=clause.relation,
            kind=self._kind(implied or head.feature("kind") or "generic", clause), frame=head.feature("frame") or "kill",
            acts=tuple(m.hits[0] for m in draft.acts), definite=_definite(draft.acts, any(light.i < act.i for light in draft.lights for act in draft.acts)),
            plural=any(m.feature("plural") for m in draft.acts), carried=bool(draft.lights),
            passive=bool(draft.acts) and form_of(head, self.page) == "passive",
            doers=tuple(draft.doers), targets=tuple(draft.targets), sites=tuple(draft.sites), nearby=tuple(draft.nearby),
            origins=tuple(draft.origins), weapons=weapons, struck=tuple(draft.struck), waves=tuple(draft.waves),
            answers=clause.relation == "answering" or any(m.feature("response") for m in (*draft.lights, *draft.acts)),
            rules=tuple(dict.fromkeys(draft.rules)),
        )

    def _kind(self, kind: str, clause: Clause) -> str:
        """A bomber in the clause makes a blast or an attack a suicide bomb."""
        bomber = any(h.entry.cls == "bomber" for h in self.sheet.hits(clause.i, clause.j))
        return "suicide" if bomber and kind in ("blast", "ied", "generic", "attack") else kind


def _core(draft: Draft, clause: Clause, harms: tuple, weapons: tuple) -> list:
    """What makes the assertion: the acts and what carries them, or harm, or counted munitions at a place."""
    carried = [m for m in draft.lights if draft.acts and clause.i <= m.i < draft.acts[0].i]
    core = [*draft.acts, *carried] or [h for h in harms if h.low] or [w for w in weapons if w.low is not None] or [*draft.lights, *weapons]
    if any(m.feature("subj") == "target" for m in carried):
        core += draft.targets
    if not draft.acts and not any(h.low for h in harms):
        core += [p for p in (*draft.sites, *draft.targets, *draft.nearby) if p.is_place]
    return core


def _head(acts: list[Marker]) -> Marker:
    telling = [m for m in acts if (m.feature("kind") or "generic") not in VAGUE]
    return telling[0] if telling else acts[0]


def _definite(acts: list[Marker], carried: bool) -> bool:
    """True when every act noun is definite: "the shelling", not "shelling" nor "was subjected to the shelling"."""
    nouns = [m for m in acts if (m.feature("form") or "noun") == "noun"]
    if not nouns or len(nouns) != len(acts):
        return False
    wanted = {"poss"} if carried else {"def", "poss"}
    return all(m.hits[0].tags & wanted for m in nouns)
