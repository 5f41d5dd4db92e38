"""Is a language pack canonical and sound? `check_pack` says what is not, `fix` rewrites what can be.

Canonical: sorted by id and form, NFC, LF, one TAB between cells. Sound: no presentation forms, Farsi yeh or
keheh, tatweel, bidi controls or zero-width marks; no form twice under one id; every paradigm known; every
frame with two examples and one counter-example.
"""

from __future__ import annotations

import pathlib
import re
import tomllib
import unicodedata

from marsad.languages import pack

FORBIDDEN = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\u06cc\u06a9\u06be\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
SORTED_FILES = "terms"


def check_pack(language: str, fix: bool = False) -> list[str]:
    """What is wrong with the pack `language`, one line a fault with file and line; empty when it is sound.

    With `fix`, files are rewritten to canonical form first. Raises PackError when there is no such pack.
    """
    folder = pack.HERE / language
    if not (folder / "paradigms.tsv").exists():
        pack.fingerprint(language)  # raises with the languages that there are
    faults: list[str] = []
    for path in sorted((folder / SORTED_FILES).glob("*.tsv")):
        faults += _table(path, fix)
    for path in sorted(folder.rglob("*.t*")):
        faults += _signs(path)
    faults += _frames(folder / "frames.toml")
    faults += [f"{p.relative_to(pack.HERE)}: a language pack holds data only; move the code out" for p in sorted(folder.rglob("*.py"))]
    return faults


def canonical(text: str) -> str:
    """The canonical text of a term table: its policy lines, its header, its rows sorted by id and form."""
    lines = [unicodedata.normalize("NFC", line.rstrip("\r")) for line in text.split("\n")]
    head = [line for line in lines if line.startswith("#")]
    body = [line for line in lines if line and not line.startswith("#")]
    rows = sorted(set(body[1:]), key=lambda row: (row.split("\t")[0], row.split("\t")[2] if row.count("\t") > 1 else "", row))
    return "\n".join([*head, *body[:1], *rows]) + "\n"


def _table(path: pathlib.Path, fix: bool) -> list[str]:
    text = path.read_text(encoding="utf8")
    wanted = canonical(text)
    faults = []
    if text != wanted:
        if fix:
            path.write_text(wanted, encoding="utf8")
        else:
            faults.append(f"{path.name}: not in canonical form; `marsad check --fix` sorts it")
    seen: set[tuple[str, str, str]] = set()
    for number, row in enumerate(pack.rows(path, pack.TERM_COLUMNS), 2):
        key = (row["id"], row["form"], row["features"])
        if key in seen:
            faults.append(f"{path.name}: {row['id']} {row['form']}: the form stands twice; keep one row")
        seen.add(key)
        if not row["id"].isascii() or not row["class"]:
            faults.append(f"{path.name}: row {number}: an id in ASCII and a class are needed, not {row['id']!r}, {row['class']!r}")
    return faults


def _signs(path: pathlib.Path) -> list[str]:
    faults = []
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), 1):
        bad = FORBIDDEN.search(line)
        if bad and not line.startswith("#"):
            sign = bad.group()
            faults.append(f"{path.name}:{number}: U+{ord(sign):04X} ({unicodedata.name(sign, 'unnamed')}) has no place in Arabic data; type the plain letter")
    return faults


def _frames(path: pathlib.Path) -> list[str]:
    faults = []
    for name, frame in tomllib.loads(path.read_text(encoding="utf8")).items():
        if "prepositions" not in frame:
            continue
        if len(frame.get("examples", ())) < 2:
            faults.append(f"{path.name}: frame {name} needs two examples that it reads")
        if not frame.get("not_examples"):
            faults.append(f"{path.name}: frame {name} needs one example that it must not read")
    return faults
