"""Reading the tables of the registry."""

from __future__ import annotations

from pathlib import Path

from marsad.errors import PackError

HERE = Path(__file__).parent


def read_table(name: str, folder: Path = HERE) -> list[tuple[str, ...]]:
    """The rows of a registry table without its `#` head and its line of column names. Raises PackError."""
    path = folder / name
    lines = path.read_text(encoding="utf-8").splitlines()
    start = 0
    while start < len(lines) and lines[start].startswith("# "):
        start += 1
    if start == len(lines):
        raise PackError(f"{path}: no line of column names; write one after the `#` lines")
    width = lines[start].count("\t") + 1
    rows = [tuple(line.split("\t")) for line in lines[start + 1 :]]
    for number, row in enumerate(rows, start + 2):
        if len(row) != width:
            raise PackError(f"{path}:{number}: {len(row)} columns where {width} are named; mend the row")
    return rows
