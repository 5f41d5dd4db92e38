"""The journal of people's judgements: only ever added to; an entry is undone by another entry."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
import sqlalchemy as sa

from marsad.errors import UsageError
from marsad.model import Judgement
from marsad.store.project import now
from marsad.store.schema import journal

KINDS = ("merge", "split", "set", "reject", "undo")


def entries(connection: sa.Connection) -> tuple[Judgement, ...]:
    """Every entry, the first first."""
    rows = connection.execute(sa.select(journal).order_by(journal.c.number)).mappings()
    return tuple(
        Judgement(
            number=row["number"], kind=row["kind"], subjects=tuple(orjson.loads(row["subjects"])), field=row["field"], value=row["value"],
            who=row["who"], when=row["made"], note=row["note"], undoes=row["undoes"],
        )
        for row in rows
    )


def standing(all_entries: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements in force: not undone, and no undoings. An undoing that is itself undone does not count.

    >>> standing(())
    ()
    """
    undone = undone_by(all_entries)
    return tuple(e for e in all_entries if e.kind != "undo" and e.number not in undone)


def undone_by(all_entries: Sequence[Judgement]) -> dict[int, int]:
    """Number of an undone entry → number of the entry that undoes it, now."""
    undone: dict[int, int] = {}
    for entry in reversed(all_entries):
        if entry.kind == "undo" and entry.number not in undone and entry.undoes is not None:
            undone[entry.undoes] = entry.number
    return undone


def add(
    connection: sa.Connection, kind: str, subjects: Sequence[str], *, who: str,
    field: str | None = None, value: str | None = None, note: str | None = None, undoes: int | None = None,
) -> Judgement:
    """Write one judgement down and return it with its number. `value` is JSON text."""
    assert kind in KINDS, kind
    number = (connection.scalar(sa.select(sa.func.max(journal.c.number))) or 0) + 1
    entry = Judgement(
        number=number, kind=kind, subjects=tuple(subjects), field=field, value=value, who=who, when=now(), note=note, undoes=undoes,
    )
    row = {"number": number, "kind": kind, "subjects": orjson.dumps(entry.subjects).decode(), "field": field, "value": value}
    connection.execute(journal.insert().values(**row, who=who, made=entry.when, note=note, undoes=undoes))
    return entry


def undo(connection: sa.Connection, number: int, *, who: str, note: str | None = None) -> Judgement:
    """Undo entry `number` by a new entry. Raises UsageError where there is none or it is undone already."""
    known = entries(connection)
    entry = next((e for e in known if e.number == number), None)
    if entry is None:
        raise UsageError(f"the journal has no entry {number}; it has {len(known)}. `marsad journal` lists them.")
    by = undone_by(known).get(number)
    if by is not None:
        raise UsageError(f"entry {number} is undone already, by entry {by}. `marsad journal` lists what stands.")
    return add(connection, "undo", entry.subjects, who=who, note=note, undoes=number)
