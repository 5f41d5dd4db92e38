"""The whole way, in one list of stages: articles in, record made, in a project that can be left and resumed.

Reading is a pure function of one article and may run in many processes; everything else is one writer.
Each stage takes up what is not yet done in the project, so a run that was killed is continued by the
same command, and a run over what is known already does nothing.
"""

from __future__ import annotations

import collections
import datetime
import functools
import gc
import hashlib
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from marsad import ingest
from marsad.errors import MarsadError, UsageError
from marsad.extract.article import extract
from marsad.gather import gather
from marsad.jobs import spread
from marsad.languages import pack
from marsad.model import Article, Claim, Incident, Problem, Reading, Tally
from marsad.progress import Progress, Silence
from marsad.reconcile import reconcile
from marsad.registry import lookup
from marsad.resolve.known import resolve
from marsad.store import articles, journal, problems, readings, runs, view
from marsad.store.project import Project
from marsad.store.readings import Read
from marsad.triage import TriageWords, load_triage, worth_reading
from marsad.version import JOINER, mark, reader_mark

BATCH = 64
"""Articles a transaction, and a parcel for a worker: small enough to share out 100 articles, big enough for 2 % of overhead."""
BATCH_BYTES = 16_000_000
FEW = 1_000
"""Up to so many articles one process does all. More are read in a process of its own, whose memory (160 MB of packs)
is given back before the joining (20 MB a thousand articles): together they would pass 300 MB at 10,000 articles."""
UNREAD = ("ingest", "triage", "read")
"""Problems of these stages mean that an input was not, or not wholly, read: exit code 3."""

# ---------------------------------------------------------------- one article


@functools.cache
def _kit(language: str) -> tuple[pack.Pack, TriageWords, lookup.Registry]:
    """Pack, words of triage and registry, loaded once a process."""
    # A million small objects that stay: collecting garbage among them takes longer than loading them (.67 s to .21 s).
    gc.disable()
    try:
        return pack.load(language), load_triage(language), lookup.load()
    finally:
        gc.freeze()
        gc.enable()


def read(article: Article) -> Read:
    """All that one article tells: pure, the same in any process and any order. Language: one that has a pack."""
    words, conflict, registry = _kit(article.language)
    verdict = worth_reading(article, conflict)
    why = " ".join(verdict.why) or "no word of conflict"
    if not verdict.worth:
        return Read(reading=Reading(article=article.id, incidents=(), tallies=()), worth=False, why=why)
    found = extract(article, words, registry)
    return Read(reading=gather(article, found, resolve(found, registry)), worth=True, why=why)


def _unread(article: Article, stage: str, rule: str, message: str) -> Read:
    problem = Problem(stage=stage, place=article.path or article.url or article.id, rule=rule, message=message)
    return Read(reading=Reading(article=article.id, incidents=(), tallies=(), problems=(problem,)), worth=False, why=rule)


@functools.cache
def languages() -> tuple[str, ...]:
    """Languages that have a pack."""
    return tuple(sorted(folder.name for folder in pack.HERE.iterdir() if (folder / "paradigms.tsv").is_file()))


def read_surely(article: Article) -> Read:
    """`read`, where a page that breaks the reader becomes a Problem of that page and the run goes on."""
    if article.language not in languages():  # ingest has told so
        return Read(reading=Reading(article=article.id, incidents=(), tallies=()), worth=False, why="language")
    try:
        return read(article)
    except MarsadError:
        raise
    except Exception as error:  # whatever a strange page brings out in the reader, the other pages must not pay for it
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{at.filename.rpartition('marsad')[2].lstrip('/')}:{at.lineno}"
        message = f"the reader failed on it ({type(error).__name__}: {error}; {where}). Please report it with the article."
        return _unread(article, "read", "reader-failed", message)


def _killed(article: Article) -> Read:
    return _unread(article, "read", "reader-died", "the process that read it died (out of memory?); set aside. Please report it with the article.")


