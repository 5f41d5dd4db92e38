"""The tables of a project. Plain types only, so that the same tables serve SQLite and PostgreSQL.

What people and articles gave (articles, readings, claims, journal) is only ever added to. What is derived
(incidents, tallies, told_in) is a view: it can be thrown away and made again from the rest.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA_VERSION = 1
"""Raised by one whenever a table changes; a project of a higher one is refused, never half understood."""

tables = MetaData()

meta = Table("meta", tables, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False))

runs = Table(
    "runs", tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("started", String(32), nullable=False),
    Column("ended", String(32)),
    Column("software", String(64), nullable=False),
    Column("sources", Text, nullable=False),
    Column("outcome", Text),
)

generations = Table(
    "generations", tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("mark", String(64), nullable=False, unique=True),
    Column("software", String(64), nullable=False),
    Column("made", String(32), nullable=False),
)

# The long columns come last: a scan over the short ones then never touches their pages.
articles = Table(
    "articles", tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
    Column("encoding", String(64), nullable=False),
    Column("language", String(16)),
    Column("path", Text),
    Column("url", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", String(32)),
    Column("received", String(32), nullable=False),
    Column("software", String(64), nullable=False),
    Column("run", Integer, nullable=False),
    Column("reading", Integer),
    Column("generation", Integer),
    Column("text", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
)
Index("articles_path", articles.c.path)
Index("articles_generation", articles.c.generation)

readings = Table(
    "readings", tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("article", String(32), nullable=False),
    Column("generation", Integer, ForeignKey("generations.number"), nullable=False),
    Column("run", Integer, nullable=False),
    Column("worth", Boolean, nullable=False),
    Column("why", Text, nullable=False),
)
Index("readings_article", readings.c.article)

told = Table(
    "told", tables,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("sub_event_type", String(64), nullable=False),
    Column("links", Text, nullable=False),
)

claims = Table(
    "claims", tables,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("told", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(32), nullable=False),
    Column("field", String(32), nullable=False),
    Column("json", Text, nullable=False),
)
Index("claims_id", claims.c.id)

told_tallies = Table(
    "told_tallies", tables,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(32), nullable=False),
    Column("json", Text, nullable=False),
)

problems = Table(
    "problems", tables,
    Column("id", String(32), primary_key=True),
    Column("stage", String(32), nullable=False),
    Column("place", Text, nullable=False),
    Column("rule", String(64), nullable=False),
    Column("message", Text, nullable=False),
    Column("reading", Integer),
    Column("opened", Integer, nullable=False),
    Column("closed", Integer),
)
Index("problems_place", problems.c.place)

# ---------------------------------------------------------------- views, made again by every reconciliation

incidents = Table(
    "incidents", tables,
    Column("id", String(64), primary_key=True),
    Column("earliest", String(32)),
    Column("latest", String(32)),
    Column("event_type", String(64), nullable=False),
    Column("sub_event_type", String(64), nullable=False),
    Column("country", String(8)),
    Column("places", Text, nullable=False),
    Column("mark", String(64), nullable=False),
    Column("json", Text, nullable=False),
)
Index("incidents_earliest", incidents.c.earliest)
Index("incidents_country", incidents.c.country)

told_in = Table(
    "told_in", tables,
    Column("told", String(64), primary_key=True),
    Column("incident", String(64), nullable=False),
)

forwards = Table(
    "forwards", tables,
    Column("dead", String(64), primary_key=True),
    Column("living", String(64), nullable=False),
)

tallies = Table(
    "tallies", tables,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False),
    Column("json", Text, nullable=False),
)

journal = Table(
    "journal", tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(32), nullable=False),
    Column("subjects", Text, nullable=False),
    Column("field", String(32)),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("made", String(32), nullable=False),
    Column("note", Text),
    Column("undoes", Integer),
)
