"""Which Marsad this is: the version for people, and marks by which a run knows that its reader changed."""

from __future__ import annotations

import functools
import hashlib
import pathlib

VERSION = "0.1.0"
HERE = pathlib.Path(__file__).parent
SOURCES = (".py", ".tsv", ".toml")

# What a reading of one article does not follow from. A change in anything else makes a new generation of claims.
BESIDE_READING = (
    "__init__.py", "__main__.py", "check.py", "cli", "explain.py", "export", "ingest", "jobs.py", "progress.py", "reconcile", "record.py", "review",
    "sample", "store", "version.py",
)  # fmt: skip
# What the joining of readings follows from, besides the readings and the journal.
JOINER = ("model.py", "text.py", "registry", "reconcile")


@functools.cache
def reader_mark() -> str:
    """The mark of all that a reading follows from: code, packs, registries."""
    return mark(tuple(sorted({p.name for p in HERE.iterdir()} - set(BESIDE_READING) - {"__pycache__"})))


@functools.cache
def mark(parts: tuple[str, ...]) -> str:
    """A hash (16 hex digits) of the code and data under the named files and folders of the package.

    >>> mark(JOINER) == mark(JOINER)
    True
    """
    digest = hashlib.sha256(VERSION.encode())
    for part in parts:
        root = HERE / part
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.suffix in SOURCES)
        for path in files:
            digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
