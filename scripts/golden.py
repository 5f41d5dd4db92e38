"""Write the golden texts: articles of the sample through the whole pipeline, in words that one can read and compare.

    python scripts/golden.py            # rewrites tests/golden/*.txt; look at `git diff` before you keep them
"""

from __future__ import annotations

import dataclasses
import json
import pathlib
import sys
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "marsad/sample"
GOLDEN = ROOT / "tests/golden"
NAMES = ("d07", "d17", "d22")


def golden(name: str) -> str:
    """What the pipeline makes of one article of the sample, alone: incidents with cells, claims and links, then tallies."""
    from marsad.pipeline import article_of, read_one

    (row,) = [r for r in map(json.loads, (SAMPLE / "articles.jsonl").read_text(encoding="utf8").splitlines()) if r["path"] == f"{name}.txt"]
    text = (SAMPLE / row["path"]).read_text(encoding="utf8")
    article = dataclasses.replace(article_of(text, published=row.get("published"), outlet=row.get("outlet"), language="ar"), path=row["path"])
    made = read_one(article)
    first = {i.id: min(c.evidence.start for c in i.claims) for i in made.incidents}
    ordered = sorted(made.incidents, key=lambda i: (first[i.id], i.id))
    numbers = {incident.id: number for number, incident in enumerate(ordered, 1)}
    lines = [f"{row['path']}  {row.get('outlet')}  {row.get('published')}"]
    for incident in ordered:
        lines += ["", *_incident(incident, numbers)]
    lines += ["", "tallies", *(f"  {t.what}: {_range(t.low, t.high)} «{_quote(t.evidence.quote)}» {_chain(t.attribution)}" for t in made.tallies)]
    return "\n".join(lines) + "\n"


def _incident(incident, numbers: dict[str, int]) -> Iterator[str]:
    place, moment = incident.where, incident.when
    yield f"incident {numbers[incident.id]}: {incident.sub_event_type}"
    yield f"  when     {moment.earliest} .. {moment.latest} ({moment.precision}, {moment.basis})"
    yield f"  where    {place.name} / {place.name_ar} ({place.precision}) {place.admin1}, {place.country}" + (f"; site {place.site}" if place.site else "")
    yield f"  doers    {_sides(incident.perpetrators)}"
    yield f"  targets  {_sides(incident.targets)}"
    yield f"  weapons  {'; '.join(f'{w.type} {_three(w)}' for w in incident.weapons) or '-'}"
    yield f"  killed   {_three(incident.fatalities)}"
    yield f"  hurt     {_three(incident.injuries)}"
    yield f"  sources  {incident.independent_sources}; conflicts: {', '.join(c.field for c in incident.conflicts) or '-'}"
    for claim in sorted(incident.claims, key=lambda c: (c.evidence.start, c.evidence.end, c.field, _value(c.value), c.id)):
        sure = "" if (claim.certainty, claim.polarity) == ("stated", "affirmed") else f" [{claim.certainty}, {claim.polarity}]"
        yield f"    {claim.field}: {_value(claim.value)} «{_quote(claim.evidence.quote)}» {_chain(claim.attribution)}{sure}"
    for link in incident.links:
        yield f"    {link.type} incident {numbers[link.incident]}" + (f" «{_quote(link.evidence.quote)}»" if link.evidence else "")


def _quote(text: str) -> str:
    return " ".join(text.split())


def _chain(links) -> str:
    return "— " + " → ".join(link.name for link in links)


def _sides(actors) -> str:
    return "; ".join(f"{a.name} ({a.kind})" + ("" if a.certainty == "stated" else f" {a.certainty}") for a in actors) or "-"


def _range(low, high) -> str:
    return f"{low}..{high}" if low != high else f"{low}"


def _three(counted) -> str:
    return f"{counted.low}/{counted.best}/{counted.high}"


def _value(value) -> str:
    told = {k: v for k, v in dataclasses.asdict(value).items() if v not in (None, (), False, "stated") and k not in ("lat", "lon", "uncertainty_km")}
    return ", ".join(f"{k} {v}" for k, v in told.items()) or "-"


def main() -> None:
    sys.path.insert(0, str(ROOT))
    GOLDEN.mkdir(exist_ok=True)
    for name in NAMES:
        (GOLDEN / f"{name}.txt").write_text(golden(name), encoding="utf8")
        print(f"tests/golden/{name}.txt")


if __name__ == "__main__":
    main()
