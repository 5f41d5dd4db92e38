"""The record: articles, claims, incidents, tallies, judgements, problems.

Frozen values, no logic beyond invariants. Field names are those of
`docs/incident.schema.json`; the rules behind them are the codebook's.
Unknown is `None`, ambiguous is a tuple of candidates; never "" and never 0.
"""

from __future__ import annotations

from dataclasses import dataclass

# Spellings of the codebook, section 2 (ACLED's event and sub-event types).
EVENT_TYPE_OF = {
    "Armed clash": "Battles",
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Air/drone strike": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence",
    "Chemical weapon": "Explosions/Remote violence",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Sexual violence": "Violence against civilians",
    "Peaceful protest": "Protests",
    "Protest with intervention": "Protests",
    "Excessive force against protesters": "Protests",
    "Violent demonstration": "Riots",
    "Mob violence": "Riots",
    "Agreement": "Strategic developments",
    "Arrests": "Strategic developments",
    "Change to group/activity": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Headquarters or base established": "Strategic developments",
    "Looting/property destruction": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
}

WEAPON_TYPES = (
    "rocket", "missile", "drone", "aircraft", "artillery", "mortar", "machine_gun", "small_arms", "ied",
    "vehicle_bomb", "suicide_vest", "landmine", "grenade", "tank", "chemical", "knife", "other",
)
ACTOR_KINDS = (
    "state_forces", "rebel_group", "political_militia", "identity_militia", "rioters", "protesters",
    "civilians", "external_forces",
)
FIELDS = (
    "occurrence", "when", "where", "perpetrators", "targets", "weapons", "origin", "impact",
    "fatalities", "injuries", "damage", "responsibility",
)
LINK_TYPES = ("response_to", "simultaneous_with", "follows")
CERTAINTIES = ("stated", "hedged", "unconfirmed")
POLARITIES = ("affirmed", "denied")
# From the widest to the narrowest.
MOMENT_PRECISIONS = ("unknown", "year", "month", "week", "day", "part_of_day", "hour", "minute")
PLACE_PRECISIONS = ("unknown", "country", "governorate", "district", "settlement", "site")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of an article's untouched text, in Unicode code points: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        assert 0 <= self.start <= self.end, f"a span runs forward, not {self.start}..{self.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text from one outlet, as received. `id` is "a" and 16 hex digits of the raw bytes' SHA-256."""

    id: str
    text: str
    sha256: str
    raw: bytes
    encoding: str
    language: str | None = None
    path: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    """ISO 8601 local date or date-time of publication; never guessed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something odd in the world: kept, counted, shown, and the run goes on."""

    stage: str
    place: str
    """File (and line), or article id."""
    rule: str
    """Short stable name of what was broken: "empty-file", "not-json", …"""
    message: str
    """What happened and what to do about it."""


# ---------------------------------------------------------------- values of claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An interval of local time. ISO 8601 dates or date-times (to the minute); `None`: nothing bounds that side."""

    earliest: str | None
    latest: str | None
    precision: str
    basis: str
    """"stated", "relative" (to the article's date), "inferred" or "unknown"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that was hit, known to the registry (`id`) or only named."""

    name: str | None
    name_ar: str | None
    precision: str
    id: str | None = None
    site: str | None = None
    sites: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    uncertainty_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A side: `name` is the canonical English name, `kind` one of `ACTOR_KINDS`."""

    name: str
    name_ar: str | None
    kind: str
    id: str | None = None
    certainty: str = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weapon:
    """A weapon and how many: `high` None is unbounded when `low` is given; both None: named, not counted."""

    type: str
    low: int | None = None
    high: int | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """People killed or hurt: an interval, whom it counts, and whether it sets the total.

    `party` not None on a figure with `partial` True: "five of them children"; it sets no total.
    """

    low: int | None
    high: int | None
    approximate: bool = False
    party: str | None = None
    partial: bool = False
    parts: tuple[tuple[int, str], ...] = ()
    withdrawn: bool = False
    """True when the text itself says that this figure was replaced by a later one of the same source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """That it happened, and of what kind (ACLED sub-event type)."""

    sub_event_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Anything told in words: origin, impact, damage, responsibility.

    `kind` is the codebook's word for it ("inside", "reported", "claimed_by", "unclaimed" …),
    `name` the actor or place meant, `low`/`high` a count where one is told.
    """

    kind: str
    name: str | None = None
    low: int | None = None
    high: int | None = None


Value = Moment | Place | Actor | Weapon | Figure | Occurrence | Statement


# ---------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a chain of attribution, from the outlet inwards."""

    name: str
    kind: str
    """outlet, agency, official, military, armed_group, monitor, medical, civil_defence, local, witness, media, government, unnamed."""
    anonymous: bool = False
    surface: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words under a claim, copied to the letter: `article.text[start:end] == quote`."""

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One assertion, by one source, about one field of one incident, with the words that make it."""

    id: str
    """"c" and 16 hex digits over article, span, field, value and chain: the same words give the same id."""
    field: str
    value: Value
    certainty: str
    polarity: str
    attribution: tuple[Link, ...]
    evidence: Evidence
    made_by: tuple[str, ...] = ()
    """Ids of the terms, frames and rules that made it, in the order in which they fired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLink:
    """A relation between two incidents of one article, in its own words."""

    type: str
    incident: str
    """Key of the other incident of the article."""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldIncident:
    """An incident as one article tells it: what `gather` makes and `reconcile` joins.

    `key` is unique and stable: "<article id>.<n>" in the order of the text.
    Two told incidents of one article are never joined by the machine.
    """

    key: str
    article: str
    sub_event_type: str
    claims: tuple[Claim, ...]
    links: tuple[ToldLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A figure over a period, an area or several incidents; never an incident."""

    id: str
    what: str
    low: int | None
    high: int | None
    approximate: bool
    attribution: tuple[Link, ...]
    evidence: Evidence
    period: Moment | None = None
    incidents: tuple[str, ...] = ()
    """Keys of the told incidents that a joint toll covers."""
    made_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read in one article."""

    article: str
    incidents: tuple[ToldIncident, ...]
    tallies: tuple[Tally, ...]
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------- the record


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Low, best, high by codebook section 4. All None: nobody gave a figure."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponRange:
    type: str
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLink:
    type: str
    incident: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Standing claims of one field that cannot all be true."""

    field: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    kind: str
    """claimed_by, denied_by, blamed_on, unclaimed."""
    name: str | None
    by: str | None
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One act, as all its claims tell it."""

    id: str
    sub_event_type: str
    when: Moment
    where: Place
    perpetrators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    weapons: tuple[WeaponRange, ...]
    fatalities: Range
    injuries: Range
    claims: tuple[Claim, ...]
    links: tuple[IncidentLink, ...]
    reports: tuple[str, ...]
    independent_sources: int
    conflicts: tuple[Conflict, ...]
    responsibility: tuple[Responsibility, ...] = ()
    told: tuple[str, ...] = ()
    """Keys of the told incidents that were joined."""
    reasons: tuple[str, ...] = ()
    """Why they were joined, one line a join."""

    @property
    def event_type(self) -> str:
        return EVENT_TYPE_OF[self.sub_event_type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision. Never deleted: another entry undoes it.

    `kind`: merge (incidents), split (incident, told keys), set (incident, field, value),
    reject (claim or incident), undo (number of the entry undone).
    """

    number: int
    kind: str
    subjects: tuple[str, ...]
    field: str | None
    value: str | None
    """JSON text of the value set, for kind "set"."""
    who: str
    when: str
    """UTC, ISO 8601."""
    note: str | None = None
    undoes: int | None = None
