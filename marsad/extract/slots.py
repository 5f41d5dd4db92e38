"""The items of a clause → the slots of its act, by position and preposition, as the frames say."""

from __future__ import annotations

from typing import Any

from marsad.extract.drafts import IMPLIED, Draft, Sheet, form_of
from marsad.extract.phrases import Item, Marker
from marsad.mentions import Phrase
from marsad.text import Token

# Carrying verbs whose subject is the act itself: what follows them still belongs to the act (غارات امتدت من … إلى).
GOES_ON = ("act", "cause")
MOVING = frozenset(("vehicle", "patrol", "convoy"))
# Acts that vehicles and patrols do rather than suffer.
BY_MOVING = ("destroy", "seize", "take", "gather")
# Weapons that men sit in or fly, which are hit as well as they hit.
VEHICLES = frozenset(("tank", "aircraft", "drone"))
IN_PLACE = ("site", "near", "in")


class Slots:
    """Walks the items of clauses of one page."""

    def __init__(self, sheet: Sheet, frames: dict[str, Any]):
        self.sheet, self.frames = sheet, frames

    def fill(self, items: list[Item], draft: Draft, implied: bool, first: int, block: str) -> None:
        """Fill the slots of `draft` from `items`; `first` is the clause's first token, `block` the kind of its block."""
        before: list[Phrase] = []
        marker: Marker | None = IMPLIED if implied else None
        bare, role, previous = 0, "none", None
        for item in items:
            if isinstance(item, Marker):
                if item.cls in ("act", "light"):
                    if marker is None:
                        self._before(before, item, draft, first)
                    if self._is_subject(item, marker, draft):
                        draft.noun_subject, draft.weapon_subject, bare = item, True, 1
                        continue
                    if item in draft.acts or item.cls == "light" and not self._goes_on(item, marker):
                        marker, bare = item, 0
                elif item.cls == "wave":
                    draft.waves += item.hits
            elif isinstance(item, Phrase):
                if marker is IMPLIED and item.is_place and item.gov is None and block == "bullet":
                    draft.put("site", item)
                elif marker is None:
                    before.append(item)
                else:
                    if not (item.coordinated and isinstance(previous, Phrase)):  # "and" goes on in the same slot
                        role, bare = self._after(item, marker, bare, previous, draft)
                    draft.put(role, item)
            elif item.start in self.sheet.weapon_starts and marker is not None and form_of(marker, self.sheet.page) == "verb":
                if self._is_struck(item, marker, previous, draft):
                    draft.struck.append(self.sheet.weapon_begun(item))
                elif bare == 0:
                    bare, draft.weapon_subject = 1, True
            previous = item

    @staticmethod
    def _goes_on(item: Marker, marker: Marker | None) -> bool:
        return marker is not None and marker is not IMPLIED and item.feature("subj") in GOES_ON

    def _is_struck(self, item: Token, marker: Marker, previous: Item | None, draft: Draft) -> bool:
        """Whether a manned weapon behind a verb is what was hit: bare, where the doer is known (استهدفوا دبابة إسرائيلية)."""
        weapon = self.sheet.weapon_begun(item)
        object_of = self.frames[marker.feature("frame") or "hit"].get("object") == "target"
        glued = any(h.clitic.strip("وف") for h in self.sheet.hits(weapon.i, weapon.i + 1) if h.entry.cls == "weapon")
        behind = previous is marker or isinstance(previous, Phrase) and previous in draft.doers
        return bool(draft.doers) and weapon.type in VEHICLES and object_of and behind and not glued

    def _is_subject(self, item: Marker, marker: Marker | None, draft: Draft) -> bool:
        """Whether an act noun right behind a verb is its subject (استهدفت غارات)."""
        page = self.sheet.page
        verb = marker is not None and marker is not IMPLIED and marker.cls == "act" and form_of(marker, page) == "verb"
        noun = item.cls == "act" and item in draft.acts and form_of(item, page) == "noun"
        return verb and noun and item.i - marker.j <= 1 and not item.clitic and not draft.doers

    # ---------------------------------------------------------------- in front of the act

    def _before(self, before: list[Phrase], marker: Marker, draft: Draft, first: int) -> None:
        """Phrases in front of the first act: its subject, or a place put first; a speaker's seat orients only."""
        sheet = self.sheet
        said = max((h.i for h in sheet.hits(first, marker.i) if h.entry.cls.startswith("say.verb")), default=-1)
        seats = [p for p in before if p.is_place and first + 1 < p.i < said]
        draft.nearby += seats
        rest = [p for p in before if p not in seats]
        form = form_of(marker, sheet.page)
        role = {"light": marker.feature("subj") or "none", "passive": "target", "verb": "doer"}.get(form, "none")
        draft.weapon_subject = form == "verb" and any(first <= w.i and w.j <= marker.i for w in sheet.weapon_at.values())
        for n, phrase in enumerate(rest):
            if form == "verb" and n and phrase.gov in IN_PLACE and rest[n - 1].is_side and rest[n - 1].gov is None:
                draft.nearby.append(phrase)  # القوات في الحقل قصفت: where the doer stands
            else:
                self._put_before(phrase, role, form, marker, draft)

    @staticmethod
    def _put_before(phrase: Phrase, role: str, form: str, marker: Marker, draft: Draft) -> None:
        if phrase.gov in IN_PLACE:
            draft.put("site" if phrase.is_place or phrase.site else "none", phrase)
        elif phrase.gov == "origin":
            draft.put("origin", phrase)
        elif phrase.gov is None and role != "none":
            draft.put(role, phrase)
        elif phrase.coordinated and _same_sort(phrase, draft.targets):
            draft.put("target", phrase)
        elif phrase.gov is None and form == "noun" and "poss" in marker.hits[0].tags and phrase.is_side and marker.feature("frame") == "take":
            draft.put("doer", phrase)  # بسطت الجماعة سيطرتها على
        elif phrase.is_place and phrase.gov not in ("doer", "for", "cause"):
            draft.nearby.append(phrase)

    # ---------------------------------------------------------------- behind the act

    def _after(self, phrase: Phrase, marker: Marker, bare: int, previous: Item | None, draft: Draft) -> tuple[str, int]:
        """(role of `phrase`, bare noun groups seen so far) behind `marker`."""
        form = form_of(marker, self.sheet.page)
        if phrase.coordinated and phrase.gov is None and _same_sort(phrase, draft.targets):
            return "target", bare  # تعرض قاعدتي … في العراق، وقاعدة … في سوريا
        frame = self.frames[marker.feature("frame") or ("kill" if form == "implied" else "hit")]
        if phrase.gov not in (None, "of"):
            return self._governed(phrase, marker, form, frame, previous, draft), bare
        if phrase.is_place and not phrase.site and isinstance(previous, Phrase) and previous.is_side and previous.site is None:
            return "none", bare  # فصائل القنيطرة: the place names the group
        if isinstance(previous, Token) and previous.end in self.sheet.weapon_ends and phrase.is_side and phrase.site is None:
            if any(self.sheet.page.tokens[w.j - 1].end == previous.end for w in draft.struck):
                return "target", bare + 1
            return "doer", bare  # whose weapon it is: رصاص مجهولين، طائرات أميركية
        if form in ("implied", "passive", "light"):
            role = {"implied": "none", "passive": "target", "light": marker.feature("subj") or "none"}[form]
            return (role if bare == 0 else "none"), bare + (form != "implied")
        if form == "noun":
            return _behind_noun(phrase, marker, frame, bare, previous, draft)
        return _behind_verb(phrase, marker, frame, bare, draft)

    def _governed(self, phrase: Phrase, marker: Marker, form: str, frame: dict, previous: Item | None, draft: Draft) -> str:
        """The role that a preposition gives."""
        by = isinstance(previous, Marker) and previous.cls == "prep" and previous.j - previous.i == 1
        if phrase.gov == "origin" and by and form in ("noun", "passive") and phrase.actors and not phrase.is_place and not draft.doers:
            return "doer"  # قصف من الجماعة على الحي
        held = isinstance(previous, Phrase) and previous.site is not None and previous in (*draft.targets, *draft.sites)
        if phrase.gov == "for" and held and phrase.is_side:
            return "target"  # مواقع للجماعة: whose posts were hit
        if phrase.gov == "to" and phrase.is_place and any(o.is_place for o in draft.origins) and form == "noun":
            draft.sites += draft.origins  # غارات امتدت من بابل إلى كربلاء
            draft.origins.clear()
            return "site"
        carried = bool(draft.doers) or any(light.feature("subj") == "doer" for light in draft.lights)
        if phrase.gov == "for" and form == "noun" and marker.feature("gen") == "doer" and phrase.is_side and phrase.site is None and not carried:
            return "doer"  # هجوم للجماعة
        if phrase.gov == "between" and phrase.is_place and not phrase.actors:
            return "site"
        role = frame.get(form, {}).get(phrase.gov) or frame["prepositions"].get(phrase.gov, "none")
        person = phrase.gov == "in" and role == "site" and phrase.is_side and not phrase.is_place and phrase.site is None
        return "target" if person and frame.get("object") == "target" else role  # أطاحت بقيادي


