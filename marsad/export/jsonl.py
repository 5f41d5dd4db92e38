"""The record as JSON Lines: incidents, articles, tallies and problems, whole files or none.

Incidents follow `docs/incident.schema.json`. Before anything is replaced, every quote of every claim is held
against the text of its article; one that does not match stops the export.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

from marsad import record
from marsad.errors import IntegrityError, ProjectError
from marsad.model import Article, Evidence, Incident, Problem, Tally


class Rows(Protocol):
    """The record of one moment, streamed: what a project hands to an export."""

    shelf: Mapping[str, Article]

    def incidents(self) -> Iterator[Incident]: ...

    def articles(self) -> Iterator[Article]: ...

    def tallies(self) -> Iterator[Tally]: ...

    def problems(self) -> Iterator[Problem]: ...


class Source(Protocol):
    """What can be exported: a project."""

    def rows(self) -> AbstractContextManager[Rows]: ...


def check_quote(evidence: Evidence, shelf: Mapping[str, Article], claim: str) -> None:
    """Raise IntegrityError unless the quote stands in its article, where it says.

    The rule of the codebook, section 5: a claim without words does not exist.
    """
    article = shelf.get(evidence.article)
    if article is None:
        raise IntegrityError(f"{claim}: its article {evidence.article} is not in the project. Run the articles into a new project.")
    if not evidence.quote or article.text[evidence.start:evidence.end] != evidence.quote:
        where = f"{evidence.start}..{evidence.end}"
        raise IntegrityError(f"{claim}: article {evidence.article} does not say {evidence.quote!r} at {where}. Run the articles into a new project.")


def _incidents(rows: Rows) -> Iterator[record.JsonObject]:
    for incident in rows.incidents():
        for claim in incident.claims:
            check_quote(claim.evidence, rows.shelf, f"claim {claim.id} of {incident.id}")
        for link in incident.links:
            if link.evidence is not None:
                check_quote(link.evidence, rows.shelf, f"a link of {incident.id}")
        yield record.public_incident(incident)


def _articles(rows: Rows) -> Iterator[record.JsonObject]:
    return map(record.public_article, rows.articles())


def _tallies(rows: Rows) -> Iterator[record.JsonObject]:
    for tally in rows.tallies():
        check_quote(tally.evidence, rows.shelf, f"tally {tally.id}")
        yield record.public_tally(tally)


def _problems(rows: Rows) -> Iterator[record.JsonObject]:
    return map(record.public_problem, rows.problems())


FILES: dict[str, Callable[[Rows], Iterator[record.JsonObject]]] = {
    "incidents.jsonl": _incidents, "articles.jsonl": _articles, "tallies.jsonl": _tallies, "problems.jsonl": _problems,
}


def export(project: Source, folder: str | os.PathLike[str]) -> dict[str, int]:
    """Write the four files into `folder` and return the number of lines of each.

    All of one moment, and all or none: they are written beside and put in place when every one is whole.
    Raises IntegrityError for a quote that its article does not hold, ProjectError where the folder cannot be written.

    >>> export(marsad.open("desk.marsad"), "out")                   # doctest: +SKIP
    {'incidents.jsonl': 24, 'articles.jsonl': 24, 'tallies.jsonl': 6, 'problems.jsonl': 0}
    """
    target = pathlib.Path(folder)
    written: dict[str, int] = {}
    with contextlib.ExitStack() as beside, project.rows() as rows:
        try:
            target.mkdir(parents=True, exist_ok=True)
            for name, lines in FILES.items():
                draft = target / f".{name}.{os.getpid()}"
                beside.callback(draft.unlink, missing_ok=True)
                with draft.open("wb") as file:
                    written[name] = _write(file, lines(rows))
            for name in FILES:
                (target / f".{name}.{os.getpid()}").replace(target / name)
        except OSError as error:
            raise ProjectError(f"{target} cannot be written: {error.strerror}. Nothing there was changed; choose another folder with -o.") from error
    return written


def _write(file: BinaryIO, rows: Iterator[record.JsonObject]) -> int:
    count = 0
    for row in rows:
        file.write(record.line(row).encode() + b"\n")
        count += 1
    file.flush()
    os.fsync(file.fileno())
    return count
