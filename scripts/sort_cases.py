"""Sort the cases of events by what the reader makes of them: those that it gets wrong into `known_failures.toml`, the others back.

    python scripts/sort_cases.py            # moves and says what it moved
    python scripts/sort_cases.py --check    # only says; exit code 1 where something is to be moved

Rows keep their words, their reasons and their order; one that comes back goes to the end of its file. `why`, what the
reader gets wrong, is written where a row is new among the known failures, and kept where it stands there already.
"""

from __future__ import annotations

import json
import pathlib
import sys
import tomllib
from collections.abc import Callable

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests/cases/ar"
NAMES = ("events_positive", "events_negative", "known_failures")
ROW = "[[case]]\n"


def rows(text: str) -> tuple[str, list[str]]:
    """The head of a file of cases, and its rows as written."""
    head, *parts = text.split(ROW)
    return head.strip() + "\n", [ROW + part.strip() + "\n" for part in parts]


def sorted_files(files: dict[str, str], wrong: Callable[[dict], list[str]]) -> dict[str, str]:
    """The files, by name, with every row in its place. `wrong`: what the reader gets wrong in a case."""
    heads = {name: rows(files[name])[0] for name in NAMES}
    kept: dict[str, list[str]] = {name: [] for name in NAMES}
    for name in NAMES:
        for row in rows(files[name])[1]:
            case = tomllib.loads(row)["case"][0]
            faults = wrong(case)
            if faults:
                kept["known_failures"].append(row if "why" in case else row + _why(faults))
            else:
                kept["events_positive" if case["expect"] else "events_negative"].append(_without_why(row))
    return {name: "\n".join([heads[name], *kept[name]]) for name in NAMES}


def _why(faults: list[str]) -> str:
    return f"why = {json.dumps('; '.join(faults), ensure_ascii=False)}\n"


def _without_why(row: str) -> str:
    return "".join(line for line in row.splitlines(keepends=True) if not line.startswith("why = "))


def main(check: bool) -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from one_article import wrong

    before = {name: (FOLDER / f"{name}.toml").read_text(encoding="utf8") for name in NAMES}
    after = sorted_files(before, wrong)
    for name in NAMES:
        was, now = ({c["text"] for c in tomllib.loads(files[name]).get("case", [])} for files in (before, after))
        print(f"{name}: {len(now)}")
        print("".join(f"  + {text}\n" for text in sorted(now - was)), end="")
        if not check:
            (FOLDER / f"{name}.toml").write_text(after[name], encoding="utf8")
    return int(check and before != after)


if __name__ == "__main__":
    raise SystemExit(main("--check" in sys.argv[1:]))
