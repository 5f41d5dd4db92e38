"""`marsad show` and `marsad explain`: from a figure back to the words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from marsad.cli import words
from marsad.cli.figure import judged, roles
from marsad.cli.place import project_path
from marsad.cli.screen import Screen
from marsad.errors import UsageError
from marsad.model import FIELDS, Article, Claim, Incident
from marsad.record import public_incident
from marsad.store import articles, readings, view
from marsad.store.project import Project


def show(args: argparse.Namespace, screen: Screen) -> int:
    """Show one incident with all its claims."""
    with Project(project_path(args)) as project, project.look() as connection:
        incident = view.incident(connection, args.incident)
        if incident.id != args.incident:
            screen.note(f"{args.incident} is now {incident.id}")
        if args.json:
            screen.json({**public_incident(incident), "told": list(incident.told), "reasons": list(incident.reasons)})
            return 0
        shelf = articles.Shelf(connection)
        parts = roles(incident, shelf, judged(connection, incident))
        for line in _page(incident, shelf, parts, screen):
            screen.data(line)
    return 0


def _page(incident: Incident, shelf: Mapping[str, Article], parts: Mapping[str, str], screen: Screen) -> Iterator[str]:
    yield screen.styled(f"{incident.id}  {incident.sub_event_type}", "bold") + f"  ({incident.event_type})"
    yield f"when    {words.value(incident.when)}"
    yield f"where   {screen.quoted(words.place(incident.where) or '?')} ({incident.where.precision})" + _point(incident)
    yield f"sides   {screen.quoted(words.sides(incident) or '?')}"
    yield f"killed  {words.spread(incident.fatalities) or 'nobody says'}   hurt  {words.spread(incident.injuries) or 'nobody says'}"
    yield f"with    {words.munitions(incident.weapons) or 'nobody says'}"
    yield f"told by {words.sources(incident)}"
    clashing = {name for conflict in incident.conflicts for name in conflict.claims}
    for field in FIELDS:
        yield from _field([c for c in incident.claims if c.field == field], clashing, shelf, parts, screen)
    yield from _around(incident, shelf, screen)


def _point(incident: Incident) -> str:
    where = incident.where
    return "" if where.lat is None or where.lon is None else f"  {where.lat:.4f}, {where.lon:.4f}"


def _field(mine: Sequence[Claim], clashing: set[str], shelf: Mapping[str, Article], parts: Mapping[str, str], screen: Screen) -> Iterator[str]:
    if not mine:
        return
    yield ""
    yield screen.styled(mine[0].field, "bold") + (screen.styled("  the claims conflict", "red") if any(c.id in clashing for c in mine) else "")
    for claim in mine:
        notes = [words.doubts(claim), parts.get(claim.id, ""), "in conflict" if claim.id in clashing else ""]
        said = ", ".join(dict.fromkeys(filter(None, notes)))
        yield f"  {screen.quoted(words.value(claim.value))}" + (screen.styled(f"  [{said}]", "yellow") if said else "")
        yield f"      {screen.quoted('«' + claim.evidence.quote + '»')}"
        yield screen.styled(f"      {screen.quoted(words.chain(claim.attribution))}  {_spot(claim, shelf, screen)}  {claim.id}", "dim")


def _spot(claim: Claim, shelf: Mapping[str, Article], screen: Screen) -> str:
    article = shelf.get(claim.evidence.article)
    named = claim.evidence.article if article is None else article.path or article.url or article.id
    return f"{screen.quoted(named)}:{claim.evidence.start}–{claim.evidence.end}"


def _around(incident: Incident, shelf: Mapping[str, Article], screen: Screen) -> Iterator[str]:
    if incident.conflicts:
        yield ""
        yield screen.styled("conflicts", "bold")
        for conflict in incident.conflicts:
            yield f"  {conflict.field}: {' against '.join(conflict.claims)}"
    if incident.links:
        yield ""
        yield screen.styled("links", "bold")
        for link in incident.links:
            quote = "" if link.evidence is None else f"  {screen.quoted('«' + link.evidence.quote + '»')}"
            yield f"  {link.type} {link.incident}{quote}"
    yield ""
    yield screen.styled("reports", "bold")
    for name in incident.reports:
        article = shelf.get(name)
        known = [] if article is None else [article.published, article.outlet, article.title, article.path or article.url]
        yield "  ".join([f"  {name}", *(screen.quoted(part) for part in known if part)])
    yield f"  told incidents: {' '.join(incident.told)}"
    for reason in incident.reasons:
        yield f"  {screen.quoted(reason)}"


def explain(args: argparse.Namespace, screen: Screen) -> int:
    """Say what made a claim, or what is made of a few words."""
    if (args.claim is None) == (args.text is None):
        raise UsageError("name a claim (`marsad show` prints their ids), or give words with --text.")
    lines = [screen.quoted(line) for line in (_explained(args) if args.text is None else _tried(args))]
    if args.json:
        screen.json([*lines])
        return 0
    for line in lines:
        screen.data(line)
    return 0


def _explained(args: argparse.Namespace) -> Iterator[str]:
    from marsad.explain import explain_claim
    from marsad.languages import pack
    from marsad.registry import lookup

    with Project(project_path(args)) as project, project.look() as connection:
        claim = readings.claim(connection, args.claim)
        if claim is None:
            raise UsageError(f"no claim {args.claim}. `marsad show INCIDENT` prints the ids of an incident's claims.")
        article = articles.Shelf(connection)[claim.evidence.article]
    return explain_claim(claim, article, pack.load(article.language or "ar"), lookup.load())


def _tried(args: argparse.Namespace) -> Iterator[str]:
    from marsad.explain import explain_text
    from marsad.languages import pack
    from marsad.pipeline import article_of
    from marsad.registry import lookup

    article = article_of(args.text, published=args.published, language=args.language)
    return explain_text(article, pack.load(article.language), lookup.load())
