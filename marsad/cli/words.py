"""Values of the record in a few words, for tables and pages of the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.model import Actor, Claim, Figure, Incident, Link, Moment, Occurrence, Place, Range, Statement, Value, Weapon, WeaponRange


def day(moment: Moment) -> str | None:
    """`2024-03-01`, `2024-03-01 18:00 – 2024-03-02 06:00`, `2024-03` for a whole month; None where nothing bounds it."""
    if moment.earliest is None and moment.latest is None:
        return None
    first, last = (moment.earliest or "…").replace("T", " "), (moment.latest or "…").replace("T", " ")
    if moment.precision in ("day", "part_of_day", "hour", "minute") and first[:10] == last[:10]:
        return first if first == last else f"{first}–{last[11:]}" if last[11:] else first
    return first if first == last else f"{first} – {last}"


def days(moment: Moment) -> str | None:
    """The day or days alone, for a narrow column."""
    if moment.earliest is None and moment.latest is None:
        return None
    first, last = (moment.earliest or "…")[:10], (moment.latest or "…")[:10]
    return first if first == last else f"{first}..{last[5:] if last[:4] == first[:4] else last}"


def place(where: Place, language: str = "en") -> str | None:
    """The site or place, its governorate and country."""
    own = where.site or where.name or where.name_ar
    parts = [own, where.admin1 if where.admin1 != own else None, where.country]
    return ", ".join(part for part in parts if part) or None


def actors(sides: Sequence[Actor]) -> str | None:
    """Names, with a question mark where the side is hedged or unconfirmed."""
    return ", ".join(actor.name + ("" if actor.certainty == "stated" else " (?)") for actor in sides) or None


def sides(incident: Incident) -> str | None:
    """Doer → target; an unknown side is a question mark, None where both are."""
    doer, target = actors(incident.perpetrators), actors(incident.targets)
    return None if doer is None and target is None else f"{doer or '?'} → {target or '?'}"


def interval(low: int | None, high: int | None, approximate: bool = False) -> str | None:
    """`8`, `5–6`, `21+`, `~10`; None where nobody gave a figure."""
    if low is None and high is None:
        return None
    about = "~" if approximate else ""
    if low == high:
        return f"{about}{low}"
    return f"{about}{low or 0}+" if high is None else f"{about}{low or 0}–{high}"


def spread(figures: Range | WeaponRange) -> str | None:
    """Best, and the spread where sources differ: `8`, `8 (5–11)`; None where nobody gave a figure."""
    if figures.best is None and figures.low is None:
        return None
    best = figures.best if figures.best is not None else figures.low
    return str(best) if figures.low == figures.high else f"{best} ({interval(figures.low, figures.high)})"


def munitions(weapons: Sequence[WeaponRange]) -> str | None:
    """`8 (5–11) rocket, drone`."""
    return ", ".join(" ".join(filter(None, (spread(weapon), weapon.type))) for weapon in weapons) or None


def sources(incident: Incident) -> str:
    """`3 sources / 17 reports`: independent sources, never only articles."""
    one, many = incident.independent_sources, len(incident.reports)
    return f"{one} source{'' if one == 1 else 's'} / {many} report{'' if many == 1 else 's'}"


def conflicts(incident: Incident) -> str | None:
    """The fields on which claims cannot all be true."""
    return ", ".join(dict.fromkeys(conflict.field for conflict in incident.conflicts)) or None


def chain(links: Sequence[Link]) -> str:
    """`source ← agency ← outlet`: who says it, and through whom; the article's own words for a source without a name."""
    return " ← ".join(link.surface if link.anonymous and link.surface else link.name for link in reversed(links)) or "?"


def _figure(figure: Figure) -> str:
    said = interval(figure.low, figure.high, figure.approximate) or "no figure"
    parts = ", ".join(f"{count} {party}" for count, party in figure.parts)
    notes = [figure.party, "part of a total" if figure.partial else None, parts, "withdrawn" if figure.withdrawn else None]
    return " ".join([said, *(f"({note})" for note in notes if note)])


def _statement(statement: Statement) -> str:
    count = interval(statement.low, statement.high)
    return " ".join(filter(None, (statement.kind, statement.name, None if count is None else f"({count})")))


def value(of: Value) -> str:
    """The value of a claim in a few words."""
    match of:
        case Moment():
            return f"{day(of) or '?'} ({of.precision}, {of.basis})"
        case Place():
            return f"{place(of) or '?'} ({of.precision})"
        case Actor():
            return f"{of.name} ({of.kind})"
        case Weapon():
            return " ".join(filter(None, (interval(of.low, of.high, of.approximate), of.type)))
        case Figure():
            return _figure(of)
        case Occurrence():
            return of.sub_event_type
        case Statement():
            return _statement(of)


def doubts(claim: Claim) -> str:
    """What is not plainly stated and affirmed about a claim: "denied", "hedged"; "" where all is plain."""
    return ", ".join(filter(None, ("denied" if claim.polarity == "denied" else "", claim.certainty if claim.certainty != "stated" else "")))
