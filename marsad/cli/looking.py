"""`marsad ls`, `articles`, `problems`, `journal`: what is there."""

from __future__ import annotations

import argparse
import datetime
import re

from marsad.cli import words
from marsad.cli.place import project_path
from marsad.cli.screen import Screen
from marsad.errors import UsageError
from marsad.model import Incident, Judgement
from marsad.record import JsonObject, public_incident, public_problem
from marsad.store import articles as kept_articles, journal as kept_journal, problems as kept_problems, view
from marsad.store.project import Project

COLUMNS = ("id", "when", "where", "what", "doer → target", "killed", "hurt", "munitions", "sources", "conflicts")


def _day(text: str | None, option: str) -> str | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{option} {text}: a day is written 2024-03-01.") from None


def _wanted(args: argparse.Namespace) -> view.Wanted:
    if args.country and not re.fullmatch("[A-Za-z]{2}", args.country):
        raise UsageError(f"--country {args.country}: a country is two letters, as in SY or IQ.")
    return view.Wanted(since=_day(args.since, "--from"), until=_day(args.until, "--to"), country=args.country, kind=args.kind, place=args.place)


def _row(incident: Incident) -> tuple[str | None, ...]:
    return (
        incident.id, words.days(incident.when), words.place(incident.where), incident.sub_event_type, words.sides(incident),
        words.spread(incident.fatalities), words.spread(incident.injuries), words.munitions(incident.weapons),
        words.sources(incident), words.conflicts(incident),
    )


def ls(args: argparse.Namespace, screen: Screen) -> int:
    """List the incidents asked for."""
    from marsad.cli import DONE, EMPTY

    wanted = _wanted(args)
    with Project(project_path(args)) as project, project.look() as connection:
        found = view.listed(connection, wanted)
        if args.json or args.jsonl:
            count = screen.rows(map(public_incident, found), lines=args.jsonl)
        else:
            count = screen.table(COLUMNS, map(_row, found))
        screen.note(f"{count} of {view.count(connection)} incidents")
    return EMPTY if args.fail_empty and not count else DONE


def articles(args: argparse.Namespace, screen: Screen) -> int:
    """List the articles, with what triage made of each."""
    head = ("id", "published", "outlet", "language", "letters", "read", "why", "path")
    with Project(project_path(args)) as project, project.look() as connection:
        found = kept_articles.listed(connection)
        if args.json or args.jsonl:
            screen.rows(map(_article_json, found), lines=args.jsonl)
            return 0
        verdict = {True: "yes", False: "no", None: "not yet"}
        rows = ((a.id, a.published, a.outlet, a.language, str(a.letters), verdict[a.worth], a.why, a.path or a.url) for a in found)
        screen.note(f"{screen.table(head, rows)} articles")
    return 0


def _article_json(article: kept_articles.Listed) -> JsonObject:
    names = ("id", "path", "url", "title", "outlet", "published", "language", "received", "letters", "worth", "why")
    return {name: getattr(article, name) for name in names}


def problems(args: argparse.Namespace, screen: Screen) -> int:
    """List the problems that stand."""
    with Project(project_path(args)) as project, project.look() as connection:
        found = kept_problems.standing(connection)
        if args.json or args.jsonl:
            screen.rows(map(public_problem, found), lines=args.jsonl)
            return 0
        count = screen.table(("stage", "place", "rule", "message"), ((p.stage, p.place, p.rule, p.message) for p in found))
        screen.note(f"{count} problems")
    return 0


def journal(args: argparse.Namespace, screen: Screen) -> int:
    """List the judgements, and which of them stand."""
    with Project(project_path(args)) as project, project.look() as connection:
        entries = kept_journal.entries(connection)
    undone = kept_journal.undone_by(entries)
    if args.json or args.jsonl:
        screen.rows((_entry_json(e, undone.get(e.number)) for e in entries), lines=args.jsonl)
        return 0
    head = ("number", "when", "who", "kind", "subjects", "field", "value", "note", "undone by")
    rows = ((str(e.number), e.when, e.who, e.kind, " ".join(e.subjects), e.field, e.value, e.note, str(undone.get(e.number, "")) or None) for e in entries)
    screen.note(f"{screen.table(head, rows)} judgements")
    return 0


def _entry_json(entry: Judgement, undone_by: int | None) -> JsonObject:
    return {
        "number": entry.number, "kind": entry.kind, "subjects": list(entry.subjects), "field": entry.field, "value": entry.value,
        "who": entry.who, "when": entry.when, "note": entry.note, "undoes": entry.undoes, "undone_by": undone_by,
    }
