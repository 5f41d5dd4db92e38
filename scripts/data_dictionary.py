#!/usr/bin/env python3
"""Make docs/data-dictionary.md from docs/columns.tsv.

    python scripts/data_dictionary.py            write it
    python scripts/data_dictionary.py --check    exit 1 where it is stale
"""

from __future__ import annotations

import argparse
import itertools
import pathlib
import sys

DOCS = pathlib.Path(__file__).parents[1] / "docs"
HEAD = """# Data dictionary

Made from `columns.tsv` by `scripts/data_dictionary.py`; edit the table, not this page.

Unknown is null everywhere, and an empty list where a list is due; 0 stands only where somebody said none. Times are local to the place. Offsets count Unicode code points of the article's `text`. `[]` reads "of each", a dot leads into an object. The shape of an incident, with types, is `incident.schema.json`; the rules behind the values are those of `how-it-decides.md`.
"""


def rows() -> list[list[str]]:
    """(table, column, meaning) for every row of columns.tsv."""
    lines = DOCS.joinpath("columns.tsv").read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def frame_types() -> dict[tuple[str, str], str]:
    """Column types of the frames, by table and column."""
    from marsad.store import frames

    schemas = {"incidents": frames.INCIDENTS, "claims": frames.CLAIMS, "articles": frames.ARTICLES}
    return {(f"marsad.open(path).{name}()", column): str(kind) for name, schema in schemas.items() for column, kind in schema.items()}


def page() -> str:
    """The whole page."""
    types = frame_types()
    out = [HEAD]
    for table, mine in itertools.groupby(rows(), key=lambda row: row[0]):
        typed = table.startswith("marsad.")
        out.append(f"\n## {table}\n\n" + ("| column | type | meaning |\n|---|---|---|\n" if typed else "| key | meaning |\n|---|---|\n"))
        for _, column, meaning in mine:
            kind = f" {types[table, column]} |" if typed else ""
            out.append(f"| `{column}` |{kind} {meaning} |\n")
    return "".join(out)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--check", action="store_true", help="only say whether the page is stale")
    target = DOCS / "data-dictionary.md"
    if ask.parse_args().check:
        return int(not target.exists() or target.read_text(encoding="utf8") != page())
    target.write_text(page(), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
