"""`marsad merge`, `split`, `set`, `reject`, `undo`: what people judge goes into the journal, then all is joined anew."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable

import orjson
import sqlalchemy as sa

from marsad.cli.place import project_path
from marsad.cli.screen import Screen
from marsad.errors import UsageError
from marsad.model import Incident, Judgement
from marsad.pipeline import reconcile_all
from marsad.reconcile.judgements import SETTABLE
from marsad.store import journal, readings, view
from marsad.store.project import Project


def _who(args: argparse.Namespace) -> str:
    if args.by:
        return args.by
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError("this computer does not tell who you are: name yourself with --by.") from error


def _judge(args: argparse.Namespace, screen: Screen, write: Callable[[sa.Connection], Judgement]) -> int:
    with Project(project_path(args), write=True) as project:
        with project.write() as connection:
            entry = write(connection)
        count = reconcile_all(project)
    said = f"journal entry {entry.number}: {entry.kind} {' '.join(entry.subjects)} by {entry.who}"
    screen.note(f"{said}; {count} incidents now. Undo: marsad undo {entry.number}")
    if args.json:
        written = {"number": entry.number, "kind": entry.kind, "subjects": list(entry.subjects), "who": entry.who, "when": entry.when}
        screen.json({**written, "incidents": count})
    return 0


def merge(args: argparse.Namespace, screen: Screen) -> int:
    """Judge that incidents are one."""

    def write(connection: sa.Connection) -> Judgement:
        found = list(dict.fromkeys(view.incident(connection, name).id for name in args.incidents))
        if len(found) < 2:
            raise UsageError("merge needs two different incidents or more.")
        return journal.add(connection, "merge", found, who=_who(args), note=args.note)

    return _judge(args, screen, write)


def split(args: argparse.Namespace, screen: Screen) -> int:
    """Judge that some told incidents are another incident."""

    def write(connection: sa.Connection) -> Judgement:
        incident = view.incident(connection, args.incident)
        keys = list(dict.fromkeys(args.told))
        _check_keys(incident, keys)
        return journal.add(connection, "split", [incident.id, *keys], who=_who(args), note=args.note)

    return _judge(args, screen, write)


def _check_keys(incident: Incident, keys: list[str]) -> None:
    strange = [key for key in keys if key not in incident.told]
    if strange:
        raise UsageError(f"{incident.id} has no told incident {strange[0]}; it has {' '.join(incident.told)}.")
    if len(keys) == len(incident.told):
        raise UsageError(f"that would leave {incident.id} empty: it has only {' '.join(incident.told)}.")


def set_field(args: argparse.Namespace, screen: Screen) -> int:
    """Judge what the value of a field is."""
    if args.field not in SETTABLE:
        raise UsageError(f"no field {args.field!r} to set; there are: {', '.join(sorted(filter(None, SETTABLE)))}.")
    value = _value(args.field, args.value)

    def write(connection: sa.Connection) -> Judgement:
        incident = view.incident(connection, args.incident)
        return journal.add(connection, "set", [incident.id], field=args.field, value=value, who=_who(args), note=args.note)

    return _judge(args, screen, write)


def _value(field: str, text: str) -> str:
    """VALUE as the JSON text that the field takes: a number or `2..5` for figures, a word, or JSON as it is."""
    low, dots, high = text.partition("..")
    if field in ("fatalities", "injuries") and low.isdigit() and (high.isdigit() or not dots):
        value: object = {"low": int(low), "best": int(low), "high": int(high or low)}
    else:
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            value = text
    try:
        SETTABLE[field](value)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{field} cannot be set to {text}: {error}. Give JSON in the form that `marsad show --json` prints.") from error
    return orjson.dumps(value).decode()


def reject(args: argparse.Namespace, screen: Screen) -> int:
    """Judge that a claim is wrong, or that an incident is none."""

    def write(connection: sa.Connection) -> Judgement:
        name = args.subject if readings.claim(connection, args.subject) is not None else view.living_id(connection, args.subject)
        if name is None:
            raise UsageError(f"no claim and no incident {args.subject}. `marsad ls` and `marsad show` print their ids.")
        return journal.add(connection, "reject", [name], who=_who(args), note=args.note)

    return _judge(args, screen, write)


def undo(args: argparse.Namespace, screen: Screen) -> int:
    """Undo a judgement by another entry."""
    return _judge(args, screen, lambda connection: journal.undo(connection, args.number, who=_who(args), note=args.note))
