"""What the reading of a page's speakers gives: regions of text, each with the links that say it."""

from __future__ import annotations

import bisect
from typing import NamedTuple

from marsad.extract.scan import Hit, Page
from marsad.extract.segments import Layout
from marsad.extract.sources import RELAYS, Source
from marsad.model import Link
from marsad.text import norm

SEVERAL = "byline_mix"
"""The registry's id of "agencies", several and unnamed: no link by itself."""
UNNAMED_OUTLET = "the article's outlet"

Links = tuple[Link, ...]


class Region(NamedTuple):
    """Characters [start, end): said by `links` (inside the outlet; none: the outlet itself)."""

    start: int
    end: int
    links: Links
    certainty: str
    rules: tuple[str, ...]


class Spoken(NamedTuple):
    """A verb of speech as read: who (links), from token `i`; `subject` is the source phrase, where one is printed."""

    i: int
    j: int
    verb: Hit
    links: Links
    subject: Source | None


class Said(NamedTuple):
    """A source that spoke: the links up to it, and what later mentions of it are told by."""

    links: Links
    source: Source


class Attribution:
    """The speakers of one page."""

    def __init__(self, page: Page, outlet: Link, agency: Link | None, shared: bool):
        self._page, self._outlet, self._agency, self._shared = page, outlet, agency, shared
        self.regions: list[Region] = []
        self.spoken: list[Spoken] = []
        self.responsibility: tuple = ()
        self._sources: set[int] = set()
        self._starts: list[int] = []
        self._headlines: list[tuple[int, int]] = []

    def chain(self, start: int, end: int) -> tuple[Link, ...]:
        """The chain for the characters [start, end), outermost first; the outlet's link is always there.

        >>> [link.name for link in attribution.chain(40, 60)]
        ['نشرة الوادي', 'Reuters', 'مصدر أمني']
        """
        region = self._region(start, end)
        links = region.links if region else ()
        return (self._outlet, *self._relayed(links, start), *links)

    def certainty(self, start: int, end: int) -> str:
        """"stated" or "hedged", by the verb and the sort of source; hedges of the clause itself are `reality`'s."""
        region = self._region(start, end)
        return region.certainty if region else "stated"

    def rules(self, start: int, end: int) -> tuple[str, ...]:
        """Ids of the terms that made the chain, in their order."""
        region = self._region(start, end)
        return region.rules if region else ()

    def speaker_tokens(self) -> frozenset[int]:
        """The tokens of all source phrases."""
        return frozenset(self._sources)

    def _region(self, start: int, end: int) -> Region | None:
        at = bisect.bisect_right(self._starts, max(start, 0)) - 1
        if at >= 0 and self.regions[at].end > start:
            return self.regions[at]
        return self.regions[at + 1] if at + 1 < len(self.regions) and self.regions[at + 1].start < end else None

    def _relayed(self, links: Links, start: int) -> Links:
        """The agency of the dispatch, where it stands between the outlet and what is said here."""
        agency = self._agency
        if agency is None or any(a <= start < b for a, b in self._headlines) or links and links[0].name == agency.name:
            return ()
        if self._shared and (not links or links[0].kind in RELAYS):  # a text made from an agency's and the outlet's own reports
            return ()
        return (agency,)

    def close(self) -> None:
        self.regions.sort()
        self._starts = [r.start for r in self.regions]


def dispatch_of(page: Page, layout: Layout, registry, outlet: str | None) -> tuple[Link | None, bool]:
    """(the one agency that the head or foot of the page credits, whether the outlet names itself or others beside it)."""
    found: dict[str, Link] = {}
    shared = False
    for block in layout.blocks:
        foot = block.kind == "boilerplate" and any(h.cls == "seg.source" for h in page.at.get(block.i, ()))
        if block.kind not in ("byline", "dateline") and not foot:
            continue
        hits = [h for k in range(block.i, block.j) for h in page.at.get(k, ()) if h.group == "outlet"]
        agencies = {h.entry.id: h for h in hits if registry.outlets[h.entry.id].kind == "agency" and h.entry.id != SEVERAL
                    and (not h.entry.has("weak") or len(hits) == 1)}
        for id, hit in agencies.items():
            found[id] = Link(name=registry.outlets[id].name_en, kind="agency", surface=page.text[hit.start:hit.end])
        shared |= bool(agencies) and any(t.norm in "+" for t in page.tokens[block.i:block.j])
    if len(found) != 1:
        return None, False
    (id, link), = found.items()
    entry = registry.outlets[id]
    return (None, False) if outlet and norm(outlet) in (norm(entry.name_ar), norm(entry.name_en), norm(link.surface or "")) else (link, shared)


def combined(outer: Links, inner: Links) -> Links:
    """One chain of two that hold for one stretch: a relay passes on, a later primary source takes over."""
    if not outer or not inner:
        return inner or outer
    if outer[-1].name == inner[-1].name:
        return outer if len(outer) >= len(inner) else inner
    names = {link.name for link in inner}
    kept = tuple(link for link in outer if link.name not in names)
    if inner[-1].kind in RELAYS:
        return (*inner, *kept)
    return (*(link for link in kept if link.kind in RELAYS), *inner)