# ---------------------------------------------------------------- one text, without a project


@dataclass(frozen=True, slots=True, kw_only=True)
class OneArticle:
    """What one text tells by itself."""

    article: Article
    incidents: tuple[Incident, ...]
    tallies: tuple[Tally, ...]
    problems: tuple[Problem, ...]
    worth: bool
    why: str
    """Why it was, or was not, worth reading."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for incident in self.incidents for claim in incident.claims)


def article_of(text: str, *, published: str | datetime.date | None = None, outlet: str | None = None, language: str | None = None) -> Article:
    """`text` as an article. Raises UsageError for a date that is none or a language without a pack."""
    language = language or ingest.language_of(text)
    if language not in languages():
        known = ", ".join(languages())
        raise UsageError(f"the text is in {language or 'no known language'}; Marsad reads: {known}. Say which one it is if it is one of them.")
    raw = text.encode("utf-8", "surrogatepass")
    sha = hashlib.sha256(raw).hexdigest()
    more = {"language": language, "outlet": outlet, "published": _iso(published)}
    return Article(id=f"a{sha[:16]}", text=text, sha256=sha, raw=raw, encoding="utf-8", **more)


def read_one(article: Article) -> OneArticle:
    """Read one article and join what it tells, without a project."""
    done = read(article)
    made = reconcile(done.reading.incidents, {article.id: article}, done.reading.tallies, (), {})
    found = (*done.reading.problems, *made.problems)
    return OneArticle(article=article, incidents=made.incidents, tallies=made.tallies, problems=found, worth=done.worth, why=done.why)


def _iso(published: str | datetime.date | None) -> str | None:
    """A local ISO date, or date-time to the minute, as `Article.published` holds it."""
    try:
        told = datetime.datetime.fromisoformat(published) if isinstance(published, str) and len(published) > 10 else published
        if isinstance(told, datetime.datetime):
            return told.replace(tzinfo=None).isoformat(timespec="minutes")
        return told if told is None else datetime.date.fromisoformat(str(told)).isoformat()
    except ValueError:
        raise UsageError(f"published={published!r} is no date; write 2024-07-26 or 2024-07-26T13:05.") from None


# ---------------------------------------------------------------- stages


@dataclass(slots=True, kw_only=True)
class Work:
    """One run under way."""

    project: Project
    paths: Sequence[str]
    jobs: int
    number: int
    progress: Progress
    stdin: BinaryIO | None = None
    met: set[str] = field(default_factory=set)
    """Ids of the articles met in this run."""
    troubles: list[Problem] = field(default_factory=list)
    """Problems met at the door in this run."""
    counts: collections.Counter[str] = field(default_factory=collections.Counter)


def _shown(paths: Sequence[str]) -> list[str]:
    """Paths as they can be stored and printed: bytes of a file name that are no UTF-8 become U+FFFD, as in ingest."""
    return [os.fsencode(path).decode("utf-8", errors="replace") for path in paths]


def _receive(work: Work) -> str:
    """Every source, one article or problem at a time, into the store."""
    work.progress.begin("receive", None)
    found = ingest.read_sources(work.paths, stdin=work.stdin or getattr(sys.stdin, "buffer", None), clock=lambda: datetime.datetime.now().astimezone())
    for parcel in _parcels(found):
        _keep_parcel(work, parcel)
        work.progress.step(len(parcel))
    with work.project.write() as connection:
        problems.settle(connection, _shown(work.paths), work.troubles, run=work.number)
    counts = work.counts
    return f"{counts['new']} new, {counts['changed']} changed, {counts['known']} known, {len(work.troubles)} problems"


def _parcels(found: Iterable[Article | Problem]) -> Iterator[list[Article | Problem]]:
    parcel: list[Article | Problem] = []
    size = 0
    for one in found:
        parcel.append(one)
        size += len(one.raw) if isinstance(one, Article) else 0
        if len(parcel) >= BATCH or size >= BATCH_BYTES:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel


def _keep_parcel(work: Work, parcel: Sequence[Article | Problem]) -> None:
    odd = [one for one in parcel if isinstance(one, Problem)]
    with work.project.write() as connection:
        for one in parcel:
            if isinstance(one, Article):
                work.counts[articles.receive(connection, one, run=work.number)] += 1
                work.met.add(one.id)
        problems.record(connection, odd, run=work.number)
    work.troubles += odd


def _read(work: Work) -> str:
    """Every article that this reader has not read yet."""
    with work.project.write() as connection:
        generation = readings.generation(connection, reader_mark())
    total = articles.count_pending(work.project, generation)
    work.progress.begin("read", total)
    jobs = 0 if work.jobs == 1 and total <= FEW else work.jobs
    for done in spread(read_surely, articles.pending(work.project, generation, batch=BATCH), jobs, _killed):
        with work.project.write() as connection:
            readings.keep(connection, done, generation=generation, run=work.number)
        work.progress.step(len(done))
        work.counts["read"] += len(done)
        work.counts["worth"] += sum(one.worth for one in done)
        work.counts["told"] += sum(len(one.reading.incidents) for one in done)
    return f"{work.counts['read']} read, {work.counts['worth']} of them worth reading, {work.counts['told']} incidents told"


def _reconcile(work: Work) -> str:
    """All that is told, joined into incidents."""
    work.progress.begin("reconcile", None)
    work.counts["incidents"] = reconcile_all(work.project)
    return f"{work.counts['incidents']} incidents"


def reconcile_all(project: Project) -> int:
    """Make the incidents from what is told and judged; nothing to do where both are as they were. Returns their number."""
    with project.look() as connection:
        state = runs.state(connection, mark(JOINER))
        if view.made_from(connection) == state:
            return view.count(connection)
        told = list(readings.told_incidents(connection))
        judged = journal.standing(journal.entries(connection))
        counted = list(readings.tallies(connection))
        made = reconcile(told, articles.Shelf(connection), counted, judged, view.previous(connection))
    with project.write() as connection:
        view.replace(connection, made.incidents, made.tallies, made.forwards)
        problems.replace_stage(connection, "reconcile", made.problems)
        view.stamp(connection, state)
    return len(made.incidents)


STAGES: tuple[tuple[str, Callable[[Work], str]], ...] = (("receive", _receive), ("read", _read), ("reconcile", _reconcile))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run went. `problems`: what kept inputs of this run from being read."""

    run: int
    new: int
    known: int
    changed: int
    read: int
    incidents: int
    problems: tuple[Problem, ...]
    seconds: dict[str, float]


