"""A page → its harm: each harm word to the reader of its form."""

from __future__ import annotations

from collections.abc import Callable

from marsad.extract.harm.masdars import Masdars
from marsad.extract.harm.mention import Anchor, HarmMention
from marsad.extract.harm.nouns import Nouns
from marsad.extract.harm.parts import Parts
from marsad.extract.harm.told import Told
from marsad.extract.harm.verbs import Verbs
from marsad.extract.quantities import Quantity
from marsad.languages.pack import Pack
from marsad.mentions import Page

_Read = Callable[[Anchor], list[HarmMention]]


class Reader:
    """One page being read."""

    def __init__(self, page: Page, quantities: tuple[Quantity, ...], pack: Pack):
        self.told = Told(page, quantities, pack)
        nouns, verbs, parts = Nouns(self.told), Verbs(self.told), Parts(self.told)
        self.by_form: dict[str, _Read] = {
            "noun": nouns.noun, "wound": nouns.noun, "masdar": Masdars(self.told, nouns).masdar, "one": verbs.one,
            "verb": verbs.verb, "intrans": verbs.verb, "active": verbs.verb, "takes": verbs.verb,
        }
        self.by_class: dict[str, _Read] = {
            "harm.loss": nouns.loss, "harm.zero": nouns.zero, "harm.mixed": nouns.mixed, "harm.partial": parts.partial,
            "harm.are": parts.are, "harm.same": parts.same, "harm.plus": parts.besides,
        }

    def read(self) -> tuple[HarmMention, ...]:
        """All harm of the page, in order."""
        told = self.told
        for anchor in told.anchors:
            read = self.by_class.get(anchor.entry.cls) or self.by_form[anchor.form]
            if not told.around.unreal(anchor):
                for mention in read(anchor):
                    self._keep(mention)
        return tuple(sorted((told.around.judged(m) for m in told.out), key=lambda m: (m.start, m.end, m.field)))

    def _keep(self, mention: HarmMention) -> None:
        """One mention for the same words and the same figure."""
        same = (m for m in self.told.out if m.field == mention.field and m.start < mention.end and mention.start < m.end)
        if all(m.low != mention.low or m.partial != mention.partial for m in same):
            self.told.out.append(mention)
