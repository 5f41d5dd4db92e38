"""The current view: incidents and tallies as the last reconciliation made them, under ids that stay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from marsad import record
from marsad.errors import UsageError
from marsad.model import Incident, Tally
from marsad.store.schema import forwards, incidents, meta, tallies, told_in
from marsad.text import norm


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which incidents to list; None asks nothing. Days are ISO dates, both ends included."""

    since: str | None = None
    until: str | None = None
    country: str | None = None
    kind: str | None = None
    """Part of an event type or sub-event type, in any case."""
    place: str | None = None
    """Part of a name of the place, in either script."""


def previous(connection: sa.Connection) -> dict[str, str]:
    """Told key → id of the incident that last held it."""
    return {key: name for key, name in connection.execute(sa.select(told_in.c.told, told_in.c.incident))}


def _row(incident: Incident) -> dict[str, str | None]:
    text = record.dumps(incident)
    where = incident.where
    names = [where.name, where.name_ar, where.site, where.admin1, *where.sites]
    return {
        "id": incident.id, "earliest": incident.when.earliest, "latest": incident.when.latest,
        "event_type": incident.event_type, "sub_event_type": incident.sub_event_type, "country": where.country,
        "places": "\n".join(norm(name) for name in names if name), "mark": hashlib.sha256(text.encode()).hexdigest(), "json": text,
    }


def replace(connection: sa.Connection, made: Sequence[Incident], counted: Sequence[Tally], moved: Mapping[str, str]) -> None:
    """Make `made` and `counted` the current view. Rows that did not change are not touched.

    `moved`: dead id → living id; kept for ever, so that an id once given away always leads somewhere.
    """
    kept = {name: mark for name, mark in connection.execute(sa.select(incidents.c.id, incidents.c.mark))}
    for incident in made:
        row = _row(incident)
        mark = kept.pop(incident.id, None)
        if mark is None:
            connection.execute(incidents.insert(), row)
        elif mark != row["mark"]:
            connection.execute(incidents.update().where(incidents.c.id == incident.id).values(row))
    for gone in kept:
        connection.execute(incidents.delete().where(incidents.c.id == gone))
    _remember_ids(connection, made)
    _forward(connection, moved, {incident.id for incident in made})
    connection.execute(tallies.delete())
    rows = [{"position": n, "id": tally.id, "json": record.dumps(tally)} for n, tally in enumerate(counted)]
    if rows:
        connection.execute(tallies.insert(), rows)


def _remember_ids(connection: sa.Connection, made: Sequence[Incident]) -> None:
    """Told keys keep their incident even while they are out of view: a judgement undone gives the old id back."""
    known = previous(connection)
    for incident in made:
        for key in incident.told:
            if key not in known:
                connection.execute(told_in.insert().values(told=key, incident=incident.id))
            elif known[key] != incident.id:
                connection.execute(told_in.update().where(told_in.c.told == key).values(incident=incident.id))


def _forward(connection: sa.Connection, moved: Mapping[str, str], living: set[str]) -> None:
    for dead, heir in sorted(moved.items()):
        connection.execute(forwards.delete().where(forwards.c.dead == dead))
        connection.execute(forwards.update().where(forwards.c.living == dead).values(living=heir))
        connection.execute(forwards.insert().values(dead=dead, living=heir))
    for name in connection.scalars(sa.select(forwards.c.dead)).all():
        if name in living:
            connection.execute(forwards.delete().where(forwards.c.dead == name))


# ---------------------------------------------------------------- looking


def _conditions(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    dated = incidents.c.earliest.is_not(None) | incidents.c.latest.is_not(None)
    if wanted.since:
        yield dated & (incidents.c.latest.is_(None) | (incidents.c.latest >= wanted.since))
    if wanted.until:
        yield dated & (incidents.c.earliest.is_(None) | (sa.func.substr(incidents.c.earliest, 1, 10) <= wanted.until))
    if wanted.country:
        yield incidents.c.country == wanted.country.upper()
    if wanted.kind:
        part = wanted.kind.lower()
        yield sa.func.lower(incidents.c.sub_event_type).contains(part, autoescape=True) | sa.func.lower(incidents.c.event_type).contains(part, autoescape=True)
    if wanted.place:
        yield incidents.c.places.contains(norm(wanted.place), autoescape=True)


def listed(connection: sa.Connection, wanted: Wanted = Wanted()) -> Iterator[Incident]:
    """The incidents asked for, by time, place and id; the undated last."""
    order = (sa.func.coalesce(incidents.c.earliest, incidents.c.latest, "9999"), incidents.c.places, incidents.c.id)
    query = sa.select(incidents.c.json).where(*_conditions(wanted)).order_by(*order)
    for text in connection.scalars(query):
        yield record.loads(Incident, text)


def count(connection: sa.Connection) -> int:
    """How many incidents there are now."""
    return connection.scalar(sa.select(sa.func.count()).select_from(incidents)) or 0


def incident(connection: sa.Connection, name: str) -> Incident:
    """The incident of that id, or the one it was merged into. Raises UsageError where there is none."""
    heir = connection.scalar(sa.select(forwards.c.living).where(forwards.c.dead == name))
    text = connection.scalar(sa.select(incidents.c.json).where(incidents.c.id == (heir or name)))
    if text is None:
        raise UsageError(f"no incident {name}. `marsad ls` lists those there are.")
    return record.loads(Incident, text)


def living_id(connection: sa.Connection, name: str) -> str | None:
    """`name` itself where an incident has it, its heir where it was merged, None where neither is there."""
    heir = connection.scalar(sa.select(forwards.c.living).where(forwards.c.dead == name)) or name
    return connection.scalar(sa.select(incidents.c.id).where(incidents.c.id == heir))


def counted(connection: sa.Connection) -> Iterator[Tally]:
    """The current tallies, in the order in which they were made."""
    for text in connection.scalars(sa.select(tallies.c.json).order_by(tallies.c.position)):
        yield record.loads(Tally, text)


# ---------------------------------------------------------------- what the view was made from


def made_from(connection: sa.Connection) -> str | None:
    """What the view was last made from, as `stamp` wrote it."""
    return connection.scalar(sa.select(meta.c.value).where(meta.c.key == "view"))


def stamp(connection: sa.Connection, source: str) -> None:
    """Note what the view is made from: when it is the same again, there is nothing to do."""
    if made_from(connection) is None:
        connection.execute(meta.insert().values(key="view", value=source))
    else:
        connection.execute(meta.update().where(meta.c.key == "view").values(value=source))