def run(paths: Sequence[str], project: Project, *, jobs: int = 1, progress: Progress | None = None, stdin: BinaryIO | None = None) -> Outcome:
    """Bring `paths` into `project` and the record up to date. No paths: finish what is there.

    Raises ProjectError and IntegrityError for the project, PackError for the packs; what is wrong with an
    input is a Problem of the outcome. Interrupted at any point, the same call goes on from there.
    """
    shown = progress or Silence()
    work = Work(project=project, paths=paths, jobs=jobs, number=runs.begin(project, _shown(paths)), progress=shown, stdin=stdin)
    seconds = {}
    for name, stage in STAGES:
        begun = time.perf_counter()
        told = stage(work)
        seconds[name] = time.perf_counter() - begun
        shown.end(name, told, seconds[name])
    with project.look() as connection:
        unread = problems.of_articles(connection, None if not paths else work.met, UNREAD)
    found = tuple(dict.fromkeys([*(p for p in work.troubles if p.stage in UNREAD), *unread]))
    counts = work.counts
    runs.end(project, work.number, {**counts, "problems": len(found)})
    return Outcome(
        run=work.number, new=counts["new"], known=counts["known"], changed=counts["changed"], read=counts["read"],
        incidents=counts["incidents"], problems=found, seconds=seconds,
    )
