"""What the readers of one page share: its people, its harm words, and what has been told so far."""

from __future__ import annotations

from typing import Any

from marsad.extract.harm.around import Around
from marsad.extract.harm.mention import FIELD, Anchor, HarmMention
from marsad.extract.harm.people import People, PeopleReader
from marsad.extract.hits import alone
from marsad.extract.quantities import Quantity
from marsad.languages.pack import Pack
from marsad.mentions import Page

_FIELDS = frozenset(FIELD)
_ANCHORS = frozenset({*FIELD, "harm.loss", "harm.zero", "harm.mixed", "harm.partial", "harm.are", "harm.same", "harm.plus"})


class Told:
    """One page being read. `at`: words for the killed and hurt by token; `used`: tokens of people counted already."""

    def __init__(self, page: Page, quantities: tuple[Quantity, ...], pack: Pack):
        self.page, self.pack, self.quantities = page, pack, quantities
        self.reach: dict[str, int] = pack.settings["quantities"]["harm"]
        self.people = PeopleReader(page, pack, quantities)
        self.around = Around(page, pack, self.reach)
        self.by_noun = {q.noun_at: q for q in quantities if q.noun_at is not None and q.unit is None and q.kind in ("cardinal", "range", "fuzzy", "dual")}
        self.anchors = self._anchors()
        self.at = {a.i: a for a in self.anchors if a.entry.cls in FIELD}
        self.out: list[HarmMention] = []
        self.used: set[int] = set()

    def _anchors(self) -> list[Anchor]:
        """The harm words in order, one a place; a word behind an object pronoun gives way (إصابة, not أصابه)."""
        out: dict[int, Anchor] = {}
        for hit in self.page.hits:
            i, j, _, _, _, entry, _ = hit
            if entry[1] in _ANCHORS:
                if i not in out or out[i].entry.cls not in FIELD or "obj" in out[i].tags:
                    out[i] = Anchor(*hit)
            elif j - i > 1 and i not in out:
                hidden = alone(self.page, self.pack, i, _FIELDS)
                if hidden is not None:
                    out[i] = Anchor(*hidden)
        return [out[i] for i in sorted(out)]

    def last(self, k: int) -> HarmMention | None:
        """The latest figure of the sentence that stands before token `k`."""
        first, _ = self.around.sentence(k)
        told = [m for m in self.out if first <= m.i < k and not m.zero and not m.partial]
        return told[-1] if told else None

    # ------------------------------------------------------------ making mentions

    def of_people(self, anchor: Anchor, people: People, field: str = "", **more: Any) -> HarmMention:
        """The mention that a harm word and its people make."""
        self.used.update(range(people.i, people.j))
        party = people.party
        given = dict(
            field=field or anchor.field, low=int(people.low), high=None if people.high is None else int(people.high), approximate=people.approximate,
            party=self.people.words(party), people=(party[0], party[1]) if party else None, parts=people.parts, former=people.former,
            start=min(anchor.start, people.start), end=max(anchor.end, self.page.tokens[people.j - 1].end),
            i=min(anchor.i, people.i), j=max(anchor.j, people.j), terms=(anchor.entry.id, *people.terms),
        )
        return HarmMention(**{**given, **more})

    def by_word(self, anchor: Anchor, low: int, high: int | None, field: str = "", **more: Any) -> HarmMention:
        """The mention that the harm word makes by itself."""
        given = dict(field=field or anchor.field, low=low, high=high, start=anchor.start, end=anchor.end, i=anchor.i, j=anchor.j, terms=(anchor.entry.id,))
        return HarmMention(**{**given, **more})

    def fits(self, anchor: Anchor, group: People) -> bool:
        """Whether the harm word can be of these people."""
        dying = group.casualty == "harm.hurt" and anchor.entry.cls == "harm.killed" and anchor.form == "intrans"
        if group.i in self.used or group.thing and not dying or group.clitic in ("و", "ف"):
            return False
        if group.unknown and (anchor.has("people") or group.sort not in ("counted", "some")):
            return False
        if group.sort == "definite":
            return group.high == 1 and not anchor.has("counted")
        return group.sort != "bare" or not anchor.has("counted")
