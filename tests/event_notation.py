"""The one-line notation of event cases: `kind | place | doer | target | killed | hurt` (see the head of the case files)."""

from __future__ import annotations

from marsad.gather.kinds import table
from marsad.model import Incident, Range
from marsad.text import norm

FIELDS = ("kind", "place", "doer", "target", "killed", "hurt")


def mismatches(expected: list[str], incidents: list[Incident]) -> list[str]:
    """What differs between the expected lines and the incidents read, one line a difference; empty when all agree."""
    if len(expected) != len(incidents):
        return [f"{len(incidents)} incidents, expected {len(expected)}"]
    left = list(incidents)
    out = []
    for line in expected:
        ranked = sorted(left, key=lambda i: len(differences(line, i)))
        left.remove(ranked[0])
        out += differences(line, ranked[0])
    return out


def differences(line: str, incident: Incident) -> list[str]:
    """The fields of one incident that do not agree with one expected line."""
    kind, place, doer, target, killed, hurt = (part.strip() for part in line.split("|"))
    where = incident.where
    place_names = " ".join(filter(None, (where.name, where.name_ar, where.site, *where.sites)))
    checks = {
        "kind": incident.sub_event_type in {table()["kind"][k]["type"] for k in kind.split("/")},
        "place": _names(place, [place_names] if place_names else []),
        "doer": _names(doer, [f"{a.name} {a.name_ar}" for a in incident.perpetrators]),
        "target": _names(target, [f"{a.name} {a.name_ar}" for a in incident.targets]),
        "killed": _figure(killed, incident.fatalities),
        "hurt": _figure(hurt, incident.injuries),
    }
    return [f"{name}: expected {part}, got {_got(name, incident)}" for (name, ok), part in
            zip(checks.items(), (kind, place, doer, target, killed, hurt), strict=True) if not ok]


def _got(name: str, incident: Incident) -> str:
    values = {"kind": incident.sub_event_type, "place": incident.where.name or incident.where.name_ar,
              "doer": [a.name for a in incident.perpetrators], "target": [a.name for a in incident.targets],
              "killed": incident.fatalities, "hurt": incident.injuries}
    return str(values[name])


def _names(wanted: str, got: list[str]) -> bool:
    """`-`: none; `?`: not graded; `a/b`: any of these words; `a + b`: each of these."""
    for side in wanted.split("+"):
        options = [o.strip() for o in side.split("/")]
        if "?" in options:
            continue
        if "-" in options and not got:
            continue
        if not any(norm(o) in norm(name) for o in options if o != "-" for name in got):
            return False
    return True


def _figure(wanted: str, got: Range) -> bool:
    for option in wanted.split("/"):
        if option == "?":
            return True
        if option == "-":
            if got.best is None and got.low is None:
                return True
            continue
        low, _, high = option.rstrip("+").partition("-")
        value = got.best if got.best is not None else got.low
        if value is None:
            continue
        if option.endswith("+") and value >= int(low) or not option.endswith("+") and int(low) <= value <= int(high or low):
            return True
    return False
