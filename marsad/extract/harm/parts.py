"""What is said of a figure told before: some of them, who they are, as many again, people beside the wounded."""

from __future__ import annotations

from dataclasses import replace

from marsad.extract.harm.mention import Anchor, HarmMention
from marsad.extract.harm.told import Told


class Parts:
    """Reads the words that refer to a figure of the same sentence."""

    def __init__(self, told: Told):
        self.told, self.page = told, told.page

    def partial(self, anchor: Anchor) -> list[HarmMention]:
        """بينهم ثلاثة أطفال, ثلاثة منهم جنود."""
        whole, field = self.told.last(anchor.i), anchor.entry.features.get("field")
        field = field or (whole.field if whole is not None else None)
        if field is None:
            return []
        counted = next((q for q in self.told.quantities if anchor.has("counted") and q.j == anchor.i and q.i not in self.told.used and q.low is not None and q.unit is None), None)
        if counted is not None and counted.low is not None:
            low, high = int(counted.low), None if counted.high is None else int(counted.high)
            terms = (anchor.entry.id, *counted.terms)
            return [self.told.by_word(anchor, low, high, field, partial=True, start=counted.start, i=counted.i, terms=terms)]
        group = self.told.people.phrase(anchor.j)
        if group is None or group.thing or group.unknown or group.sort == "definite" or anchor.i - 1 in self.told.used and anchor.has("counted"):
            return []
        return [self.told.of_people(anchor, group, field, partial=True)]

    def are(self, anchor: Anchor) -> list[HarmMention]:
        """ستة قتلى، هم ثلاثة جنود وعامل: the parts of the figure before it."""
        whole = self.told.last(anchor.i)
        group = self.told.people.phrase(anchor.j)
        if whole is not None and group is not None and group.parts and anchor.i - whole.j <= 3:
            self.told.used.update(range(group.i, group.j))
            self.told.out[self.told.out.index(whole)] = replace(whole, parts=group.parts)
        return []

    def same(self, anchor: Anchor) -> list[HarmMention]:
        """ومثلهم من الجرحى: the same figure, of the other kind."""
        whole = self.told.last(anchor.i)
        noun = next((self.told.at[k] for k in range(anchor.j, anchor.j + 3) if k in self.told.at), None)
        if whole is None or noun is None or noun.field == whole.field:
            return []
        return [self.told.by_word(anchor, whole.low, whole.high, noun.field, approximate=whole.approximate, end=noun.end, j=noun.j)]

    def besides(self, anchor: Anchor) -> list[HarmMention]:
        """جندي ومتعاقد، فضلا عن 12 جريحا: people beside the wounded, under no word of their own, are the dead."""
        wounded = next((self.told.at[k] for k in range(anchor.j, anchor.j + 6) if k in self.told.at), None)
        if wounded is None or wounded.form != "noun" or wounded.field != "injuries":
            return []
        first, _ = self.told.around.sentence(anchor.i)
        bounds = [k + 1 for k in range(first, anchor.i) if k in self.told.at or self.page.tokens[k].norm == ":"]
        for k in range(max([first, anchor.i - self.told.reach["subject"], *bounds]), anchor.i):
            group = self.told.people.phrase(k)
            if group is not None and group.parts and 0 <= anchor.i - group.j <= 1 and group.i not in self.told.used:
                return [self.told.of_people(anchor, group, "fatalities", start=group.start, i=group.i, end=self.page.tokens[group.j - 1].end, j=group.j)]
        return []
