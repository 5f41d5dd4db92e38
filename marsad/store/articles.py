"""Articles as received: kept once by the hash of their bytes, with what is known about them."""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from marsad.model import Article
from marsad.store.project import Project, now
from marsad.store.schema import articles, readings
from marsad.version import VERSION

KNOWN = ("path", "url", "title", "outlet", "published", "language")
"""What may be told about an article besides its text."""
SHORT = [articles.c[name] for name in ("number", "id", "sha256", "encoding", *KNOWN, "received", "reading")]


def _differing(known: sa.RowMapping, article: Article, *, same_place: bool) -> dict[str, str]:
    """What `article` tells that was not known. The same place corrects what it said before; another place only adds."""
    told = {name: getattr(article, name) for name in KNOWN if getattr(article, name) is not None}
    return {name: value for name, value in told.items() if value != known[name] and (same_place or known[name] is None)}


def receive(connection: sa.Connection, article: Article, *, run: int) -> str:
    """Keep `article`, or find that it is here: "new", "known", or "changed" where more is told of it than before.

    One text may come again under another name (alone, or in its folder): that is the same article, not a second one.
    """
    query = sa.select(*(articles.c[name] for name in KNOWN)).where(articles.c.id == article.id)
    known = connection.execute(query).mappings().first()
    if known is None:
        _add(connection, article, run)
        return "new"
    more = _differing(known, article, same_place=(article.path, article.url) == (known["path"], known["url"]))
    if not more:
        return "known"
    # Read anew: a date or an outlet changes what the words mean. The old reading stays.
    connection.execute(articles.update().where(articles.c.id == article.id).values(**more, generation=None))
    return "changed"


def _add(connection: sa.Connection, article: Article, run: int) -> None:
    last = connection.scalar(sa.select(sa.func.max(articles.c.number))) or 0
    row = {name: getattr(article, name) for name in ("id", "sha256", "encoding", *KNOWN, "text", "raw")}
    connection.execute(articles.insert().values(number=last + 1, received=now(), software=VERSION, run=run, **row))


def _article(row: sa.RowMapping) -> Article:
    return Article(raw=b"", **{name: row[name] for name in ("id", "sha256", "encoding", *KNOWN, "text")})


def pending(project: Project, generation: int, *, batch: int = 200, letters: int = 4_000_000) -> Iterator[list[Article]]:
    """Articles that have no reading in `generation`, in order of arrival, in lists of at most `batch` articles
    and about `letters` characters. Their `raw` is left in the store (empty here)."""
    after = 0
    while True:
        unread = sa.or_(articles.c.generation.is_(None), articles.c.generation != generation)
        query = sa.select(articles.c.number, sa.func.length(articles.c.text)).where(articles.c.number > after, unread)
        with project.look() as connection:
            sizes = connection.execute(query.order_by(articles.c.number).limit(batch)).all()
            if not sizes:
                return
            numbers, total = [], 0
            for number, size in sizes:
                if numbers and total + size > letters:
                    break
                numbers.append(number)
                total += size
            query = sa.select(*SHORT, articles.c.text).where(articles.c.number.in_(numbers)).order_by(articles.c.number)
            found = [_article(row) for row in connection.execute(query).mappings()]
        after = numbers[-1]
        yield found


def count_pending(project: Project, generation: int) -> int:
    """How many articles have no reading in `generation`."""
    unread = sa.or_(articles.c.generation.is_(None), articles.c.generation != generation)
    with project.look() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(articles).where(unread)) or 0


class Shelf(Mapping[str, Article]):
    """All articles of a project by id, each fetched when asked for; the last few hundred are kept at hand."""

    def __init__(self, connection: sa.Connection, keep: int = 256) -> None:
        self._connection = connection
        self._keep = keep
        self._near: collections.OrderedDict[str, Article] = collections.OrderedDict()

    def __getitem__(self, name: str) -> Article:
        if name in self._near:
            self._near.move_to_end(name)
            return self._near[name]
        query = sa.select(*SHORT, articles.c.text).where(articles.c.id == name)
        row = self._connection.execute(query).mappings().first()
        if row is None:
            raise KeyError(name)
        self._near[name] = _article(row)
        if len(self._near) > self._keep:
            self._near.popitem(last=False)
        return self._near[name]

    def __contains__(self, name: object) -> bool:
        return name in self._near or self._connection.scalar(sa.select(articles.c.number).where(articles.c.id == name)) is not None

    def __iter__(self) -> Iterator[str]:
        yield from self._connection.scalars(sa.select(articles.c.id).order_by(articles.c.id))

    def __len__(self) -> int:
        return self._connection.scalar(sa.select(sa.func.count()).select_from(articles)) or 0


def everything(connection: sa.Connection) -> Iterator[Article]:
    """All articles by path, then id; one at a time, so that memory does not follow their number."""
    order = sa.func.coalesce(articles.c.path, articles.c.url, "")
    for name in connection.scalars(sa.select(articles.c.id).order_by(order, articles.c.id)).all():
        row = connection.execute(sa.select(*SHORT, articles.c.text).where(articles.c.id == name)).mappings().one()
        yield _article(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as `marsad articles` shows it: without its text, with what was made of it."""

    id: str
    path: str | None
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    received: str
    letters: int
    worth: bool | None
    why: str | None


def listed(connection: sa.Connection) -> Iterator[Listed]:
    """All articles by path, then id, without their texts. `worth` None: not read yet."""
    names = ("id", "path", "url", "title", "outlet", "published", "language", "received")
    query = sa.select(*(articles.c[n] for n in names), sa.func.length(articles.c.text).label("letters"), readings.c.worth, readings.c.why)
    query = query.outerjoin(readings, readings.c.number == articles.c.reading)
    for row in connection.execute(query.order_by(sa.func.coalesce(articles.c.path, articles.c.url, ""), articles.c.id)).mappings():
        yield Listed(**row)
