"""Sides that no slot of the frame gives: owners of weapons, announcers, victims, those who repel, subjects carried on."""

from __future__ import annotations

from typing import Any

from marsad.extract.clauses import Clause
from marsad.extract.drafts import Draft, Sheet
from marsad.extract.phrases import Item
from marsad.mentions import EventMention, Hit, Phrase, owner_before

# Generic bodies whose aircraft or guns act.
FORCES = frozenset(("army", "forces", "air_force", "occupation", "regime", "coalition", "enemy"))
# Weapons that somebody flies or mans: their nationality is the doer's.
CARRIERS = frozenset(("aircraft", "drone", "artillery", "tank", "machine_gun"))
# Acts whose subject beats off another's attack: the other is the doer.
REPELLING = ("clash.afshala", "clash.tasadda", "clash.sadd")
# Verbs of announcing and claiming, after which an act noun without "that" is the speaker's own.
ANNOUNCING = frozenset(("say.aalana", "say.tabanna"))
# Frames that a carrier of weapons does not do to others.
NOT_BY_CARRIERS = ("down", "find", "fall", "gather")


def complete(draft: Draft, clause: Clause, items: list[Item], harms: tuple, sheet: Sheet) -> None:
    """Fill the sides of `draft` that its clause tells otherwise than by a slot, in place."""
    _victims(items, draft, harms, sheet)
    _announced(draft, clause, sheet)
    _owners(draft, clause, sheet)
    _repelled(draft)


def _victims(items: list[Item], draft: Draft, harms: tuple, sheet: Sheet) -> None:
    """People told as killed or hurt are whom the act hit, where nothing else is."""
    known = any(p.is_side for p in draft.targets)
    for phrase in items:
        if not isinstance(phrase, Phrase) or not phrase.is_side or not any(h.i <= phrase.i < h.j and h.low != 0 for h in harms):
            continue
        armed = phrase.gov == "doer" or sheet.page.tokens[phrase.i - 1].end in sheet.weapon_ends  # برصاص مجهولين
        if armed:
            continue
        if phrase in draft.doers:  # قتل أربعة جنود: who was killed did not kill
            draft.doers.remove(phrase)
            draft.put("target", phrase)
        elif not known and phrase not in draft.targets:
            draft.put("target", phrase)


def _announced(draft: Draft, clause: Clause, sheet: Sheet) -> None:
    """Who announces an act without "that" announces its own: أعلنت الكتائب قصف مستوطنة."""
    head = draft.acts[0] if draft.acts else None
    nouns = [h for h in head.hits if h.entry.features.get("form", "noun") == "noun"] if head else []
    carried = any(light.feature("form") != "noun" or light.feature("subj") != "doer" for light in draft.lights)
    if head is None or not nouns or draft.doers or carried or head.clitic or {"def", "poss"} & nouns[0].tags:
        return
    first = min(m.i for m in (head, *draft.lights))
    said = next((h for h in sheet.hits(clause.i, head.i) if h.entry.id in ANNOUNCING), None)
    if said is None or any("poss" in h.tags for p in draft.targets for h in (*p.actors, *p.people)):
        return
    hits = [h for h in sheet.hits(said.j, first) if h.entry.group == "actor" and "generic" not in h.entry.features]
    if hits and hits[0].j >= first - 1:
        draft.put("doer", _side([h for h in hits if h.i == hits[0].i]))


def _owners(draft: Draft, clause: Clause, sheet: Sheet) -> None:
    """Whose aircraft, guns or drones act: the nationality in or right behind their name (الطيران الإسرائيلي), or a pronoun."""
    head = draft.acts[0] if draft.acts else None
    if draft.doers or head is None or (head.feature("frame") or "hit") in NOT_BY_CARRIERS:
        return
    owner = owner_of(clause.i, clause.j, sheet)
    if owner is not None:
        draft.put("doer", owner)


def owner_of(i: int, j: int, sheet: Sheet) -> Phrase | None:
    """Whose manned weapon tokens [i, j) name, or None."""
    for weapon in sheet.weapons(i, j):
        hits = [h for h in sheet.hits(weapon.i, min(weapon.j + 2, j)) if _owns(h)] if weapon.type in CARRIERS else []
        if hits:
            return _side([h for h in hits if h.i == hits[0].i])
        ours = weapon.type in CARRIERS and any("poss" in h.tags and h.entry.cls == "weapon" for h in sheet.hits(weapon.i, weapon.j))
        owner = owner_before(sheet.page, weapon.i) if ours else None
        if owner is not None:  # قال الجيش إن طائراته قصفت
            return _side([owner])
    return None


def _owns(hit: Hit) -> bool:
    features = hit.entry.features
    if hit.entry.group == "nation":
        return features.get("form") != "name"
    return hit.entry.group == "actor" and ("weak" not in features or features.get("class") in FORCES)


def _side(hits: list[Hit]) -> Phrase:
    """A phrase of the readings of one name, as a doer."""
    return Phrase(i=hits[0].i, j=hits[0].j, start=hits[0].start, end=hits[0].end, gov="doer",
                  actors=tuple(h for h in hits if h.entry.group == "actor"), nations=tuple(h for h in hits if h.entry.group == "nation"))


def _repelled(draft: Draft) -> None:
    """صد الجيش هجوماً للجماعة: who repels is the target, whose attack it was is the doer."""
    if len(draft.acts) > 1 and draft.doers and any(h.entry.id.startswith(REPELLING) for h in draft.acts[0].hits):
        others = [p for p in (*draft.doers[1:], *draft.targets) if p.is_side and p.site is None and p.gov in ("for", "of", "doer", None)]
        if others:
            defender = draft.doers[0]
            draft.targets = [defender, *(p for p in draft.targets if p not in others)]
            draft.doers = others[:1]


def carry(mention: EventMention, before: tuple[Phrase, ...]) -> EventMention:
    """`mention` with the subject, and for a verb with an object pronoun the object, of the clause before it.

    "And" + verb goes on with the subject told (داهمت القوات … واعتقلت؛ اعترض مسلحون مديراً … واقتادوه).
    """
    head = mention.acts[0] if mention.acts else None
    if head is None or mention.relation != "and" or not head.clitic or head.entry.features.get("form") != "verb" or mention.passive:
        return mention
    changes: dict[str, Any] = {}
    if not mention.doers and before and not any(w.i < mention.j for w in mention.weapons):
        changes["doers"] = before[:1]
    if "obj" in head.tags and not any(p.is_side for p in mention.targets) and len(before) > 1:
        changes["targets"] = (*mention.targets, before[-1])
    return mention._replace(**changes) if changes else mention
