"""Clauses → event mentions: which act, and what fills its slots, by construction and not by nearness.

The frames are in `languages/<code>/frames.toml`: for each frame and form of word, which position or
preposition fills which slot. This file only walks the items of a clause and asks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from marsad.extract.clauses import Clause
from marsad.mentions import EventMention
from marsad.extract.phrases import NAMING_SITES, Chunker, Item, Marker, Phrase
from marsad.extract.scan import Hit, Page
from marsad.languages.pack import Pack
from marsad.text import Token, norm

# Stands for the act that people killed by a weapon imply.
IMPLIED = Marker(i=0, j=0, hits=(), cls="act", clitic="")
# Carrying verbs whose subject is the act itself: what follows them still belongs to the act (غارات امتدت من … إلى).
GOES_ON = ("act", "cause")
HEAD_TOKENS = 6
PLAIN_NEEDS = frozenset(("~", "weapon", "place", "people", "force", "act", "harm", "place|people", "people|force", "place|weapon"))
FORCES = frozenset(("army", "forces", "air_force", "occupation", "regime", "coalition", "enemy"))
MOVING = frozenset(("vehicle", "patrol", "convoy"))
# Weapons that somebody flies or mans: their nationality is the doer's.
CARRIERS = frozenset(("aircraft", "drone", "artillery", "tank", "machine_gun"))
# Acts whose subject beats off another's attack: the other is the doer.
REPELLING = ("clash.afshala", "clash.tasadda", "clash.sadd")
# Verbs of announcing and claiming, after which an act noun without "that" is the speaker's own.
ANNOUNCING = frozenset(("say.aalana", "say.tabanna"))
WEAK_NEEDS = "place|weapon|harm"
# When a clause names several acts, the kind that says more wins; the order is the codebook's distinction.
VAGUE = ("generic", "blast")


@dataclass(slots=True)
class _Draft:
    """Slots of one mention while its clause is walked."""

    acts: list[Marker] = field(default_factory=list)
    lights: list[Marker] = field(default_factory=list)
    doers: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    sites: list[Phrase] = field(default_factory=list)
    nearby: list[Phrase] = field(default_factory=list)
    origins: list[Phrase] = field(default_factory=list)
    waves: list[Hit] = field(default_factory=list)
    weapon_subject: bool = False
    noun_subject: Marker | None = None
    """The act noun that a verb of hitting has as its subject (استهدفت غارات …)."""
    rules: list[str] = field(default_factory=list)


class EventReader:
    """Reads the clauses of one page."""

    def __init__(self, page: Page, pack: Pack, munitions: tuple, taken: frozenset[int]):
        self.page = page
        self.frames: dict[str, Any] = pack.settings["frames"]
        self.weapon_at = {w.i: w for w in munitions}
        self.weapon_starts = frozenset(page.tokens[k].start for k in self.weapon_at)
        self.weapon_ends = frozenset(page.tokens[w.j - 1].end for w in munitions)
        weapon_tokens = frozenset(k for w in munitions for k in range(w.i, w.j))
        self.block = "body"
        self.chunker = Chunker(page, taken | weapon_tokens, frozenset(norm(w) for w in self.frames["not_names"]["words"]))

    def mention(self, clause: Clause, harms: tuple) -> EventMention | None:
        """The event that `clause` tells of, or None when no act fires in it.

        Without a word for the act, people killed or hurt by a named weapon are one (قضى تسعة بقذائف على السوق).
        """
        self.block = clause.sentence.block.kind
        items = self.chunker.items(clause.i, clause.j)
        if not harms and not any(isinstance(m, Marker) and m.cls in ("act", "light") for m in items) and self.block != "bullet":
            return None
        items = [self._meant(m, clause, harms) if isinstance(m, Marker) and m.cls == "act" else m for m in items]
        items = [m for m in items if m is not None]
        acts = [m for m in items if isinstance(m, Marker) and m.cls == "act" and not self._is_state(m, clause)]
        implied = None if acts else self._implied(clause, harms)
        if not acts and implied is None:
            return None
        draft = _Draft(acts=acts, lights=[m for m in items if isinstance(m, Marker) and m.cls == "light"])
        self._fill(items, draft, implied, clause.i)
        self._victims(items, draft, harms)
        self._announced(draft, clause)
        self._owners(draft, clause)
        _repelled(draft)
        return self._made(clause, draft, harms, implied)

    def sites(self, clause: Clause) -> tuple[Phrase, ...]:
        """The places that a clause names after a preposition of place."""
        items = self.chunker.items(clause.i, clause.j)
        return tuple(p for p in items if isinstance(p, Phrase) and p.is_place and p.gov in ("site", "near", "in"))

    def answers(self, clause: Clause) -> bool:
        """Whether a clause without an act says that what comes answers something (جاء الرد: …، ردا على ليلة الأمس)."""
        return any(h.entry.cls == "light" and h.entry.has("response") or h.entry.cls == "prep" and h.entry.features.get("slot") == "response"
                   for k in range(clause.i, clause.j) for h in self.page.at.get(k, ()))

    def head_places(self, sentence) -> tuple[Phrase, ...]:
        """The places that a sentence puts first, after at most a word or two (أما في كربلاء)."""
        items = self.chunker.items(sentence.i, min(sentence.i + HEAD_TOKENS, sentence.j))
        return tuple(p for p in items if isinstance(p, Phrase) and p.is_place and not p.actors and p.gov in ("site", "near", "in"))

    def carry(self, mention: EventMention, before: tuple[Phrase, ...]) -> EventMention:
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

    def sides(self, clause: Clause) -> tuple[Phrase, ...]:
        """The sides that a clause names without a preposition: its subject first."""
        items = self.chunker.items(clause.i, clause.j)
        return tuple(p for p in items if isinstance(p, Phrase) and p.is_side and p.site is None and p.gov in (None, "of"))

    def places(self, clause: Clause) -> tuple[Phrase, ...]:
        """The places that a clause names other than as an origin or a source's seat.

        A clause of speech sets the scene only at its head (في درعا، قالت مصادر); further in, its place is the speaker's.
        """
        items = self.chunker.items(clause.i, clause.j)
        speech = any(h.entry.cls.startswith("say.verb") for k in range(clause.i, clause.j) for h in self.page.at.get(k, ()))
        reach = clause.i + 3 if speech else clause.j
        return tuple(p for p in items if isinstance(p, Phrase) and p.is_place and not p.actors and p.i < reach and p.gov not in ("origin", "doer", "to", "for"))

    def _meant(self, marker: Marker, clause: Clause, harms: tuple) -> Marker | None:
        """`marker` with the readings whose needs the clause meets (أطلق a weapon, نقل "to an unknown place"), or None.

        A weak word without needs of its own must have a place, a weapon or harm beside it.
        """
        kept = []
        for hit in marker.hits:
            features = hit.entry.features
            needs = features.get("needs") or (WEAK_NEEDS if "weak" in features else None)
            barred = any(self._holds(bar, marker, clause, harms) for bar in features.get("not", "").split("|") if bar)
            pronoun = "obj" in hit.tags and needs is not None and "people" in needs  # اقتادوه: whom, by a pronoun
            if not barred and (needs is None or pronoun or any(self._holds(need, marker, clause, harms) for need in needs.split("|"))):
                kept.append(hit)
        kept.sort(key=lambda h: h.entry.features.get("needs", "~") in PLAIN_NEEDS)  # a verb completed by its own noun says more
        return marker._replace(hits=tuple(kept)) if kept else None

    def _holds(self, need: str, marker: Marker, clause: Clause, harms: tuple) -> bool:
        if need == "weapon":
            return any(clause.i <= k < clause.j for k in self.weapon_at)
        if need == "harm":
            return bool(harms)
        hits = (h for k in range(clause.i, clause.j) for h in self.page.at.get(k, ()))
        if need == "people":
            return bool(harms) or any(h.entry.cls == "people" or h.entry.group == "actor" for h in hits)
        if need == "place":  # anywhere in the sentence: تعز: وقفة احتجاجية
            around = range(clause.sentence.i, clause.sentence.j)
            return any(h.entry.group == "place" or h.entry.features.get("kind") in NAMING_SITES and not h.tags & {"def", "poss", "plural"}
                       for k in around for h in self.page.at.get(k, ()))
        if need == "force":
            return any(h.entry.group in ("actor", "nation") for h in hits)
        if need == "act":
            return any(h.entry.cls == "act" and h.i != marker.i for h in hits)
        if need == "blast":
            return any(h.entry.features.get("kind") in ("blast", "ied", "suicide") and h.i != marker.i for h in hits)
        return any(h.entry.cls == "obj" and h.entry.has("obj", need) for h in hits)

    def _is_state(self, marker: Marker, clause: Clause) -> bool:
        """Who holds a place is no act: "controls the strip" in the present tense of a body text."""
        if marker.feature("frame") != "take" or clause.sentence.block.kind == "headline":
            return False
        bare_noun = (marker.feature("form") or "noun") == "noun" and "poss" not in marker.hits[0].tags
        return "pres" in marker.hits[0].tags or bare_noun and not any(h.entry.cls == "light" for k in range(clause.i, marker.i) for h in self.page.at.get(k, ()))

    def _implied(self, clause: Clause, harms: tuple) -> str | None:
        """The kind that a weapon gives to a clause without a word for the act: people hurt by it, or an item of a list that counts it at a place."""
        listed = clause.sentence.block.kind == "bullet" and any(clause.i <= k < clause.j and w.low is not None for k, w in self.weapon_at.items())
        answered = any(h.entry.cls == "light" and h.entry.has("response") for k in range(clause.i, clause.j) for h in self.page.at.get(k, ()))
        if not listed and not answered and not any(h.low for h in harms):
            return None
        kinds = [self.frames["implied"].get(w.type) for w in self.weapon_at.values() if clause.i <= w.i < clause.j]
        return next((k for k in kinds if k), None)

    def _owners(self, draft: _Draft, clause: Clause) -> None:
        """Whose aircraft, guns or drones act: the nationality in or right behind their name (الطيران الإسرائيلي)."""
        head = draft.acts[0] if draft.acts else None
        if draft.doers or head is None or (head.feature("frame") or "hit") in ("down", "find", "fall", "gather"):
            return
        for weapon in self.weapon_at.values():
            if not clause.i <= weapon.i < clause.j or weapon.type not in CARRIERS:
                continue
            hits = [h for k in range(weapon.i, min(weapon.j + 2, clause.j)) for h in self.page.at.get(k, ())
                    if h.entry.group == "nation" and h.entry.features.get("form") != "name" or h.entry.group == "actor" and ("weak" not in h.entry.features or h.entry.features.get("class") in FORCES)]
            if hits:
                one = [h for h in hits if h.i == hits[0].i]
                self._put("doer", Phrase(
                    i=one[0].i, j=one[0].j, start=one[0].start, end=one[0].end, gov="doer",
                    actors=tuple(h for h in one if h.entry.group == "actor"), nations=tuple(h for h in one if h.entry.group == "nation")), draft)
                return

    def _announced(self, draft: _Draft, clause: Clause) -> None:
        """Who announces an act without "that" announces its own: أعلنت الكتائب قصف مستوطنة."""
        head = draft.acts[0] if draft.acts else None
        nouns = [h for h in head.hits if h.entry.features.get("form", "noun") == "noun"] if head else []
        carried = any(light.feature("form") != "noun" or light.feature("subj") != "doer" for light in draft.lights)
        if not nouns or draft.doers or carried or head.clitic or {"def", "poss"} & nouns[0].tags:
            return
        first_act = min(m.i for m in (head, *draft.lights))
        said = next((h for k in range(clause.i, head.i) for h in self.page.at.get(k, ()) if h.entry.id in ANNOUNCING), None)
        if said is None or any("poss" in h.tags for p in draft.targets for h in (*p.actors, *p.people)):
            return
        hits = [h for k in range(said.j, first_act) for h in self.page.at.get(k, ()) if h.entry.group == "actor" and "generic" not in h.entry.features]
        if hits and hits[0].j >= first_act - 1:
            first = hits[0]
            phrase = Phrase(i=first.i, j=first.j, start=first.start, end=first.end, gov="doer", actors=tuple(h for h in hits if h.i == first.i))
            self._put("doer", phrase, draft)

    def _victims(self, items: list[Item], draft: _Draft, harms: tuple) -> None:
        """People told as killed or hurt are whom the act hit, where nothing else is."""
        if draft.targets and any(p.is_side for p in draft.targets):
            return
        for phrase in items:
            if isinstance(phrase, Phrase) and phrase.is_side and any(h.i <= phrase.i < h.j and h.low != 0 for h in harms):
                armed = phrase.gov == "doer" or self.page.tokens[phrase.i - 1].end in self.weapon_ends  # برصاص مجهولين
                if phrase in draft.doers and not armed:
                    draft.doers.remove(phrase)
                if phrase not in draft.doers:
                    self._put("target", phrase, draft)

    # ---------------------------------------------------------------- slots

    def _fill(self, items: list[Item], draft: _Draft, implied: str | None, first: int) -> None:
        before: list[Phrase] = []
        marker: Marker | None = IMPLIED if implied else None
        bare = 0
        previous: Item | None = None
        role = "none"
        for item in items:
            if isinstance(item, Marker):
                if item.cls in ("act", "light"):
                    if marker is None:
                        self._before(before, item, draft, first)
                    if self._is_subject(item, marker, draft):
                        draft.noun_subject, draft.weapon_subject, bare = item, True, 1
                        continue
                    goes_on = item.cls == "light" and marker is not None and marker is not IMPLIED and item.feature("subj") in GOES_ON
                    if item in draft.acts or item.cls == "light" and not goes_on:
                        marker, bare = item, 0
                elif item.cls == "wave":
                    draft.waves += item.hits
            elif isinstance(item, Phrase):
                if marker is IMPLIED and item.is_place and item.gov is None and self.block == "bullet":
                    self._put("site", item, draft)
                elif marker is None:
                    before.append(item)
                else:
                    if not (item.coordinated and isinstance(previous, Phrase)):  # "and" goes on in the same slot
                        role, bare = self._after(item, marker, bare, previous, draft)
                    self._put(role, item, draft)
            elif item.start in self.weapon_starts and marker is not None and bare == 0 and self._form(marker) == "verb":
                bare, draft.weapon_subject = 1, True
            previous = item

    def _is_subject(self, item: Marker, marker: Marker | None, draft: _Draft) -> bool:
        verb = marker is not None and marker is not IMPLIED and marker.cls == "act" and self._form(marker) == "verb"
        noun = item.cls == "act" and item in draft.acts and self._form(item) == "noun"
        return verb and noun and item.i - marker.j <= 1 and not item.clitic and not draft.doers

    def _form(self, marker: Marker) -> str:
        if marker.cls == "light":
            return "light"
        if marker is IMPLIED:
            return "implied"
        form = marker.feature("form") or "noun"
        if form == "verb" and self._marked_passive(marker):
            return "passive"
        return form

    def _marked_passive(self, marker: Marker) -> bool:
        """A written damma on the first letter of a past verb makes it passive (قُصفت، استُهدفت)."""
        word = self.page.text[marker.hits[0].start:marker.hits[0].end]
        first = word[1:2] if not word.startswith(("ا", "أ", "إ")) else word[1:4]
        return "\u064f" in first and "pres" not in marker.hits[0].tags

    def _before(self, before: list[Phrase], marker: Marker, draft: _Draft, first: int) -> None:
        """Phrases in front of the first act: its subject, or a place put first; a speaker's seat orients only."""
        said = max((k for k in range(first, marker.i) for h in self.page.at.get(k, ()) if h.entry.cls.startswith("say.verb")), default=-1)
        seats = [p for p in before if p.is_place and first + 1 < p.i < said]
        before = [p for p in before if p not in seats]
        draft.nearby += seats
        form = self._form(marker)
        weapon = any(first <= w.i and w.j <= marker.i for w in self.weapon_at.values())
        role = {"light": marker.feature("subj") or "none", "passive": "target", "verb": "doer"}.get(form, "none")
        draft.weapon_subject = weapon and form == "verb"
        for n, phrase in enumerate(before):
            if form == "verb" and n and phrase.gov in ("site", "near", "in") and before[n - 1].is_side and before[n - 1].gov is None:
                draft.nearby.append(phrase)  # القوات في الحقل قصفت: where the doer stands
            elif phrase.gov in ("site", "near", "in"):
                self._put("site" if phrase.is_place or phrase.site else "none", phrase, draft)
            elif phrase.gov == "origin":
                self._put("origin", phrase, draft)
            elif phrase.gov is None and role != "none":
                self._put(role, phrase, draft)
            elif phrase.coordinated and self._same_sort(phrase, draft.targets):
                self._put("target", phrase, draft)
            elif phrase.gov is None and form == "noun" and "poss" in marker.hits[0].tags and phrase.is_side and marker.feature("frame") == "take":
                self._put("doer", phrase, draft)  # بسطت الجماعة سيطرتها على
            elif phrase.is_place and phrase.gov not in ("doer", "for", "cause"):
                draft.nearby.append(phrase)

    def _after(self, phrase: Phrase, marker: Marker, bare: int, previous: Item | None, draft: _Draft) -> tuple[str, int]:
        """(role of `phrase`, bare noun groups seen so far) behind `marker`."""
        form = self._form(marker)
        if phrase.coordinated and phrase.gov is None and self._same_sort(phrase, draft.targets):
            return "target", bare  # تعرض قاعدتي … في العراق، وقاعدة … في سوريا
        frame = self.frames[marker.feature("frame") or ("kill" if form == "implied" else "hit")]
        if phrase.gov in (None, "of"):
            if phrase.is_place and not phrase.site and isinstance(previous, Phrase) and previous.is_side and previous.site is None:
                return "none", bare  # فصائل القنيطرة: the place names the group
            if isinstance(previous, Token) and previous.end in self.weapon_ends and phrase.is_side and phrase.site is None:
                return "doer", bare  # whose weapon it is: رصاص مجهولين، طائرات أميركية
            if form == "implied":
                return "none", bare
            return self._bare(phrase, marker, form, frame, bare, previous, draft)
        by = isinstance(previous, Marker) and previous.cls == "prep" and previous.j - previous.i == 1
        if phrase.gov == "origin" and by and form in ("noun", "passive") and phrase.actors and not phrase.is_place and not draft.doers:
            return "doer", bare  # قصف من الجماعة على الحي
        held = isinstance(previous, Phrase) and previous.site is not None and previous in (*draft.targets, *draft.sites)
        if phrase.gov == "for" and held and phrase.is_side:
            return "target", bare  # مواقع للجماعة: whose posts were hit
        if phrase.gov == "to" and phrase.is_place and any(o.is_place for o in draft.origins) and form == "noun":
            draft.sites += draft.origins  # غارات امتدت من بابل إلى كربلاء
            draft.origins.clear()
            return "site", bare
        carried = bool(draft.doers) or any(light.feature("subj") == "doer" for light in draft.lights)
        if phrase.gov == "for" and form == "noun" and marker.feature("gen") == "doer" and phrase.is_side and phrase.site is None and not carried:
            return "doer", bare  # هجوم للجماعة
        slots = frame.get(form, {})
        role = slots.get(phrase.gov) or frame["prepositions"].get(phrase.gov, "none")
        if phrase.gov == "between" and phrase.is_place and not phrase.actors:
            role = "site"
        return role, bare

    @staticmethod
    def _same_sort(phrase: Phrase, before: list[Phrase]) -> bool:
        """Whether `phrase` is a site like the last of `before`, so that "and" may join them over a qualifier."""
        return phrase.site is not None and bool(before) and before[-1].site is not None

    def _bare(self, phrase: Phrase, marker: Marker, form: str, frame: dict, bare: int, previous: Item | None, draft: _Draft) -> tuple[str, int]:
        if form == "noun":
            if bare or phrase.gov is None and previous is not marker and not phrase.nations:
                return ("none", bare)
            gen = marker.feature("gen") or frame.get("gen", "either")
            if "poss" in marker.hits[0].tags:
                return frame.get("object", "target"), 1
            if phrase.site is None and phrase.nations and not phrase.actors and not phrase.people and not phrase.is_place:
                beside = phrase.i - marker.j <= 1 and not draft.doers
                return ("doer" if beside else "none"), bare  # an adjective of nationality says whose act it is
            if gen == "either":
                gen = "target" if phrase.is_place or phrase.site or not phrase.is_side else "doer"
            if gen == "doer" and phrase.is_place and not phrase.is_side:
                gen = "site"  # مسيرة كفر قدوم
            return gen, 1
        if form == "passive":
            return ("target" if bare == 0 else "none"), bare + 1
        if form == "light":
            return (marker.feature("subj") or "none" if bare == 0 else "none"), bare + 1
        subject = draft.noun_subject
        if subject is not None and phrase.nations and not phrase.site and not phrase.actors and not phrase.is_place and phrase.i - subject.j <= 4:
            return "doer", bare  # استهدفت غارات يعتقد أنها أميركية
        known_subject = bool(draft.doers) or draft.weapon_subject or len(draft.acts) > 1 and draft.acts[0] is not marker
        if bare == 0 and not known_subject and phrase.is_side and phrase.site is None:
            return "doer", 1
        if bare == 0 and not known_subject and phrase.site is not None and phrase.is_side and frame_moves(marker) and phrase.site.entry.features.get("kind") in MOVING:
            return "doer", 1  # جرفت آليات إسرائيلية أراضي
        if bare == 0 and frame.get("object") == "site" and phrase.is_side and phrase.site is None and not known_subject:
            return "doer", 1
        return frame.get("object", "target"), bare + 1

    def _put(self, role: str, phrase: Phrase, draft: _Draft) -> None:
        if role == "party" and phrase.is_side:  # each side of a clash acts and is acted on
            draft.targets.append(phrase)
            role = "doer"
        slot = {"doer": draft.doers, "target": draft.targets, "site": draft.sites, "goal": draft.targets,
                "origin": draft.origins}.get(role)
        if role == "doer" and not phrase.is_side:
            slot = draft.nearby if phrase.is_place else None
        if slot is not None:
            slot.append(phrase)
            draft.rules.append(f"slot.{role}.{phrase.gov or 'bare'}")
        elif phrase.is_place:
            draft.nearby.append(phrase)

    # ---------------------------------------------------------------- the mention

    def _made(self, clause: Clause, draft: _Draft, harms: tuple, implied: str | None) -> EventMention:
        weapons = tuple(w for w in self.weapon_at.values() if clause.i <= w.i < clause.j)
        carried = [m for m in draft.lights if draft.acts and clause.i <= m.i < draft.acts[0].i]
        core = [*draft.acts, *carried] or [h for h in harms if h.low] or [w for w in weapons if w.low is not None] or [*draft.lights, *weapons]
        if any(m.feature("subj") == "target" for m in carried):
            core += draft.targets
        if not draft.acts and not any(h.low for h in harms):
            core += [p for p in (*draft.sites, *draft.targets, *draft.nearby) if p.is_place]
        used = [*core, *draft.targets, *draft.sites]
        i, j = min(m.i for m in core), max(m.j for m in used)
        head = self._head(draft.acts) if draft.acts else IMPLIED
        start = min(m.hits[0].start if isinstance(m, Marker) else m.start for m in core)
        return EventMention(
            i=i, j=j, start=start, end=self.page.tokens[j - 1].end, clause=(clause.i, clause.j),
            sentence=clause.sentence.i, block=clause.sentence.block.kind, relation=clause.relation,
            kind=self._kind(implied or head.feature("kind") or "generic", clause), frame=head.feature("frame") or "kill",
            acts=tuple(m.hits[0] for m in draft.acts),
            definite=_definite(draft.acts, bool(draft.lights)), plural=any(m.feature("plural") for m in draft.acts),
            carried=bool(draft.lights), passive=bool(draft.acts) and self._form(head) == "passive",
            doers=tuple(draft.doers), targets=tuple(draft.targets), sites=tuple(draft.sites),
            nearby=tuple(draft.nearby), origins=tuple(draft.origins), weapons=weapons, waves=tuple(draft.waves),
            answers=clause.relation == "answering" or any(m.feature("response") for m in (*draft.lights, *draft.acts)),
            rules=tuple(dict.fromkeys(draft.rules)),
        )

    def _kind(self, kind: str, clause: Clause) -> str:
        """A bomber in the clause makes a blast or an attack a suicide bomb."""
        bomber = any(h.entry.cls == "bomber" for k in range(clause.i, clause.j) for h in self.page.at.get(k, ()))
        return "suicide" if bomber and kind in ("blast", "ied", "generic", "attack") else kind

    def _head(self, acts: list[Marker]) -> Marker:
        telling = [m for m in acts if (m.feature("kind") or "generic") not in VAGUE]
        return telling[0] if telling else acts[0]


def frame_moves(marker: Marker) -> bool:
    """Acts that vehicles and patrols do rather than suffer."""
    return marker.feature("frame") in ("destroy", "seize", "take", "gather")


def _repelled(draft: _Draft) -> None:
    """صد الجيش هجوماً للجماعة: who repels is the target, whose attack it was is the doer."""
    if len(draft.acts) > 1 and draft.doers and any(h.entry.id.startswith(REPELLING) for h in draft.acts[0].hits):
        others = [p for p in (*draft.doers[1:], *draft.targets) if p.is_side and p.site is None and p.gov in ("for", "of", "doer", None)]
        if others:
            defender = draft.doers[0]
            draft.targets = [defender, *(p for p in draft.targets if p not in others)]
            draft.doers = others[:1]


def _definite(acts: list[Marker], carried: bool) -> bool:
    """True when every act noun is definite: "the shelling", not "shelling" nor "was subjected to the shelling"."""
    nouns = [m for m in acts if (m.feature("form") or "noun") == "noun"]
    if carried:
        return bool(nouns) and all("poss" in m.hits[0].tags for m in nouns) and len(nouns) == len(acts)
    return bool(nouns) and len(nouns) == len(acts) and all(m.hits[0].tags & {"def", "poss"} for m in nouns)

