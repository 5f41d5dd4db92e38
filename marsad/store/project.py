"""A project: one folder with one database. Opening, making, locking, and plain words for what goes wrong."""

from __future__ import annotations

import contextlib
import datetime
import os
import pathlib
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import exc

from marsad.errors import IntegrityError, MarsadError, ProjectError
from marsad.store import schema
from marsad.store.lock import only_writer
from marsad.version import VERSION

if TYPE_CHECKING:
    from marsad.store.rows import Rows
    import polars

DATABASE = "marsad.db"
LOCK = "lock"
OURS = {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal", LOCK}


def now() -> str:
    """UTC to the second, ISO 8601."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_plain_words(path: pathlib.Path, error: exc.DBAPIError) -> MarsadError:
    """What a failure of the database means to the one who runs the command."""
    name = getattr(error.orig, "sqlite_errorname", "") or ""
    told = str(error.orig)
    if name.startswith("SQLITE_FULL"):
        return ProjectError(f"the disk that holds {path} is full: nothing was half-written. Free some space and run the same command again.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return ProjectError(f"{path} cannot be written or opened ({told}). Change the folder's rights, or choose another --project.")
    if name.startswith("SQLITE_IOERR"):
        cause = f"the disk that holds {path} gave an error ({told}): full, over quota or gone"
        return ProjectError(f"{cause}. Nothing was half-written; run the same command again when it is well.")
    if name.startswith("SQLITE_NOTADB"):
        return ProjectError(f"{path / DATABASE} is not a Marsad database. Choose another --project.")
    if name.startswith("SQLITE_CORRUPT"):
        return IntegrityError(f"{path / DATABASE} is damaged ({told}). Restore the folder from a copy, or run the articles into a new project.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ProjectError(f"another program keeps {path / DATABASE} locked. Close it and run the same command again.")
    return ProjectError(f"{path / DATABASE}: {told}")


@contextlib.contextmanager
def plain_errors(path: pathlib.Path) -> Iterator[None]:
    """Turn the database's errors into MarsadErrors that name the project and what to do."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _in_plain_words(path, error) from error


def _engine(path: pathlib.Path, *, write: bool) -> sa.Engine:
    file = path / DATABASE
    # A reader in a folder that cannot be written cannot keep WAL's shared memory; with no log left behind
    # the file itself is the whole truth.
    still = not write and not os.access(path, os.W_OK) and not (path / f"{DATABASE}-wal").exists()
    query = "?mode=rwc&uri=true" if write else "?immutable=1&uri=true" if still else "?mode=rw&uri=true"
    address = file.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    engine = sa.create_engine(f"sqlite+pysqlite:///file:{address}{query}", connect_args={"timeout": 30.0})

    @sa.event.listens_for(engine, "connect")
    def set_up(connection, _) -> None:  # noqa: ANN001
        connection.isolation_level = None  # transactions are ours, opened below
        if write:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


class Project:
    """An open project. Use as a context manager; `write` projects hold the folder's lock until closed.

    Raises ProjectError where there is none, where it is newer than this Marsad, held by another run,
    or cannot be written.

    >>> with Project("desk.marsad") as project:                     # doctest: +SKIP
    ...     project.incidents().filter(polars.col("killed_best") > 0)
    """

    def __init__(self, path: str | os.PathLike[str], *, write: bool = False, create: bool = False) -> None:
        self.path = pathlib.Path(path)
        self.writes = write or create
        self._open = contextlib.ExitStack()
        made = False if not create else self._make_folder()
        if not create and not self.is_at(self.path):
            raise ProjectError(f"there is no project at {self.path}. Make one: marsad run ARTICLES... --project {self.path}")
        try:
            if self.writes:
                self._open.enter_context(only_writer(self.path / LOCK))
            self.engine = _engine(self.path, write=self.writes)
            self._open.callback(self.engine.dispose)
            with plain_errors(self.path):
                self._check_schema(create)
        except BaseException:
            self._open.close()
            if made:
                self._unmake_folder()
            raise

    @staticmethod
    def is_at(path: str | os.PathLike[str]) -> bool:
        """Whether there is a project in that folder."""
        return (pathlib.Path(path) / DATABASE).is_file()

    def _make_folder(self) -> bool:
        """Make the folder where there is none; True when this call made it."""
        if self.path.is_file():
            raise ProjectError(f"{self.path} is a file; a project is a folder. Choose another --project.")
        if self.path.is_dir():
            strangers = sorted({p.name for p in self.path.iterdir()} - OURS)
            if strangers and not (self.path / DATABASE).exists():
                raise ProjectError(f"{self.path} is not a project and holds other files ({strangers[0]} …). Name a new folder with --project.")
            return False
        try:
            self.path.mkdir(parents=True)
        except OSError as error:
            raise ProjectError(f"{self.path} cannot be made: {error.strerror}. Choose another --project.") from error
        return True

    def _unmake_folder(self) -> None:
        with contextlib.suppress(OSError):
            for name in OURS:
                (self.path / name).unlink(missing_ok=True)
            self.path.rmdir()

    def _check_schema(self, create: bool) -> None:
        with self.engine.connect() as connection:
            known = sa.inspect(connection).has_table("meta")
            version = connection.scalar(sa.select(schema.meta.c.value).where(schema.meta.c.key == "schema")) if known else None
        if version is None and create:
            self._make_tables()
        elif version is None:
            raise ProjectError(f"{self.path} was begun and never finished. Run the articles again: marsad run ARTICLES... --project {self.path}")
        elif int(version) > schema.SCHEMA_VERSION:
            raise ProjectError(
                f"{self.path} was made by a newer Marsad (schema {version}; this is {VERSION} with schema {schema.SCHEMA_VERSION}). "
                "Install the newer version, or choose another --project."
            )

    def _make_tables(self) -> None:
        with self.write() as connection:
            schema.tables.create_all(connection)
            rows = [{"key": "schema", "value": str(schema.SCHEMA_VERSION)}, {"key": "made", "value": now()}, {"key": "software", "value": VERSION}]
            connection.execute(schema.meta.insert(), rows)

    # ------------------------------------------------------------ transactions

    @contextlib.contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that writes: all of it or nothing."""
        assert self.writes, "opened for reading"
        with plain_errors(self.path), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def look(self) -> Iterator[sa.Connection]:
        """A transaction that reads: one unchanging view of the project."""
        with plain_errors(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def rows(self) -> Iterator[Rows]:
        """The record of one moment, streamed: what an export is made from."""
        from marsad.store.rows import Rows

        with self.look() as connection:
            yield Rows(connection)

    def close(self) -> None:
        self._open.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Marsad project {self.path}>"

    # ------------------------------------------------------------ frames

    def incidents(self) -> polars.DataFrame:
        """One row an incident; columns in `docs/data-dictionary.md`."""
        from marsad.store import frames

        return frames.incidents(self)

    def claims(self) -> polars.DataFrame:
        """One row a claim of an incident; columns in `docs/data-dictionary.md`."""
        from marsad.store import frames

        return frames.claims(self)

    def articles(self) -> polars.DataFrame:
        """One row an article; columns in `docs/data-dictionary.md`."""
        from marsad.store import frames

        return frames.articles(self)
