"""The layers of reading, in their order, over one article.

A stage: `extract(article, pack, registry) → Extraction`, a pure function of one article. The layers run once
each, in the order of `docs/how-it-decides.md`; a later layer never changes what an earlier one found.
"""

from __future__ import annotations

import functools
from marsad.extract.clauses import clauses
from marsad.extract.counts import counts
from marsad.extract.events import EventReader
from marsad.extract.harm import read_harm
from marsad.mentions import EventMention, Extraction, LooseHarm
from marsad.extract.moments import anchor_of, find_dateline, read_moments
from marsad.extract.munitions import read_munitions
from marsad.extract.quantities import read_quantities
from marsad.extract.reality import domain, judge
from marsad.extract.scan import Page, Scanner
from marsad.extract.segments import segment
from marsad.extract.sides import carry, owner_of
from marsad.extract.speakers import attribute
from marsad.languages.pack import Pack
from marsad.model import Article

__all__ = ["extract", "scanner"]


@functools.lru_cache(maxsize=4)
def _scanner(fingerprint: str, holder: _Held) -> Scanner:
    return Scanner(holder.pack)


class _Held:
    """A pack that hashes by its fingerprint, so that one scanner serves all articles of a run."""

    def __init__(self, pack: Pack):
        self.pack = pack

    def __hash__(self) -> int:
        return hash(self.pack.fingerprint)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.pack.fingerprint == self.pack.fingerprint


def scanner(pack: Pack) -> Scanner:
    """The scanner of `pack`, made once."""
    return _scanner(pack.fingerprint, _Held(pack))


def extract(article: Article, pack: Pack, registry) -> Extraction:
    """All that the layers find in `article`; nothing in it is resolved or joined yet."""
    page = scanner(pack).page(article.text)
    layout = segment(page, pack)
    anchor = anchor_of(article.published, find_dateline(page, pack))
    moments = read_moments(page, pack, anchor)
    quantities = read_quantities(page, pack, tuple((m.start, m.end) for m in moments))
    munitions = tuple(w for w in read_munitions(page, quantities, pack) if not _idle(w, page))
    harms = read_harm(page, quantities, pack)
    attribution = attribute(page, layout, pack, registry, article.outlet)
    reality = judge(page, layout, pack)
    counted = counts(page, layout, quantities, moments)
    taken = frozenset(k for m in moments for k in range(m.i, m.j)) | _speakers(page, attribution)
    events, loose = _events(page, layout, pack, munitions, harms, moments, taken, counted, reality)
    struck = [w for e in events for w in e.struck]  # a tank that was hit is no means
    munitions = tuple(w for w in munitions if w not in struck)
    return Extraction(page=page, layout=layout, moments=moments, quantities=quantities, munitions=munitions,
                      harms=harms, attribution=attribution, reality=reality, domain=domain(page), anchor=anchor,
                      events=events, loose=loose, counts=counted, responsibility=tuple(getattr(attribution, "responsibility", ())))


def _idle(weapon, page: Page) -> bool:
    """Whether aircraft only fly over (وسط تحليق للطيران): overflights are no weapon of an act (codebook 1)."""
    if weapon.type not in ("aircraft", "drone"):
        return False
    return any(h.entry.cls == "idle" for k in range(max(0, weapon.i - 4), weapon.j + 3) for h in page.at.get(k, ()))


# How far behind "answered" the act may stand that makes it fire and not words (ردت القوات بقصف).
ANSWER_REACH = 8


def _speakers(page: Page, attribution) -> frozenset[int]:
    """Tokens of sources, who speak and do not act; "answered by shelling" is no speech."""
    spoken = {k for k in attribution.speaker_tokens() if not _in_place(page, k)}
    for hit in page.hits:
        if hit.entry.cls == "light" and hit.entry.has("response"):
            after = range(hit.j, min(hit.j + ANSWER_REACH, len(page.tokens)))
            act = next((k for k in after for h in page.at.get(k, ()) if h.entry.cls == "act" and h.entry.features.get("form") == "noun"), None)
            if act is not None:
                spoken -= set(range(hit.i, act))
    return frozenset(spoken)


# How far before an act "since the beginning of" may stand.
SINCE_REACH = 9


def _since(page: Page, mention: EventMention, since_words: frozenset[str]) -> bool:
    """"Since the start of the attacks": the act only dates something else."""
    first = mention.acts[0].i if mention.acts else mention.i
    before = range(max(mention.clause[0], first - SINCE_REACH), first)
    since = any(page.tokens[k].norm in since_words for k in before)
    return since and not any(h.entry.cls.startswith("time.month") for k in before for h in page.at.get(k, ()))


def _sums_up(mention: EventMention, harms: tuple) -> bool:
    """The verb of a toll over a time asserts no act of its own (قُتل 340 شخصاً منذ بداية العام)."""
    words = {a.i for a in mention.acts}
    return bool(harms and words) and all(h.tally and any(h.i <= i < h.j for i in words) for h in harms) and not mention.weapons