def _same_sort(phrase: Phrase, before: list[Phrase]) -> bool:
    """Whether `phrase` is a site like the last of `before`, so that "and" may join them over a qualifier."""
    return phrase.site is not None and bool(before) and before[-1].site is not None


def _only_nation(phrase: Phrase) -> bool:
    """An adjective of nationality by itself."""
    return bool(phrase.nations) and not (phrase.site or phrase.actors or phrase.people or phrase.is_place)


def _behind_noun(phrase: Phrase, marker: Marker, frame: dict, bare: int, previous: Item | None, draft: Draft) -> tuple[str, int]:
    """The noun group glued to an act noun: its doer or its target, as the word and the frame say."""
    if bare or phrase.gov is None and previous is not marker and not phrase.nations:
        return "none", bare
    if "poss" in marker.hits[0].tags:
        return frame.get("object", "target"), 1
    if _only_nation(phrase):  # says whose act it is, when it stands by the act
        return ("doer" if phrase.i - marker.j <= 1 and not draft.doers else "none"), bare
    gen = marker.feature("gen") or frame.get("gen", "either")
    if gen == "either":
        gen = "target" if phrase.is_place or phrase.site or not phrase.is_side else "doer"
    if gen == "doer" and phrase.is_place and not phrase.is_side:
        gen = "site"  # مسيرة كفر قدوم
    return gen, 1


def _behind_verb(phrase: Phrase, marker: Marker, frame: dict, bare: int, draft: Draft) -> tuple[str, int]:
    """A bare noun group behind an active verb: its subject, unless that is known; then its object."""
    subject = draft.noun_subject
    if subject is not None and _only_nation(phrase) and phrase.i - subject.j <= 4:
        return "doer", bare  # استهدفت غارات يعتقد أنها أميركية
    known = bool(draft.doers) or draft.weapon_subject or len(draft.acts) > 1 and draft.acts[0] is not marker
    moving = phrase.site is not None and marker.feature("frame") in BY_MOVING and phrase.site.entry.features.get("kind") in MOVING
    if bare == 0 and not known and phrase.is_side and (phrase.site is None or moving):
        return "doer", 1  # قصفت القوات، جرفت آليات إسرائيلية
    return frame.get("object", "target"), bare + 1
