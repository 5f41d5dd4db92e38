"""Why a claim is there: the words, terms, frames and rules that made it; and why a sentence gave none.

`explain_claim` prints the chain behind one claim; `explain_text` reads a text and shows what each layer did.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.extract.article import extract
from marsad.extract.clauses import clauses
from marsad.mentions import Extraction
from marsad.gather import gather
from marsad.languages.pack import Pack
from marsad.model import Article, Claim
from marsad.resolve.known import resolve

AROUND = 60
"""Characters of the article shown on either side of a claim's words."""


def explain_claim(claim: Claim, article: Article, pack: Pack, registry) -> Iterator[str]:
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


def _value(value) -> str:
    from dataclasses import asdict

    return ", ".join(f"{k}={v}" for k, v in asdict(value).items() if v not in (None, (), False))


def terms_by_id(pack: Pack) -> dict[str, str]:
    """Term id → class and English gloss, from the tables of the pack."""
    from marsad.languages import pack as packs

    out = {}
    for path in sorted((packs.HERE / pack.language / "terms").glob("*.tsv")):
        for row in packs.rows(path, packs.TERM_COLUMNS):
            out.setdefault(row["id"], f"{row['class']}: {row['gloss_en']} ({path.name})")
    return out


def _gloss(made: str, known: dict[str, str], registry) -> str:
    if made in known:
        return f"  term, {known[made]}"
    if made in registry.places:
        return f"  place, {registry.places[made].name_en}"
    if made in registry.actors:
        return f"  actor, {registry.actors[made].name_en}"
    if made.startswith("frame."):
        return "  frame (frames.toml)"
    return "  rule"


def explain_text(article: Article, pack: Pack, registry) -> Iterator[str]:
    """What each layer did with every sentence of `article`, those that gave nothing included."""
    extraction = extract(article, pack, registry)
    resolution = resolve(extraction, registry)
    reading = gather(article, extraction, resolution)
    yield f"domain     {extraction.domain}; the article's own date: {extraction.anchor or 'none'}"
    for sentence in extraction.layout.sentences:
        yield from _sentence(sentence, extraction, pack)
    for told in reading.incidents:
        yield f"incident   {told.key} {told.sub_event_type}"
        for claim in told.claims:
            yield f"  {claim.field:14} «{claim.evidence.quote}» {_value(claim.value)}"
    for tally in reading.tallies:
        yield f"tally      «{tally.evidence.quote}» {tally.low}..{tally.high}"


def _sentence(sentence, extraction: Extraction, pack: Pack) -> Iterator[str]:
    page = extraction.page
    yield ""
    yield f"sentence   ({sentence.block.kind}) {' '.join(page.text[sentence.start:sentence.end].split())}"
    words = [h for h in page.hits if sentence.i <= h.i < sentence.j and h.entry.group == "term" and h.entry.cls in ("act", "light", "trap")]
    yield "  acts     " + ("; ".join(f"{page.text[h.start:h.end]} = {h.entry.id}" for h in words) or "no word of the pack names an act here")
    for clause in clauses(page, extraction.layout):
        if clause.sentence is not sentence and clause.sentence.i != sentence.i:
            continue
        events = [e for e in extraction.events if e.clause == (clause.i, clause.j)]
        if not events:
            continue
        for event in events:
            stance = event.stance
            yield f"  event    {event.kind} ({event.relation or 'first clause'}), {'real' if stance.real else 'not real: ' + stance.reason}"
            for slot in ("doers", "targets", "sites", "origins"):
                for phrase in getattr(event, slot):
                    yield f"    {slot:8} «{page.text[phrase.start:phrase.end]}» by {phrase.gov or 'position'}"
    for name, found in (("moment", extraction.moments), ("munition", extraction.munitions), ("harm", extraction.harms)):
        for one in found:
            if sentence.i <= one.i < sentence.j:
                yield f"  {name:8} «{page.text[one.start:one.end]}»"
