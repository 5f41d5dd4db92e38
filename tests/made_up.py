"""Values of the record for tests: small, complete, and consistent with one made-up article."""

from __future__ import annotations

import dataclasses

from marsad.model import (
    Actor, Article, Claim, Conflict, Evidence, Figure, Incident, IncidentLink, Link, Moment, Occurrence, Place, Range,
    Responsibility, Statement, Tally, ToldIncident, ToldLink, Weapon, WeaponRange,
)

TEXT = "أفاد مصدر أمني بسقوط ثمانية صواريخ على قاعدة الرمانة مساء الأحد، ما أدى إلى مقتل جنديين وإصابة خمسة."
SOURCE = (Link(name="نشرة الوادي", kind="outlet"), Link(name="security source", kind="official", anonymous=True, surface="مصدر أمني"))


def article(text: str = TEXT, name: str = "a1", **more) -> Article:
    raw = text.encode()
    return Article(id=name, text=text, sha256="0" * 64, raw=raw, encoding="utf-8", language="ar", **more)


def evidence(words: str, name: str = "a1", text: str = TEXT) -> Evidence:
    start = text.index(words)
    return Evidence(article=name, start=start, end=start + len(words), quote=words)


def claim(field="fatalities", value=Figure(low=2, high=2), words="مقتل جنديين", name="a1", **more) -> Claim:
    made = Claim(
        id=f"c-{field}-{name}", field=field, value=value, certainty="stated", polarity="affirmed", attribution=SOURCE,
        evidence=evidence(words, name), made_by=("term:killed", "frame:toll"),
    )
    return dataclasses.replace(made, **more)


def claims(name: str = "a1") -> tuple[Claim, ...]:
    where = Place(name="Rummana", name_ar="الرمانة", precision="site", site="Rummana base", country="SY", lat=34.5, lon=40.9)
    when = Moment(earliest="2023-03-19T18:00", latest="2023-03-20T00:00", precision="part_of_day", basis="relative")
    army = Actor(name="US Army", name_ar="الجيش الأميركي", kind="external_forces")
    return (
        claim("occurrence", Occurrence(sub_event_type="Shelling/artillery/missile attack"), "سقوط ثمانية صواريخ", name),
        claim("when", when, "مساء الأحد", name), claim("where", where, "قاعدة الرمانة", name),
        claim("targets", army, "جنديين", name),
        claim("weapons", Weapon(type="rocket", low=8, high=8), "ثمانية صواريخ", name),
        claim(name=name), claim("injuries", Figure(low=5, high=5), "إصابة خمسة", name),
        claim("impact", Statement(kind="inside", low=8, high=8), "على قاعدة الرمانة", name),
    )


def told(name: str = "a1", key: str | None = None, links: tuple[ToldLink, ...] = ()) -> ToldIncident:
    return ToldIncident(
        key=key or f"{name}.1", article=name, sub_event_type="Shelling/artillery/missile attack", claims=claims(name), links=links,
    )


def incident(name: str = "a1", number: str = "i1", **more) -> Incident:
    by_field = {c.field: c for c in claims(name)}
    made = Incident(
        id=number, sub_event_type="Shelling/artillery/missile attack", when=by_field["when"].value, where=by_field["where"].value,
        perpetrators=(), targets=(by_field["targets"].value,), weapons=(WeaponRange(type="rocket", low=8, best=8, high=8),),
        fatalities=Range(low=2, best=2, high=2), injuries=Range(low=5, best=5, high=5), claims=claims(name),
        links=(IncidentLink(type="follows", incident="i0", evidence=evidence("مساء الأحد", name)),), reports=(name,),
        independent_sources=1, conflicts=(Conflict(field="fatalities", claims=("c1", "c2")),),
        responsibility=(Responsibility(kind="blamed_on", name="X", by=None, claim="c3"),),
        told=(f"{name}.1",), reasons=("only report",),
    )
    return dataclasses.replace(made, **more)


def tally(name: str = "a1") -> Tally:
    return Tally(
        id=f"t-{name}", what="attacks", low=8, high=8, approximate=False, attribution=SOURCE, evidence=evidence("ثمانية صواريخ", name),
        period=Moment(earliest="2023-03-01", latest="2023-03-31", precision="month", basis="stated"), incidents=(f"{name}.1",),
    )