def _in_place(page: Page, k: int) -> bool:
    """A place name behind a preposition of place speaks for nobody (في مدينة بورتسودان … أن تعلن أي جهة)."""
    if not any(h.entry.group == "place" for h in page.at.get(k, ())):
        return False
    before = [h for n in (k - 1, k - 2) for h in page.at.get(n, ())]
    return any(h.entry.cls == "prep" and h.entry.features.get("slot") in ("site", "near") or h.entry.cls == "site" for h in before)


def _events(page: Page, layout, pack: Pack, munitions, harms, moments, taken, counted, reality) -> tuple[tuple[EventMention, ...], tuple[LooseHarm, ...]]:
    reader = EventReader(page, pack, munitions, taken)
    events, loose = [], []
    tallied = {k for c in counted for k in range(c.i, c.j)}
    before: tuple = ()  # subject and object of the clause before, in one sentence
    sentence, answering = -1, -1
    answerer: tuple = ()
    since_words = frozenset(pack.settings["frames"]["since"]["words"])
    fronted: dict[int, tuple] = {}  # by sentence: places of the clauses that hold no act
    fired = frozenset(h.i for h in page.hits if h.entry.cls in ("act", "light")) | {h.i for h in harms} | {w.i for w in munitions}
    for clause in clauses(page, layout, fired):
        mine = tuple(h for h in harms if clause.i <= h.i < clause.j)
        mention = reader.mention(clause, mine)
        before, sentence = (before if clause.sentence.i == sentence else ()), clause.sentence.i
        if mention is not None:
            mention = carry(mention, before)
            before = (*mention.doers[:1], *(p for p in mention.targets if p.is_side)) if mention.doers else ()
        else:
            before = reader.sides(clause) or before
            if reader.answers(clause):
                answering, answerer = clause.sentence.j, reader.answerer(clause)
        if mention is None and clause.relation == "relative" and events and events[-1].clause[1] == clause.i:
            events[-1] = _told_on(events[-1], clause, mine, reader)
            continue
        if mention is None or mention.acts and all(a.i in tallied for a in mention.acts):
            if clause.relation not in ASIDE:
                fronted[clause.sentence.i] = (*fronted.get(clause.sentence.i, ()), *reader.places(clause))
            loose += [LooseHarm(harm=h, clause=(clause.i, clause.j), sentence=clause.sentence.i, relation=clause.relation,
                                sites=reader.sites(clause)) for h in mine]
            continue
        stance = reality.of(mention.i, mention.j)
        if _since(page, mention, since_words) or _sums_up(mention, mine):
            continue
        follows = 0 <= clause.sentence.i <= answering
        if follows and answerer and not mention.doers:
            mention = mention._replace(doers=answerer)
        answering = -1
        events.append(mention._replace(harms=mine, stance=stance, answers=mention.answers or follows))
    order = {s.i: n for n, s in enumerate(layout.sentences)}
    return tuple(_surrounded(e, events, fronted, layout, order, reader) for e in events), tuple(loose)


def _told_on(event: EventMention, clause, harms: tuple, reader: EventReader) -> EventMention:
    """`event` with what a relative clause tells of it (الهجوم الذي أودى بجنديين في المعسكر): it names, and points back no more."""
    end = next((k for k in range(clause.i, clause.j) if reader.page.tokens[k].norm in "،,"), clause.j)  # what follows a comma goes on elsewhere
    harms = tuple(h for h in harms if h.i < end)
    sites = tuple(p for p in reader.sites(clause) if p.i < end)
    weapons = reader.sheet.weapons(clause.i, end)
    owner = owner_of(clause.i, end, reader.sheet) if not event.doers else None
    named = bool(harms or sites or owner) and not any("poss" in h.tags for h in event.acts)
    return event._replace(clause=(event.clause[0], end), harms=(*event.harms, *harms), weapons=(*event.weapons, *weapons),
                          sites=event.sites or sites, doers=event.doers or ((owner,) if owner else ()), definite=event.definite and not named)


def _surrounded(event: EventMention, events: list[EventMention], fronted: dict[int, tuple], layout, order: dict[int, int], reader: EventReader) -> EventMention:
    """`event` with the places of its sentence and paragraph, for one that names none itself."""
    beside = _beside(event, events, fronted)
    scene = () if any(p.is_place for p in (*event.targets, *event.sites)) else _scene(order[event.sentence], layout, reader)
    return event._replace(fronted=beside, scene=scene) if beside or scene else event


# Clauses that tell of something else: their places are not the act's.
ASIDE = frozenset(("relative", "after", "before", "cause", "response", "background"))


def _scene(here: int, layout, reader: EventReader) -> tuple:
    """The place that a sentence before it in the paragraph puts first (أما في كربلاء …): what follows is told of it."""
    block = layout.sentences[here].block
    for sentence in reversed(layout.sentences[:here]):
        if sentence.block.i != block.i:
            return ()
        places = reader.head_places(sentence)
        if places:
            return places
    return ()


def _beside(event: EventMention, events: list[EventMention], places: dict[int, tuple]) -> tuple:
    """Places that the sentence of `event` names in clauses without an act: before it, or behind it up to the next act."""
    following = min((e.clause[0] for e in events if e.sentence == event.sentence and e.clause[0] > event.clause[0]), default=10**9)
    return tuple(p for p in places.get(event.sentence, ()) if p.i < following)
