"""How the cost of reconciling grows with the number of told incidents.

    python bench/reconcile_scale.py [1000 10000 100000]

Prints, for each size, seconds of processor time (one core), incidents made, and the exponent of growth since the size before:
1.0 is linear. The generated region is drawn with a fixed seed: places, days, sides, munitions and tolls at random, each
act told by one to six articles, some of them vague, undated or off by a figure. The years grow with the size, so that
a day is as dense in all of them; `--dense` puts every size into one year, `--crowd` into one town and one week: the
worst case.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import resource
import time

from marsad.model import (
    Actor, Article, Claim, Evidence, Figure, Link, Moment, Occurrence, Place, ToldIncident, Weapon,
)
from marsad.reconcile import reconcile

KINDS = ("Shelling/artillery/missile attack", "Air/drone strike", "Armed clash", "Attack", "Remote explosive/landmine/IED")
WEAPONS = ("rocket", "drone", "aircraft", "artillery", "small_arms", "ied")


class Region:
    """Places and actors to draw from, and the telling of acts."""

    def __init__(self, seed: int, places: int, days: int) -> None:
        self.random = random.Random(seed)
        self.days = days
        self.places = [self._place(n) for n in range(places)]
        self.actors = [Actor(id=f"made-up-{n}", name=f"Actor {n}", name_ar=None, kind="rebel_group") for n in range(40)]
        self.outlets = [f"outlet {n}" for n in range(60)]
        self.told: list[ToldIncident] = []
        self.open: dict[str | None, str] = {}
        self.used: set[str] = set()
        """Articles that tell of the act being told: each tells it once."""
        self.articles: dict[str, Article] = {}

    def _place(self, n: int) -> Place:
        lat, lon = 30 + 7 * self.random.random(), 35 + 10 * self.random.random()
        return Place(id=f"place-{n}", name=f"Place {n}", name_ar=None, precision=self.random.choice(("site", "settlement")),
                     country="XX", admin1=f"Area {int(lat)}-{int(lon)}", lat=lat, lon=lon, uncertainty_km=2.0)

    def fill(self, size: int) -> None:
        """Acts, each told by some articles, until `size` incidents are told."""
        while len(self.told) < size:
            self._act()

    def _act(self) -> None:
        draw = self.random
        self.used.clear()
        place, day, kind = draw.choice(self.places), draw.randrange(self.days), draw.choice(KINDS)
        doer, target = draw.sample(self.actors, 2)
        toll, weapon, count = draw.choice((0, 0, 1, 2, 3, 7, 12)), draw.choice(WEAPONS), draw.choice((None, 1, 4, 8))
        for _ in range(draw.choice((1, 1, 1, 2, 3, 6))):
            where = place if draw.random() > 0.05 else Place(name=place.admin1, name_ar=None, precision="governorate", country="XX", admin1=place.admin1, lat=place.lat, lon=place.lon)
            date = None if draw.random() < 0.05 else (dt.date(1990, 1, 1) + dt.timedelta(day)).isoformat()
            self._tell(where, date, kind, [a for a in (("perpetrators", doer), ("targets", target)) if draw.random() > 0.3], toll + (draw.random() < 0.1), Weapon(type=weapon, low=count, high=count))

    def _page(self, date: str | None) -> tuple[str, int]:
        """An article for one more act, and its number there: a new one, or one in three times one of that day that has another act."""
        name = self.open.pop(date, None)
        if name is not None and name not in self.used:
            self.used.add(name)
            return name, 2
        name = f"a{len(self.articles):016x}"
        self.articles[name] = Article(id=name, text="", sha256="", raw=b"", encoding="utf-8", outlet=self.random.choice(self.outlets), published=date)
        self.used.add(name)
        if self.random.random() < 0.33:
            self.open[date] = name
        return name, 1

    def _tell(self, where: Place, date: str | None, kind: str, actors: list[tuple[str, Actor]], toll: int, weapon: Weapon) -> None:
        n = len(self.told)
        name, number = self._page(date)
        who = (Link(name=self.articles[name].outlet or "", kind="outlet"),) + ((Link(name=self.random.choice(("AFP", "DPA", "AA")), kind="agency"),) if self.random.random() < 0.4 else ())
        rows = [("occurrence", Occurrence(sub_event_type=kind)), ("where", where), ("fatalities", Figure(low=toll, high=toll)), ("weapons", weapon)]
        rows += [("when", Moment(earliest=date, latest=date, precision="day", basis="stated"))] if date else []
        rows += actors
        claims = tuple(
            Claim(id=f"c{n:08x}{i:08x}", field=field, value=value, certainty="stated", polarity="affirmed", attribution=who,
                  evidence=Evidence(article=name, start=100 * i, end=100 * i + 12, quote=f"words {n} {i}"))
            for i, (field, value) in enumerate(rows)
        )
        self.told.append(ToldIncident(key=f"{name}.{number}", article=name, sub_event_type=kind, claims=claims))


def measure(size: int, dense: bool, crowd: bool) -> tuple[float, int]:
    days = 7 if crowd else 365 if dense else max(30, 365 * size // 10_000)
    region = Region(7, places=1 if crowd else 3000, days=days)
    region.fill(size)
    begun = time.process_time()
    made = reconcile(region.told, region.articles)
    return time.process_time() - begun, len(made.incidents)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10000, 100000])
    parser.add_argument("--crowd", action="store_true", help="one town, one week")
    parser.add_argument("--dense", action="store_true", help="every size in one year")
    wanted = parser.parse_args()
    before = None
    for size in wanted.sizes:
        seconds, incidents = measure(size, wanted.dense, wanted.crowd)
        growth = f"n^{math.log(seconds / before[1]) / math.log(size / before[0]):.2f}" if before else "-"
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size:>8} told {seconds:8.2f} s {1e6 * seconds / size:7.0f} us each {incidents:>8} incidents  growth {growth}  peak {memory} MB", flush=True)
        before = size, seconds


if __name__ == "__main__":
    main()
