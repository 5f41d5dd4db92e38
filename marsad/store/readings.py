"""Readings of articles: told incidents, claims and tallies, added by generation and never edited."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from marsad import record
from marsad.model import Claim, Reading, Tally, ToldIncident, ToldLink
from marsad.store import problems
from marsad.store.project import now
from marsad.store.schema import articles, claims, generations, readings, told, told_tallies
from marsad.version import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One article read: was it worth it, why, and all that it tells."""

    reading: Reading
    worth: bool
    why: str


def generation(connection: sa.Connection, mark: str) -> int:
    """The number of the generation whose reader has this `mark`; a new reader opens a new one."""
    known = connection.scalar(sa.select(generations.c.number).where(generations.c.mark == mark))
    if known is not None:
        return known
    number = (connection.scalar(sa.select(sa.func.max(generations.c.number))) or 0) + 1
    connection.execute(generations.insert().values(number=number, mark=mark, software=VERSION, made=now()))
    return number


def keep(connection: sa.Connection, read: Sequence[Read], *, generation: int, run: int) -> None:
    """Add the readings and make each the current one of its article."""
    last = connection.scalar(sa.select(sa.func.max(readings.c.number))) or 0
    for number, one in enumerate(read, last + 1):
        _keep_one(connection, one, number, generation, run)


def _keep_one(connection: sa.Connection, read: Read, number: int, generation: int, run: int) -> None:
    reading = read.reading
    row = {"number": number, "article": reading.article, "generation": generation, "run": run, "worth": read.worth, "why": read.why}
    connection.execute(readings.insert(), row)
    told_rows, claim_rows = [], []
    for at, incident in enumerate(reading.incidents):
        links = record.dumps(incident.links)
        told_rows.append({"reading": number, "position": at, "key": incident.key, "sub_event_type": incident.sub_event_type, "links": links})
        claim_rows += [
            {"reading": number, "told": at, "position": n, "id": claim.id, "field": claim.field, "json": record.dumps(claim)}
            for n, claim in enumerate(incident.claims)
        ]
    tally_rows = [{"reading": number, "position": n, "id": tally.id, "json": record.dumps(tally)} for n, tally in enumerate(reading.tallies)]
    for table, rows in ((told, told_rows), (claims, claim_rows), (told_tallies, tally_rows)):
        if rows:
            connection.execute(table.insert(), rows)
    problems.record(connection, reading.problems, run=run, reading=number)
    connection.execute(articles.update().where(articles.c.id == reading.article).values(reading=number, generation=generation))


def told_incidents(connection: sa.Connection) -> Iterator[ToldIncident]:
    """The told incidents of every article's current reading, by article id and then in the order of the text."""
    here = told.join(readings, readings.c.number == told.c.reading).join(articles, articles.c.reading == readings.c.number)
    query = sa.select(articles.c.id, told).select_from(here).order_by(articles.c.id, told.c.position)
    of_claims = _claims_in_order(connection)
    waiting = next(of_claims, None)
    for row in connection.execute(query).mappings():
        mine: list[Claim] = []
        while waiting is not None and waiting[0] == (row["reading"], row["position"]):
            mine.append(waiting[1])
            waiting = next(of_claims, None)
        links = record.loads_many(ToldLink, row["links"])
        yield ToldIncident(key=row["key"], article=row["id"], sub_event_type=row["sub_event_type"], claims=tuple(mine), links=links)


def _claims_in_order(connection: sa.Connection) -> Iterator[tuple[tuple[int, int], Claim]]:
    here = claims.join(articles, articles.c.reading == claims.c.reading)
    query = sa.select(claims.c.reading, claims.c.told, claims.c.json).select_from(here)
    load = functools.partial(record.loads, Claim)
    for reading, position, text in connection.execute(query.order_by(articles.c.id, claims.c.told, claims.c.position)):
        yield (reading, position), load(text)


def tallies(connection: sa.Connection) -> Iterator[Tally]:
    """The tallies of every article's current reading, by article id and then in the order of the text."""
    here = told_tallies.join(articles, articles.c.reading == told_tallies.c.reading)
    query = sa.select(told_tallies.c.json).select_from(here).order_by(articles.c.id, told_tallies.c.position)
    for text in connection.scalars(query):
        yield record.loads(Tally, text)


def claim(connection: sa.Connection, name: str) -> Claim | None:
    """The latest claim of that id, from whichever reading holds it."""
    text = connection.scalar(sa.select(claims.c.json).where(claims.c.id == name).order_by(claims.c.reading.desc()).limit(1))
    return None if text is None else record.loads(Claim, text)
