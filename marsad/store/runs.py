"""Runs: when, with which software, over what, and how each ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson
import sqlalchemy as sa

from marsad.store.project import Project, now
from marsad.store.schema import articles, journal, readings, runs
from marsad.version import VERSION


def begin(project: Project, sources: Sequence[str]) -> int:
    """Open a run and return its number."""
    with project.write() as connection:
        number = (connection.scalar(sa.select(sa.func.max(runs.c.number))) or 0) + 1
        connection.execute(runs.insert().values(number=number, started=now(), software=VERSION, sources=orjson.dumps(list(sources)).decode()))
    return number


def end(project: Project, number: int, outcome: Mapping[str, int]) -> None:
    """Close a run with its counts. A run without an end was killed."""
    with project.write() as connection:
        connection.execute(runs.update().where(runs.c.number == number).values(ended=now(), outcome=orjson.dumps(dict(outcome)).decode()))


def state(connection: sa.Connection, joiner: str) -> str:
    """What a view made now would be made from: readings, journal, and the mark of the joining code."""
    counts = (
        connection.scalar(sa.select(sa.func.count(articles.c.reading))),
        connection.scalar(sa.select(sa.func.max(readings.c.number))),
        connection.scalar(sa.select(sa.func.max(journal.c.number))),
    )
    return " ".join([joiner, *(str(count or 0) for count in counts)])
