"""A tiny notation for told incidents in tests: `told("a1", site="Rummana", night="2024-07-25", killed=3)`."""

from __future__ import annotations

import hashlib

from marsad.model import (
    Actor, Article, Claim, Evidence, Figure, Link, Moment, Occurrence, Place, Statement, ToldIncident, ToldLink, Weapon,
)

SHELLING, AIR = "Shelling/artillery/missile attack", "Air/drone strike"
US = Actor(id="us_mil", name="Military Forces of the United States", name_ar="القوات الأميركية", kind="external_forces")
MILITIA = Actor(id="iran_militias", name="Iran-backed militias", name_ar="الميليشيات الإيرانية", kind="political_militia")
ARMY = Actor(id="made_up_army", name="Army of Nowhere", name_ar=None, kind="state_forces")
GUNMEN = Actor(name="Unidentified armed group", name_ar=None, kind="political_militia")

RUMMANA = Place(id="sy.rummana-base", name="Rummana base", name_ar="قاعدة الرمانة", precision="site", site="Rummana base",
                country="SY", admin1="Deir ez-Zor", lat=35.34, lon=40.33, uncertainty_km=2.0)
SAFSAF = Place(id="sy.safsaf", name="Safsaf", name_ar="الصفصاف", precision="settlement", country="SY",
               admin1="Deir ez-Zor", lat=35.35, lon=40.36, uncertainty_km=1.0)
BAYDAR = Place(id="sy.baydar", name="Baydar", name_ar="البيدر", precision="settlement", country="SY",
               admin1="Deir ez-Zor", lat=35.36, lon=40.39, uncertainty_km=1.0)
EAST = Place(id="sy.deir-ez-zor", name="Deir ez-Zor", name_ar="دير الزور", precision="governorate", country="SY",
             admin1="Deir ez-Zor", lat=35.3, lon=40.2, uncertainty_km=80.0)
FAR_END = Place(id="sy.far-end", name="Far End", name_ar=None, precision="settlement", country="SY",
                admin1="Deir ez-Zor", lat=34.9, lon=40.6, uncertainty_km=1.0)
HOMS_TOWN = Place(id="sy.homs.tin", name="Tin", name_ar=None, precision="settlement", country="SY", admin1="Homs",
                  lat=34.7, lon=36.7, uncertainty_km=1.0)


def night(day: str) -> Moment:
    """The night that begins on `day`."""
    date, following = day, f"{day[:8]}{int(day[8:]) + 1:02}"
    return Moment(earliest=f"{date}T18:00", latest=f"{following}T06:00", precision="part_of_day", basis="stated")


def day(date: str, basis: str = "relative") -> Moment:
    return Moment(earliest=date, latest=date, precision="day", basis=basis)


UNDATED = Moment(earliest=None, latest=None, precision="unknown", basis="unknown")


def article(id: str, text: str = "", published: str | None = None, outlet: str | None = None) -> Article:
    return Article(id=id, text=text, sha256="0" * 64, raw=text.encode(), encoding="utf-8", published=published, outlet=outlet or f"outlet of {id}")


def chain(by: str | None, article: str) -> tuple[Link, ...]:
    """"AFP > security source?" is an agency and, behind it, an anonymous source. A kind may follow: "ministry:medical"."""
    links = [Link(name=f"outlet of {article}", kind="outlet")]
    for part in (by or "").split(" > ") if by else ():
        name, _, kind = part.partition(":")
        links.append(Link(name=name.rstrip("?"), kind=kind or ("agency" if name.isupper() else "official"), anonymous=name.endswith("?")))
    return tuple(links)


def claim(article: str, field: str, value, by: str | None = None, at: int = 0, quote: str | None = None, **more) -> Claim:
    quote = quote or f"{field}-{article}-{at}"
    who = chain(by, article)
    name = hashlib.sha256(repr((article, at, field, value, who, quote, sorted(more.items()))).encode()).hexdigest()[:16]
    return Claim(id=f"c{name}", field=field, value=value, attribution=who, evidence=Evidence(article=article, start=at, end=at + len(quote), quote=quote),
                 **{"certainty": "stated", "polarity": "affirmed"} | more)


def figure(number, **more) -> Figure:
    """3, (3, 5) or (3, None) as a Figure."""
    low, high = number if isinstance(number, tuple) else (number, number)
    return Figure(low=low, high=high, **more)


def told(
    article: str, n: int = 1, *, kind: str = SHELLING, at: Moment | None = None, where: Place | None = RUMMANA,
    by: str | None = None, doers=(), targets=(), weapons=(), killed=None, hurt=None, links=(), more=(),
) -> ToldIncident:
    """A told incident: every field becomes one claim said by `by`; `more` are claims of its own making."""
    rows = [("occurrence", Occurrence(sub_event_type=kind))]
    rows += [("when", at)] if at is not None else []
    rows += [("where", where)] if where is not None else []
    rows += [("perpetrators", a) for a in doers] + [("targets", a) for a in targets]
    rows += [("weapons", w if isinstance(w, Weapon) else Weapon(type=w)) for w in weapons]
    rows += [("fatalities", figure(killed))] if killed is not None else []
    rows += [("injuries", figure(hurt))] if hurt is not None else []
    base = 200 * n
    claims = tuple(claim(article, f, v, by, base + 20 * i) for i, (f, v) in enumerate(rows))
    told_links = tuple(ToldLink(type=t, incident=f"{article}.{o}", evidence=Evidence(article=article, start=base, end=base + 4, quote="then")) for t, o in links)
    return ToldIncident(key=f"{article}.{n}", article=article, sub_event_type=kind, claims=claims + tuple(more), links=told_links)


def rockets(low, high="same") -> Weapon:
    return Weapon(type="rocket", low=low, high=low if high == "same" else high)


def statement(kind: str, name: str | None = None) -> Statement:
    return Statement(kind=kind, name=name)


def articles(*tolds: ToldIncident, published: str | dict | None = None) -> dict[str, Article]:
    """The articles that told incidents come from, all with one date, or by id."""
    dates = published if isinstance(published, dict) else dict.fromkeys({t.article for t in tolds}, published)
    return {t.article: article(t.article, published=dates.get(t.article)) for t in tolds}
