"""Find the articles that were named: files, folders, manifests, standard input."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from marsad.errors import UsageError
from marsad.ingest.entry import Entry, Oddity
from marsad.ingest.manifest import SHAPE, read_manifest
from marsad.ingest.take import take
from marsad.model import Problem

ARTICLES = (".txt", ".md")
MANIFEST = ".jsonl"
STDIN = "-"
KINDS = "Marsad reads .txt and .md files, folders of them, .jsonl manifests, and - for standard input"


def find(paths: Sequence[str], stdin: BinaryIO | None) -> Iterator[Entry | Problem]:
    """Every article that `paths` name, manifests first: a file that one of them describes is read with what it says.

    The rest comes in the order given, what is in a folder sorted by name. Opens manifests, not articles.
    """
    paths = [os.fspath(path) for path in paths]
    for path in paths:
        if is_manifest(path):
            yield from _in_manifest(path)
    for path in paths:
        if path == STDIN:
            yield from _in_stdin(stdin)
        elif not is_manifest(path):
            yield from _in_path(path)


def is_manifest(path: str) -> bool:
    return path.lower().endswith(MANIFEST) and not os.path.isdir(path)


def shown(path: str) -> str:
    """A path as it can be stored and printed: bytes of a file name that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def unreadable(error: OSError, place: str) -> Problem:
    message = f"cannot be read: {error.strerror or error}; mend its rights or its place, and run again"
    return Oddity(rule="unreadable", message=message).at(place)


def _in_path(path: str) -> Iterator[Entry | Problem]:
    place = shown(path)
    if os.path.isdir(path):
        yield from _in_folder(path)
    elif not os.path.lexists(path):
        yield Oddity(rule="missing-path", message="there is no such file or folder; correct the name").at(place)
    elif not path.lower().endswith(ARTICLES):
        message = f"is not read, because of its name. {KINDS}; if it is plain text, give it a name in .txt"
        yield Oddity(rule="unknown-kind", message=message).at(place)
    else:
        yield _in_file(path, shown(os.path.basename(path)))


def _in_file(path: str, name: str) -> Entry | Problem:
    if os.path.exists(path) and not os.path.isfile(path):
        # Opening a pipe waits for somebody to write into it, and some devices never end.
        message = "is a pipe or a device, not a file, and is not opened; pipe its text into marsad run -"
        return Oddity(rule="not-a-file", message=message).at(shown(path))
    return Entry(place=shown(path), name=name, file=path)


def _in_folder(folder: str) -> Iterator[Entry | Problem]:
    """The .txt and .md files in a folder and below; hidden ones and Marsad's own projects are passed by."""
    called = os.path.basename(os.path.abspath(folder))
    found = False
    problems: list[OSError] = []
    for at, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not f.endswith(".marsad"))
        for file in sorted(files):
            if file.startswith(".") or not file.lower().endswith(ARTICLES):
                continue
            found = True
            full = os.path.join(at, file)
            name = os.path.join(called, os.path.relpath(full, folder)).replace(os.sep, "/")
            yield _in_file(full, shown(name))
    for error in problems:
        found = True
        yield unreadable(error, shown(error.filename or folder))
    if not found:
        message = "no .txt or .md file in this folder or below; a manifest (.jsonl) in it is used when it is named itself"
        yield Oddity(rule="no-articles", message=message).at(shown(folder))


def _in_manifest(path: str) -> Iterator[Entry | Problem]:
    place = shown(path)
    if not os.path.lexists(path):
        yield Oddity(rule="missing-path", message="there is no such manifest; correct the name").at(place)
        return
    found = False
    try:
        with open(path, "rb") as stream:
            for entry in read_manifest(stream, place, os.path.dirname(path)):
                found = True
                yield entry
    except OSError as error:
        found = True
        yield unreadable(error, place)
    if not found:
        yield Oddity(rule="no-articles", message=f"the manifest names no article; {SHAPE}").at(place)


def _in_stdin(stdin: BinaryIO | None) -> Iterator[Entry | Problem]:
    """One article, or a manifest (with paths from the current folder) when it begins like a JSON object."""
    if stdin is None:
        raise UsageError("- stands for standard input, and there is none; pipe an article or a manifest into the command")
    stream = io.BufferedReader(stdin)
    try:
        if stream.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            yield from read_manifest(stream, STDIN, "")
        else:
            yield Entry(place=STDIN, name=None, taken=take(stream))
    finally:
        # The stream is the caller's; without this it would be closed with the wrapper.
        stream.detach()
