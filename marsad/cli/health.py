"""What `marsad doctor` looks at. Each finding says what is, and what to do where it could be better."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from marsad.errors import MarsadError
from marsad.store import schema
from marsad.store.project import Project
from marsad.version import VERSION

FREE = 1 << 30
"""Bytes of free disk below which a run of some 10,000 articles (60 KB each with all that is made of them) gets tight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`state`: "well", "poor" (works, could be better) or "broken"."""

    what: str
    state: str
    told: str
    advice: str | None = None


def findings(project: str) -> Iterator[Finding]:
    """All findings, from the ground up. Nothing is written, nothing is fetched."""
    yield Finding(what="marsad", state="well", told=f"{VERSION}, Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}; works offline")
    yield from _packs()
    yield _cache()
    yield _optional()
    yield _output()
    yield _disk(project)
    yield _project(project)


def _packs() -> Iterator[Finding]:
    from marsad import pipeline
    from marsad.languages import pack
    from marsad.registry import lookup

    try:
        lookup.load()
        yield Finding(what="registries", state="well", told="loaded")
        for language in pipeline.languages():
            yield Finding(what=f"pack {language}", state="well", told=f"loaded, version {pack.load(language).fingerprint}")
    except MarsadError as error:
        yield Finding(what="packs", state="broken", told=str(error), advice="`marsad check` lists every breach; a fresh install mends them")


def _cache() -> Finding:
    import platformdirs

    folder = pathlib.Path(platformdirs.user_cache_dir("marsad"))
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if os.access(there, os.W_OK):
        return Finding(what="cache", state="well", told=str(folder))
    advice = "Packs are compiled at every start (some seconds); set XDG_CACHE_HOME to a folder of yours"
    return Finding(what="cache", state="poor", told=f"{folder} cannot be written", advice=advice)


def _optional() -> Finding:
    missing = [name for name in ("pandas", "pyarrow") if importlib.util.find_spec(name) is None]
    if not missing:
        return Finding(what="frames", state="well", told="polars, and .to_pandas()")
    return Finding(what="frames", state="poor", told="polars", advice=f"For .to_pandas(): pip install {' '.join(missing)}")


def _output() -> Finding:
    encoding = (sys.stdout.encoding or "none").lower()
    if encoding.replace("-", "") == "utf8":
        return Finding(what="terminal", state="well", told="UTF-8")
    return Finding(what="terminal", state="poor", told=f"writes {encoding}", advice="Arabic needs UTF-8: set LC_ALL=C.UTF-8, or PYTHONUTF8=1 on Windows")


def _disk(project: str) -> Finding:
    path = pathlib.Path(project).absolute()
    there = next(parent for parent in (path, *path.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    told = f"{free / 1e9:.1f} GB free at {there}"
    if free > FREE:
        return Finding(what="disk", state="well", told=told)
    return Finding(what="disk", state="poor", told=told, advice="Make room, or choose another --project")


def _project(path: str) -> Finding:
    if not Project.is_at(path):
        return Finding(what="project", state="well", told=f"none at {path} yet", advice=f"Make one: marsad run ARTICLES... --project {path}")
    try:
        with Project(path) as project, project.look() as connection:
            counts = {t.name: connection.scalar(sa.select(sa.func.count()).select_from(t)) for t in (schema.articles, schema.incidents)}
            last = connection.execute(sa.select(schema.runs.c.ended).order_by(schema.runs.c.number.desc()).limit(1)).first()
    except MarsadError as error:
        return Finding(what="project", state="broken", told=str(error))
    told = f"{path}: {counts['articles']} articles, {counts['incidents']} incidents"
    if last is not None and last.ended is None:
        advice = f"The last run did not end, or is under way; finish it with: marsad run --project {path}"
        return Finding(what="project", state="poor", told=told, advice=advice)
    return Finding(what="project", state="well", told=told)
