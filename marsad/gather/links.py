"""Stated relations between the incidents of one article: answers, simultaneous acts."""

from __future__ import annotations

from marsad.gather.groups import Group
from marsad.model import Article, Evidence, ToldLink


def told_links(article: Article, group: Group, groups: list[Group]) -> tuple[ToldLink, ...]:
    """The links of `group`, each with the words that state it; a link needs words (design 5.6)."""
    out = {}
    for fact in group.facts:
        for kind, other in _stated(fact, group, groups):
            if other is not group:
                quote = article.text[fact.mention.start:fact.mention.end]
                evidence = Evidence(article=article.id, start=fact.mention.start, end=fact.mention.end, quote=quote)
                out.setdefault((kind, other.n), ToldLink(type=kind, incident=f"{article.id}.{other.n}", evidence=evidence))
    return tuple(out[key] for key in sorted(out))


def _stated(fact, group: Group, groups: list[Group]):
    """(link type, other group) that the words of `fact` state."""
    mention = fact.mention
    if mention.answers:
        target = _answered(fact, group, groups)
        if target is not None:
            yield "response_to", target
    for other in groups:
        for cause in other.facts:
            if cause.sentence == fact.sentence and cause.mention.relation == "response" and other is not group and cause.mention.i > mention.i:
                if not any(f.mention.relation != "response" and mention.i < f.mention.i < cause.mention.i for g in groups for f in g.facts):
                    yield "response_to", other


def _answered(fact, group: Group, groups: list[Group]) -> Group | None:
    """The incident last told before the answer, whose victims answer it where sides are known."""
    doers = {a.id or a.name for a in group.doers}
    earlier = [(f.mention.i, g) for g in groups if g is not group for f in g.facts if f.mention.i < fact.mention.i]
    earlier.sort(key=lambda pair: -pair[0])
    hit = [g for _, g in earlier if doers & {a.id or a.name for a in g.targets}]
    if hit:
        return hit[0]
    return earlier[0][1] if earlier else None
