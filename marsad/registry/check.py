"""Is the registry canonical and sound? What is only a matter of form can be mended (`fix`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from marsad.model import ACTOR_KINDS
from marsad.registry.tables import HERE
from marsad.text import norm

# Presentation forms, Farsi yeh and keheh, tatweel, bidi controls and zero-width signs, tabs aside.
FORBIDDEN = re.compile("[\ufb50-\ufdff\ufe70-\ufeff\u06cc\u06a9\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
STRENGTHS = {
    "place-names.tsv": ("strong", "shared", "word", "site"), "actor-names.tsv": ("strong", "shared", "bare", "state"),
    "actors-generic.tsv": ("strong", "word"), "outlet-names.tsv": ("strong", "word"), "nationalities.tsv": ("strong", "shared", "word"),
}
ENTITIES = {
    "place-names.tsv": "places.tsv", "actor-names.tsv": "actors.tsv", "actors-generic.tsv": "actors.tsv",
    "outlet-names.tsv": "outlets.tsv", "nationalities.tsv": "nations.tsv",
}
# Codes that are no country: blocs, seas, peoples beyond states, international bodies.
NOT_COUNTRIES = {"EU", "INT", "XA", "XF", "XG", "XK", "XL", "XM", "XS", "XU", "XW", "XZ"}
ROLES = ("generic", "named", "state")
Row = dict[str, str]
Table = tuple[list[str], list[str], list[list[str]]]


def check_registries(fix: bool = False, folder: Path = HERE) -> list[str]:
    """What is wrong with the registry tables, one line a finding: "file:line: what, and what to do".

    With `fix` the order, line ends, composition (NFC) and doubled rows are mended first, in place.

    >>> check_registries()
    []
    """
    findings: list[str] = []
    tables: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.tsv")):
        text = path.read_bytes().decode("utf-8")
        if fix and text != _canonical(text):
            path.write_text(_canonical(text), encoding="utf-8", newline="\n")
            text = _canonical(text)
        findings += [f"{path.name}:{line}: {what}" for line, what in _form(text)]
        _, columns, rows = _parts(text)
        tables[path.name] = [dict(zip(columns, row, strict=False)) for row in rows]
    if any("columns where" in finding for finding in findings):
        return findings
    for rule in RULES:
        findings += rule(tables)
    return findings


# ---------------------------------------------------------------- form


def _parts(text: str) -> Table:
    lines = text.split("\n")
    head = [line for line in lines if line.startswith("# ")]
    body = [line for line in lines if line and not line.startswith("# ")]
    return head, body[0].split("\t") if body else [], [line.split("\t") for line in body[1:]]


def _canonical(text: str) -> str:
    head, columns, rows = _parts(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    body = sorted({"\t".join(row) for row in rows}, key=lambda line: line.split("\t"))
    return "\n".join([*head, "\t".join(columns), *body]) + "\n"


def _form(text: str) -> Iterator[tuple[int, str]]:
    """Faults of one file that can be seen without the others."""
    if "\r" in text:
        yield 1, "line ends other than LF; run `marsad check --fix`"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield text.count("\n"), "the file must end with one line end; run `marsad check --fix`"
    head, columns, rows = _parts(text)
    if not head or not columns:
        yield 1, "a table opens with its policy in `# ` lines and a line of column names; write them"
    odd_signs = not unicodedata.is_normalized("NFC", text) or FORBIDDEN.search(text) is not None
    previous: list[str] = []
    for number, row in enumerate(rows, len(head) + 2):
        if len(row) != len(columns):
            yield number, f"{len(row)} columns where {len(columns)} are named; mend the row"
        if row == previous:
            yield number, "the row stands twice; run `marsad check --fix`"
        elif row < previous:
            yield number, "not in order; run `marsad check --fix`"
        previous = row
        if any(cell[:1] == " " or cell[-1:] == " " for cell in row):
            yield number, "a cell begins or ends with a space; remove it"
        if odd_signs:
            yield from ((number, what) for what in _signs("\t".join(row)))


def _signs(line: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", line):
        yield "not composed (NFC); run `marsad check --fix`"
    if found := FORBIDDEN.search(line):
        yield f"forbidden sign U+{ord(found.group()):04X}; write the ordinary letter"


# ---------------------------------------------------------------- meaning


def _ids(tables: dict[str, list[Row]], name: str) -> set[str]:
    return {row["id"] for row in tables[name]}


def _doubled(tables: dict[str, list[Row]]) -> Iterator[str]:
    for name in ("places.tsv", "places-world.tsv", "actors.tsv", "outlets.tsv", "nations.tsv", "place-kinds.tsv"):
        key = "kind" if name == "place-kinds.tsv" else "id"
        seen: set[str] = set()
        for row in tables[name]:
            if row[key] in seen:
                yield f"{name}: {row[key]} stands twice; merge the rows"
            seen.add(row[key])


def _names(tables: dict[str, list[Row]]) -> Iterator[str]:
    for name, entities in ENTITIES.items():
        known, seen = _ids(tables, entities), set()
        for row in tables[name]:
            key = (row["id"], row.get("feature"), norm(row["form"]))
            if row["id"] not in known:
                yield f"{name}: {row['id']} is not in {entities}; add it or drop the name"
            if row["strength"] not in STRENGTHS[name]:
                yield f"{name}: {row['id']}: strength {row['strength']!r} is none of {', '.join(STRENGTHS[name])}"
            if not key[2] or key in seen:
                yield f"{name}: {row['id']}: {row['form']!r} is empty or the same as another of its forms when folded; keep one"
            seen.add(key)
        if name != "actors-generic.tsv" and (missing := known - {row["id"] for row in tables[name]} - _generic(tables)):
            yield f"{name}: no name for {', '.join(sorted(missing)[:5])}; add one or drop the entity from {entities}"


def _generic(tables: dict[str, list[Row]]) -> set[str]:
    return _ids(tables, "actors-generic.tsv")


def _ordinary(tables: dict[str, list[Row]]) -> Iterator[str]:
    words = {norm(row["form"]) for row in tables["ordinary-words.tsv"]}
    words |= {word[2:] for word in words if word.startswith("ال")} | {"ال" + word for word in words}
    for row in tables["place-names.tsv"]:
        if row["strength"] == "strong" and norm(row["form"]) in words:
            yield f"place-names.tsv: {row['id']}: {row['form']} is an ordinary word; make it weak or strike it from ordinary-words.tsv"


def _kinds(tables: dict[str, list[Row]]) -> Iterator[str]:
    kinds = {row["kind"] for row in tables["place-kinds.tsv"]}
    for name in ("places.tsv", "places-world.tsv"):
        yield from (f"{name}: {r['id']}: unknown kind {r['kind']!r}; use one of place-kinds.tsv" for r in tables[name] if r["kind"] not in kinds)
    for row in tables["site-words.tsv"]:
        if not set(row["kinds"].split("|")) <= kinds:
            yield f"site-words.tsv: {row['form']}: kinds {row['kinds']!r} are not all in place-kinds.tsv"
    for row in tables["actors.tsv"]:
        if row["kind"] not in ACTOR_KINDS or row["role"] not in ROLES:
            yield f"actors.tsv: {row['id']}: kind {row['kind']!r} or role {row['role']!r} is unknown"


def _divisions(tables: dict[str, list[Row]]) -> Iterator[str]:
    """Every division is there, in the right country, and every country has an entry."""
    places = {row["id"]: row for name in ("places.tsv", "places-world.tsv") for row in tables[name]}
    countries = {row["country"] for row in places.values() if row["kind"] == "country"} | NOT_COUNTRIES
    for id, row in places.items():
        division = places.get(row["admin1"])
        if row["admin1"] and (division is None or division["kind"] != "admin1" or division["country"] != row["country"]):
            yield f"places: {id}: {row['admin1']} is no division of {row['country']}; name one"
        if row["country"] not in countries:
            yield f"places: {id}: country {row['country']} has no entry of its own; add it"


def _parents(tables: dict[str, list[Row]]) -> Iterator[str]:
    parents = {row["id"]: row["parent"] for row in tables["actors.tsv"]}
    for id, parent in parents.items():
        if parent and parent not in parents:
            yield f"actors.tsv: {id}: parent {parent} does not exist; add it or clear the cell"
        line = [id]
        while (parent := parents.get(line[-1], "")) and parent not in line:
            line.append(parent)
        if parent:
            yield f"actors.tsv: {id}: its parents go round in a ring ({' > '.join(line)}); break it"
    nations = _ids(tables, "nations.tsv")
    for row in tables["actors-decide.tsv"]:
        told = [*filter(None, row["needs"].split("|"))] + ([row["actor"]] if ":" not in row["actor"] and row["actor"] != "last" else [])
        if row["id"] not in parents.keys() | nations or not set(told) <= parents.keys():
            yield f"actors-decide.tsv: {row['id']}: names an actor that does not exist ({', '.join(told)}); mend it"
    for row in tables["forces.tsv"]:
        if row["actor"] not in parents:
            yield f"forces.tsv: {row['country']} {row['arm']}: {row['actor']} does not exist; mend it"


def _codes(tables: dict[str, list[Row]]) -> Iterator[str]:
    codes = {row["country"] for row in tables["country-boxes.tsv"]} | NOT_COUNTRIES | {"IO"}
    for name in ("places.tsv", "places-world.tsv", "actors.tsv", "outlets.tsv", "nations.tsv", "forces.tsv", "actors-decide.tsv"):
        for row in tables[name]:
            if wrong := [c for c in row["country"].split("|") if c and c not in codes]:
                yield f"{name}: {row.get('id') or row['actor']}: {', '.join(wrong)} is no ISO 3166-1 alpha-2 code; mend it"


def _coordinates(tables: dict[str, list[Row]]) -> Iterator[str]:
    boxes = {r["country"]: tuple(float(r[side]) for side in ("south", "west", "north", "east")) for r in tables["country-boxes.tsv"]}
    for name in ("places.tsv", "places-world.tsv"):
        for row in tables[name]:
            lat, lon, km = float(row["lat"]), float(row["lon"]), float(row["uncert_km"])
            if km <= 0 or not (-90 <= lat <= 90 and -180 <= lon <= 180):
                yield f"{name}: {row['id']}: {lat}, {lon} ± {km} km is no position; mend it"
            box = boxes.get(row["country"])
            if box and not (box[0] <= lat <= box[2] and box[1] <= lon <= box[3]):
                yield f"{name}: {row['id']}: {lat}, {lon} lies outside {row['country']}; mend the position or the country"


def _years(tables: dict[str, list[Row]]) -> Iterator[str]:
    for name in ("actors.tsv", "actors-decide.tsv"):
        for row in tables[name]:
            if any(year and not year.isdigit() for year in (row["from"], row["to"])) or (row["from"] and row["to"] and row["from"] > row["to"]):
                yield f"{name}: {row['id']}: {row['from']}..{row['to']} is no stretch of years; mend it"


RULES: tuple[Callable[[dict[str, list[Row]]], Iterator[str]], ...] = (
    _doubled, _names, _ordinary, _kinds, _divisions, _parents, _codes, _coordinates, _years,
)
