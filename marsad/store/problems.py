"""Problems: kept once each, closed when the same place is read without them."""

from __future__ import annotations

import hashlib
import pathlib
from collections.abc import Collection, Iterable, Iterator, Sequence

import sqlalchemy as sa

from marsad.model import Problem
from marsad.store.schema import articles, problems, runs


def _id(problem: Problem, reading: int | None) -> str:
    parts = (problem.stage, problem.place, problem.rule, problem.message, str(reading))
    return "p" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def record(connection: sa.Connection, found: Iterable[Problem], *, run: int, reading: int | None = None) -> None:
    """Keep each problem; one that stands already is left as it is, one that was closed is opened again."""
    for problem in found:
        name = _id(problem, reading)
        known = connection.execute(sa.select(problems.c.closed).where(problems.c.id == name)).first()
        if known is None:
            row = {"stage": problem.stage, "place": problem.place, "rule": problem.rule, "message": problem.message}
            connection.execute(problems.insert().values(id=name, reading=reading, opened=run, closed=None, **row))
        elif known.closed is not None:
            connection.execute(problems.update().where(problems.c.id == name).values(closed=None, opened=run))


def settle(connection: sa.Connection, sources: Sequence[str], met: Collection[Problem], *, run: int) -> None:
    """Close what stood at the door against `sources`, all of which were just read again, and was not met again."""
    again = {_id(problem, None) for problem in met}
    stands = sa.select(problems.c.id, problems.c.place).where(problems.c.reading.is_(None), problems.c.closed.is_(None))
    for name, place in connection.execute(stands).all():
        if name not in again and any(_within(place, source) or _within(place, pathlib.PurePath(source).name) for source in sources):
            connection.execute(problems.update().where(problems.c.id == name).values(closed=run))


def replace_stage(connection: sa.Connection, stage: str, found: Sequence[Problem]) -> None:
    """Let `found` be all the problems that stand for a stage that is always done anew as a whole."""
    run = connection.scalar(sa.select(sa.func.max(runs.c.number))) or 0
    record(connection, found, run=run)
    again = [_id(problem, None) for problem in found]
    stands = (problems.c.stage == stage) & problems.c.reading.is_(None) & problems.c.closed.is_(None)
    connection.execute(problems.update().where(stands & problems.c.id.not_in(again)).values(closed=run))


def _within(place: str, source: str) -> bool:
    """Whether a problem's place is the source itself, a line of it ("x.jsonl:3") or a file in it; the same of the
    source's last name, by which articles are called."""
    source = source.rstrip("/\\")
    return place == source or place.startswith((f"{source}:", f"{source}/", f"{source}\\"))


def standing(connection: sa.Connection) -> Iterator[Problem]:
    """Every problem that stands: those of the door, and those of each article's current reading; by place."""
    current = sa.select(articles.c.reading).where(articles.c.reading.is_not(None))
    stands = problems.c.closed.is_(None) & (problems.c.reading.is_(None) | problems.c.reading.in_(current))
    columns = (problems.c.stage, problems.c.place, problems.c.rule, problems.c.message)
    query = sa.select(*columns).where(stands).distinct().order_by(problems.c.place, problems.c.stage, problems.c.rule, problems.c.message)
    for row in connection.execute(query).mappings():
        yield Problem(**row)


def of_articles(connection: sa.Connection, names: Collection[str] | None, stages: Collection[str]) -> list[Problem]:
    """The problems of the named stages in the current readings of the articles `names` (None: of all), by place."""
    columns = (articles.c.id, problems.c.stage, problems.c.place, problems.c.rule, problems.c.message)
    query = sa.select(*columns).join(articles, articles.c.reading == problems.c.reading).where(problems.c.stage.in_(stages))
    found = connection.execute(query.order_by(problems.c.place, problems.c.rule)).mappings()
    return [Problem(**{k: v for k, v in row.items() if k != "id"}) for row in found if names is None or row["id"] in names]
