"""The record of one moment, streamed out of a project: what exports are made from."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from marsad.model import Article, Incident, Problem, Tally
from marsad.store import articles, problems, view


class Rows:
    """Incidents, articles, tallies and problems as they stand in one read of the database; `shelf` holds articles by id."""

    def __init__(self, connection: sa.Connection):
        self.connection = connection
        self.shelf = articles.Shelf(connection)

    def incidents(self) -> Iterator[Incident]:
        """The incidents, in the order of the listing."""
        return iter(view.listed(self.connection))

    def articles(self) -> Iterator[Article]:
        """All articles, in the order in which they came."""
        return iter(articles.everything(self.connection))

    def tallies(self) -> Iterator[Tally]:
        """All tallies."""
        return iter(view.counted(self.connection))

    def problems(self) -> Iterator[Problem]:
        """The problems that stand."""
        return iter(problems.standing(self.connection))
