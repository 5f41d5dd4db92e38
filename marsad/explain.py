"""Why a claim is there: the words, terms, frames and rules that made it; and why a sentence gave none.

`explain_claim` prints the chain behind one claim; `explain_text` reads a text and shows what each layer did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from marsad.extract.article import extract
from marsad.gather import gather
from marsad.languages import pack as packs
from marsad.languages.pack import Pack
from marsad.mentions import EventMention, Extraction, Resolution
from marsad.model import Article, Claim, Reading, Value
from marsad.registry.lookup import Registry
from marsad.resolve.known import resolve
from marsad.triage import load_triage, worth_reading

AROUND = 60
"""Characters of the article shown on either side of a claim's words."""


def explain_claim(claim: Claim, article: Article, pack: Pack, registry: Registry) -> Iterator[str]:
    """Lines that say what made `claim`: value, words in their place, speaker, terms and frames by id, rules."""
    evidence = claim.evidence
    before = article.text[max(0, evidence.start - AROUND):evidence.start].replace("\n", " ")
    after = article.text[evidence.end:evidence.end + AROUND].replace("\n", " ")
    yield f"claim      {claim.id}"
    yield f"field      {claim.field}"
    yield f"value      {_value(claim.value)}"
    yield f"certainty  {claim.certainty}, {claim.polarity}"
    yield f"words      …{before}[{evidence.quote}]{after}…"
    yield f"place      {article.path or article.id}, characters {evidence.start} to {evidence.end}"
    yield "speaker    " + " → ".join(f"{link.name} ({link.kind})" for link in claim.attribution)
    known = terms_by_id(pack)
    for made in claim.made_by:
        yield f"made by    {made}{_gloss(made, known, registry)}"


def _value(value: Value) -> str:
    return ", ".join(f"{k}={v}" for k, v in asdict(value).items() if v not in (None, (), False))


def terms_by_id(pack: Pack) -> dict[str, str]:
    """Term id → class and English gloss, from the tables of the pack."""
    out: dict[str, str] = {}
    for path in sorted((packs.HERE / pack.language / "terms").glob("*.tsv")):
        for row in packs.rows(path, packs.TERM_COLUMNS):
            out.setdefault(row["id"], f"{row['class']}: {row['gloss_en']} ({path.name})")
    return out


def _gloss(made: str, known: dict[str, str], registry: Registry) -> str:
    if made in known:
        return f"  term, {known[made]}"
    if made in registry.places:
        return f"  place, {registry.places[made].name_en}"
    if made in registry.actors:
        return f"  actor, {registry.actors[made].name_en}"
    if made.startswith("frame."):
        return "  frame (frames.toml)"
    return "  rule"


def explain_text(article: Article, pack: Pack, registry: Registry) -> Iterator[str]:
    """What each layer did with every sentence of `article`, those that gave nothing included.

    It is read here even where triage would pass it by, so that a single sentence can be tried.

    >>> next(explain_text(article_of("قصف على بلدة كفرنبل"), pack, registry))    # doctest: +SKIP
    'triage     worth reading: …'
    """
    verdict = worth_reading(article, load_triage(pack.language))
    yield f"triage     {'worth reading' if verdict.worth else 'not worth reading in a run'}: {' '.join(verdict.why) or 'no word of conflict'}"
    extraction = extract(article, pack, registry)
    resolution = resolve(extraction, registry)
    reading = gather(article, extraction, resolution)
    yield f"domain     {extraction.domain}; the article's own date: {extraction.anchor or 'none'}"
    for sentence in extraction.layout.sentences:
        yield from _sentence(sentence, extraction, resolution, reading)
    for told in reading.incidents:
        yield ""
        yield f"incident   {told.key} {told.sub_event_type}"
        for claim in told.claims:
            yield f"  {claim.field:14} «{claim.evidence.quote}» {_value(claim.value)}"
    for tally in reading.tallies:
        yield f"tally      {tally.what} «{tally.evidence.quote}» {tally.low}..{tally.high}"


def _sentence(sentence, extraction: Extraction, resolution: Resolution, reading: Reading) -> Iterator[str]:
    page = extraction.page
    yield ""
    yield f"sentence   ({sentence.block.kind}) {' '.join(page.text[sentence.start:sentence.end].split())}"
    words = [h for h in page.hits if sentence.i <= h.i < sentence.j and h.entry.group == "term" and h.entry.cls in ("act", "light", "trap")]
    yield "  acts     " + ("; ".join(f"{page.text[h.start:h.end]} = {h.entry.id}" for h in words) or "no word of the pack names an act here")
    told = [e for e in extraction.events if sentence.i <= e.clause[0] < sentence.j]
    if words and not told:
        yield "  event    none: no word above has the company that it needs to be an act, or it is counted or only dates something"
    for event in told:
        yield from _event(event, extraction, resolution, reading)
    for name, found in (("moment", extraction.moments), ("munition", extraction.munitions), ("harm", extraction.harms)):
        for one in found:
            if sentence.i <= one.i < sentence.j:
                yield f"  {name:8} «{page.text[one.start:one.end]}»"


def _event(event: EventMention, extraction: Extraction, resolution: Resolution, reading: Reading) -> Iterator[str]:
    text = extraction.page.text
    yield f"  event    {event.kind} ({event.relation or 'first clause'}), {_fate(event, reading)}"
    for slot in ("doers", "targets", "sites", "origins"):
        for phrase in getattr(event, slot):
            place = resolution.place(phrase)
            known = [*(side.name for side in resolution.sides(phrase)), *([place.name or place.name_ar] if place else [])]
            yield f"    {slot:8} «{text[phrase.start:phrase.end]}» by {phrase.gov or 'position'}: {', '.join(known) or 'nothing known'}"


def _fate(event: EventMention, reading: Reading) -> str:
    """What became of a mention: not real, the incident that tells of it, or none."""
    if not event.stance.real:
        return f"not real: {event.stance.reason}"
    for told in reading.incidents:
        for claim in told.claims:
            if claim.field == "occurrence" and event.start <= claim.evidence.start < event.end:
                return f"real, told in {told.key}"
    return "real, in no incident: it has no place of its own and fits nothing told, or its page is no news"
