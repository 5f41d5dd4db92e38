"""A manifest: JSON Lines that name articles and say what is known about them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

import orjson

from marsad.ingest.entry import Entry, Given, Oddity
from marsad.ingest.take import take_bytes
from marsad.model import Problem

LINE_LIMIT = 8_000_000
"""Most bytes of one line: `take.RAW_LIMIT` bytes of text, each written as an escape of up to four bytes."""

KEYS = ("title", "published", "outlet", "url", "language")
SHAPE = 'a line is one JSON object, such as {"path": "001.txt", "published": "2024-07-26", "outlet": "…"}'
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
BOM = b"\xef\xbb\xbf"


def read_manifest(stream: BinaryIO, name: str, folder: str) -> Iterator[Entry | Problem]:
    """The articles of a manifest, line by line in bounded memory, and a Problem for each line that names none.

    A line gives `path` (from `folder`, the manifest's own; it may lead out of it, to any file that is there) or
    `text`, and any of `title`, `published`, `outlet`, `url`, `language`; other keys are left alone, so that an
    exported articles.jsonl can be read again. With both, `text` is read and `path` is its name.
    """
    number = 0
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        place = f"{name}:{number}"
        if number == 1:
            if line.startswith(WIDE_MARKS):
                message = "the manifest is UTF-16, not UTF-8, and none of it is read; save it as UTF-8"
                yield Oddity(rule="manifest-not-utf8", message=message).at(name)
                return
            line = line.removeprefix(BOM)
        if len(line) > LINE_LIMIT:
            _skip_line(stream, line)
            message = f"the line is longer than {LINE_LIMIT} bytes and is left out; put the text into a file and name that as path"
            yield Oddity(rule="line-too-long", message=message).at(place)
        elif line.strip():
            yield from read_line(line, place, folder)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LINE_LIMIT)


def read_line(line: bytes, place: str, folder: str) -> Iterator[Entry | Problem]:
    """One line of a manifest: its Problems, and the Entry unless nothing can be read of it."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        message = f"the line is no JSON in UTF-8 ({error}) and is left out; {SHAPE}"
        yield Oddity(rule="not-json", message=message).at(place)
        return
    if not isinstance(record, dict):
        yield Oddity(rule="not-an-object", message=f"the line is JSON but no object, and is left out; {SHAPE}").at(place)
        return
    for key in ("path", "text", *KEYS):
        if not isinstance(record.get(key), str | None):
            left = "the line is left out" if key in ("path", "text") else "it is read as if it were not given"
            message = f"{key} is {orjson.dumps(record[key])[:40].decode(errors='replace')}, not a string; {left}"
            yield Oddity(rule="wrong-type", message=message).at(place)
    if all(isinstance(record.get(key), str | None) for key in ("path", "text")):
        yield _entry(record, place, folder)


def _entry(record: dict[str, object], place: str, folder: str) -> Entry | Problem:
    path, text = (_string(record, key) for key in ("path", "text"))
    given = Given(**{key: _string(record, key) for key in KEYS})
    if text is not None:
        return Entry(place=place, name=path, given=given, taken=take_bytes(text.encode()), listed=True)
    if path is None:
        return Oddity(rule="no-text", message=f"the line has neither path nor text, and is left out; {SHAPE}").at(place)
    file = os.path.join(folder, path)
    if not os.path.exists(file):
        message = f"there is no file {path!r} (paths start at the manifest's folder, {folder or '.'}); correct the path or bring the file"
        return Oddity(rule="missing-file", message=message).at(place)
    if not os.path.isfile(file):
        return Oddity(rule="not-a-file", message=f"{path!r} is no file; name the articles one by one, or give the folder itself").at(place)
    return Entry(place=place, name=path, given=given, file=file, listed=True)


def _string(record: dict[str, object], key: str) -> str | None:
    """The string under `key`; None when there is none, or nothing in it (`text` may be empty: that is another oddity)."""
    value = record.get(key)
    return value if isinstance(value, str) and (value.strip() or key == "text") else None
