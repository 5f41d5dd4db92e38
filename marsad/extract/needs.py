"""Is a word an act here? What it needs beside it, what undoes it, and what a weapon implies without a word.

The needs stand in the features of the terms: `needs=weapon` (أطلق), `needs=jiha` (نقل … إلى جهة مجهولة),
`not=figure` (ضرب الاقتصاد); keys that are no sort of hit are `obj` words of the tables.
"""

from __future__ import annotations

from typing import Any

from marsad.extract.clauses import Clause
from marsad.extract.drafts import Sheet
from marsad.extract.phrases import NAMING_SITES, Marker

PLAIN_NEEDS = frozenset(("~", "weapon", "place", "people", "force", "act", "harm", "place|people", "people|force", "place|weapon"))
# A weak word without needs of its own must have one of these beside it.
WEAK_NEEDS = "place|weapon|harm"
# Frames whose verb takes its doer right behind it.
IDLE_FRAMES = ("hit", "clash", "take", "destroy", None)
BLASTS = ("blast", "ied", "suicide")


class Needs:
    """Judges the words of acts on one page."""

    def __init__(self, sheet: Sheet, implied: dict[str, Any]):
        self.sheet, self.implied_by = sheet, implied

    def meant(self, marker: Marker, clause: Clause, harms: tuple) -> Marker | None:
        """`marker` with the readings whose needs the clause meets, a verb completed by its own noun first; or None."""
        kept = []
        if self._idle_subject(marker, clause, harms):
            return None
        for hit in marker.hits:
            features = hit.entry.features
            needs = features.get("needs") or (WEAK_NEEDS if "weak" in features else None)
            barred = any(self._holds(bar, marker, clause, harms) for bar in features.get("not", "").split("|") if bar)
            pronoun = "obj" in hit.tags and needs is not None and "people" in needs  # اقتادوه: whom, by a pronoun
            if not barred and (needs is None or pronoun or any(self._holds(need, marker, clause, harms) for need in needs.split("|"))):
                kept.append(hit)
        kept.sort(key=lambda h: h.entry.features.get("needs", "~") in PLAIN_NEEDS)
        return marker._replace(hits=tuple(kept)) if kept else None

    def _idle_subject(self, marker: Marker, clause: Clause, harms: tuple) -> bool:
        """Whether the subject right behind the verb is one that attacks nobody (قصفت الأمطار، ضربت الوزارة موعداً)."""
        if marker.feature("form") != "verb" or marker.feature("frame") not in IDLE_FRAMES:
            return False
        subjects = [h.entry for h in self.sheet.hits(marker.j, marker.j + 1) if h.entry.cls == "obj" and not h.clitic]
        if any(e.has("obj", "nature") for e in subjects):
            return True
        idle = any(e.has("obj", "idle") for e in subjects)
        return idle and not harms and not self._holds("weapon", marker, clause, harms)

    def _holds(self, need: str, marker: Marker, clause: Clause, harms: tuple) -> bool:
        sheet = self.sheet
        if need == "weapon":
            return any(clause.i <= k < clause.j for k in sheet.weapon_at)
        if need == "harm":
            return bool(harms)
        if need == "place":  # anywhere in the sentence: تعز: وقفة احتجاجية
            return any(h.entry.group == "place" or h.entry.features.get("kind") in NAMING_SITES and not h.tags & {"def", "poss", "plural"}
                       for h in sheet.hits(clause.sentence.i, clause.sentence.j))
        hits = sheet.hits(clause.i, clause.j)
        if need == "people":
            return bool(harms) or any(h.entry.cls == "people" or h.entry.group == "actor" for h in hits)
        if need == "force":
            return any(h.entry.group in ("actor", "nation") for h in hits)
        if need == "act":
            return any(h.entry.cls == "act" and h.i != marker.i for h in hits)
        if need == "blast":
            return any(h.entry.features.get("kind") in BLASTS and h.i != marker.i for h in hits)
        return any(h.entry.cls == "obj" and h.entry.has("obj", need) for h in hits)

    def is_state(self, marker: Marker, clause: Clause) -> bool:
        """Who holds a place is no act: "controls the strip" in the present tense of a body text, "control of"."""
        if marker.feature("frame") != "take" or clause.sentence.block.kind == "headline":
            return False
        bare_noun = (marker.feature("form") or "noun") == "noun" and "poss" not in marker.hits[0].tags
        carried = any(h.entry.cls == "light" for h in self.sheet.hits(clause.i, marker.i))
        return "pres" in marker.hits[0].tags or bare_noun and not carried

    def implied(self, clause: Clause, harms: tuple) -> str | None:
        """The kind that a weapon gives to a clause without a word for the act, or None.

        People hurt by it (قضى تسعة بقذائف), an item of a list that counts it at a place, an answer with it.
        """
        weapons = self.sheet.weapons(clause.i, clause.j)
        listed = clause.sentence.block.kind == "bullet" and any(w.low is not None for w in weapons)
        answered = any(h.entry.cls == "light" and h.entry.has("response") for h in self.sheet.hits(clause.i, clause.j))
        if not listed and not answered and not any(h.low for h in harms):
            return None
        kinds = [self.implied_by.get(w.type) for w in weapons]
        return next((k for k in kinds if k), None)
