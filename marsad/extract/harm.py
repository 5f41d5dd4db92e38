"""People killed and hurt in a text: how many, who, and how the text stands to the figure.

Each harm word is read by its form: a verb with people before or after it, a masdar with people after it, a
noun that its own number counts, a denial, a total. Words that could be of things count only with people.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from marsad.extract.numerals import hit_of
from marsad.extract.people import BARE, COUNTED, DEFINITE, ONE, SOME, TWO, People, PeopleReader
from marsad.extract.quantities import Quantity
from marsad.extract.scan import SEE_THROUGH, Page
from marsad.languages.pack import Entry, Pack
from marsad.text import norm

KILLED, HURT = "harm.killed", "harm.hurt"
FIELD = {KILLED: "fatalities", HURT: "injuries"}
BOTH = ("fatalities", "injuries")
_ANCHORS = frozenset({KILLED, HURT, "harm.loss", "harm.zero", "harm.mixed", "harm.partial", "harm.are", "harm.same", "harm.plus"})
_STOPS = frozenset(".؟!؛\n")
_TANWIN = "\u064b"


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmMention:
    """People killed ("fatalities") or hurt ("injuries") at one place of a text.

    `party`: the people as printed, None where only a number or the word for the dead is told; `people` its tokens.
    `partial`: of an earlier figure; `parts`: what a sum is made of; `replaces`: a toll that rose; `former`: a figure
    that the text itself calls an earlier one; `tally`: over a period or several incidents; `zero`: nobody.
    """

    field: str
    low: int
    high: int | None
    approximate: bool = False
    party: str | None = None
    people: tuple[int, int] | None = None
    partial: bool = False
    parts: tuple[tuple[int, str], ...] = ()
    replaces: bool = False
    former: bool = False
    tally: bool = False
    zero: bool = False
    hedged: bool = False
    denied: bool = False
    start: int
    end: int
    i: int
    j: int
    terms: tuple[str, ...]


class _Anchor(NamedTuple):
    i: int
    j: int
    start: int
    end: int
    clitic: str
    entry: Entry
    tags: frozenset[str]

    @property
    def form(self) -> str:
        return self.entry.features.get("form", "")

    @property
    def field(self) -> str:
        return FIELD.get(self.entry.cls, "")


def read_harm(page: Page, quantities: Iterable[Quantity], pack: Pack) -> tuple[HarmMention, ...]:
    """The harm told in a page, in the order in which it stands.

    >>> from marsad.languages.pack import load
    >>> from marsad.extract.quantities import read_quantities
    >>> from marsad.extract.scan import Scanner
    >>> page = Scanner(load("ar")).page("قتل ثلاثة جنود وأصيب عشرة أشخاص على الأقل")
    >>> [(h.field, h.low, h.high) for h in read_harm(page, read_quantities(page, load("ar")), load("ar"))]
    [('fatalities', 3, 3), ('injuries', 10, None)]
    """
    return _Reader(page, tuple(quantities), pack).read()


class _Reader:
    def __init__(self, page: Page, quantities: tuple[Quantity, ...], pack: Pack):
        self.page, self.pack, self.quantities = page, pack, quantities
        self.near: Mapping = pack.settings["quantities"]["harm"]
        self.prepositions, self.that = _folded(pack)
        self.people = PeopleReader(page, pack, quantities)
        self.by_noun = {q.noun_at: q for q in quantities if q.noun_at is not None and q.unit is None and q.kind in ("cardinal", "range", "fuzzy", "dual")}
        self.stops = [k for k, token in enumerate(page.tokens) if token.norm in _STOPS]
        self.accidents: list[int] = []
        self.anchors = self._find_anchors()
        self.at = {a.i: a for a in self.anchors if a.entry.cls in FIELD}
        self.out: list[HarmMention] = []
        self.used: set[int] = set()

    def _find_anchors(self) -> list[_Anchor]:
        out: dict[int, _Anchor] = {}
        for hit in self.page.hits:
            cls = hit.entry.cls
            if cls == "trap":
                if hit.entry.features.get("of") in ("accident", "accident_toll"):
                    self.accidents.append(hit.i)
            elif cls in _ANCHORS:
                if hit.i not in out or out[hit.i].entry.cls not in FIELD or "obj" in out[hit.i].tags:
                    out[hit.i] = _Anchor(hit.i, hit.j, hit.start, hit.end, hit.clitic, hit.entry, hit.tags)
            elif hit.j - hit.i > 1 and hit.i not in out and all(h.entry.cls != "trap" for h in self.page.at[hit.i]):
                word = self.page.tokens[hit.i].norm[len(hit.clitic):]
                for reading in self.pack.heads.get(word, ((), {}))[0]:
                    if reading.entry.cls in FIELD:
                        out[hit.i] = _Anchor(hit.i, hit.i + 1, hit.start, self.page.tokens[hit.i].end, hit.clitic, reading.entry, reading.tags)
        return [out[i] for i in sorted(out)]

    def read(self) -> tuple[HarmMention, ...]:
        read_as = {
            "noun": self._noun, "masdar": self._masdar, "verb": self._verb, "intrans": self._verb,
            "active": self._verb, "takes": self._verb, "one": self._one, "wound": self._noun,
        }
        other = {
            "harm.loss": self._loss, "harm.zero": self._zero, "harm.mixed": self._mixed, "harm.partial": self._partial,
            "harm.are": self._are, "harm.same": self._same, "harm.plus": self._besides,
        }
        for anchor in self.anchors:
            act = other.get(anchor.entry.cls) or read_as.get(anchor.form)
            if act is not None and not self._unreal(anchor):
                for mention in act(anchor):
                    self._keep(mention)
        return tuple(sorted((self._judged(m) for m in self.out), key=lambda m: (m.start, m.end, m.field)))

    def _keep(self, mention: HarmMention) -> None:
        same = (m for m in self.out if m.field == mention.field and m.start < mention.end and mention.start < m.end)
        if all(m.low != mention.low or m.partial != mention.partial for m in same):
            self.out.append(mention)

    # ------------------------------------------------------------ the sentence around

    def _sentence(self, k: int) -> tuple[int, int]:
        at = bisect_left(self.stops, k)
        return (self.stops[at - 1] + 1 if at else 0), (self.stops[at] if at < len(self.stops) else len(self.page.tokens))

    def _back(self, k: int, reach: int, cls: str):
        """The nearest hit of `cls` that begins within `reach` tokens before `k`, in its sentence."""
        first, _ = self._sentence(k)
        for at in range(k - 1, max(first, k - reach) - 1, -1):
            hit = hit_of(self.page, at, {cls})
            if hit is not None and hit.j <= k:
                return hit
        return None

    def _unreal(self, anchor: _Anchor) -> bool:
        """An attempt, a threat, an anniversary; or a sentence of illness or accident."""
        first, last = self._sentence(anchor.i)
        hit = self._back(anchor.i, 3, "harm.unreal")
        if hit is not None and anchor.entry.cls in FIELD:
            return True
        if anchor.entry.cls not in FIELD:
            return False
        return any(first <= k < last for k in self.accidents) and not self._attacked(first, last)

    def _attacked(self, first: int, last: int) -> bool:
        return any(
            h.entry.cls == "weapon" or h.entry.cls == "act" and h.entry.features.get("kind") not in (None, "attack", "other", "blast") and "weak" not in h.entry.features
            for k in range(first, last) for h in self.page.at.get(k, ())
        )

    def _denial(self, anchor: _Anchor, reach: int):
        """("none", hit) where a negation rules the anchor, ("unknown", None) where information is denied, else None."""
        first, _ = self._sentence(anchor.i)
        informed = False
        for at in range(anchor.i - 1, max(first, anchor.i - reach) - 1, -1):
            if self.page.tokens[at].norm == "،":
                return None
            info = hit_of(self.page, at, {"harm.noinfo"})
            if info is not None:
                informed = True
                if "question" in info.entry.features:
                    return "unknown", None
            neg = hit_of(self.page, at, {"harm.neg"})
            if neg is not None and neg.j <= anchor.i:
                return ("unknown", None) if informed else ("none", neg)
        return None

    def _judged(self, mention: HarmMention) -> HarmMention:
        """With what the sentence says about the figure: reports of, a period, an earlier toll."""
        if mention.zero:
            return mention
        hedged = self._back(mention.i, 5, "harm.hedge") is not None
        deny = self._back(mention.i, 4, "harm.neg")
        former = mention.former or self._back(mention.i, 12, "harm.former") is not None or self._former_after(mention)
        replaces = mention.replaces or not former and self._back(mention.i, 10, "num.rise") is not None
        return replace(
            mention, hedged=mention.hedged or hedged, denied=bool(deny and "deny" in deny.entry.features), former=former,
            replaces=replaces, tally=mention.tally or self._tally(mention),
        )

    def _former_after(self, mention: HarmMention) -> bool:
        _, last = self._sentence(mention.i)
        return any(hit_of(self.page, k, {"harm.former"}) for k in range(mention.j, last) if self.page.tokens[k - 1].norm == "في")

    def _tally(self, mention: HarmMention) -> bool:
        """Whether a period or several attacks stand with the figure, or it is beyond any one incident."""
        if mention.low >= self.near["total"]:
            return True
        first, last = self._sentence(mention.i)
        for k in range(mention.j, min(last, mention.j + self.near["tally"])):
            if self.page.tokens[k].norm == "،" and k > mention.j + 1:
                break
            if hit_of(self.page, k, {"harm.tally"}):
                return True
        return any(hit_of(self.page, k, {"harm.tally"}) for k in range(mention.i, mention.j)) or hit_of(self.page, first, {"harm.tally"}) is not None

    # ------------------------------------------------------------ making a mention

    def _made(self, anchor: _Anchor, people: People, field: str = "", **more) -> HarmMention:
        self.used.update(range(people.i, people.j))
        i, j = min(anchor.i, people.i), max(anchor.j, people.j)
        start = min(anchor.start, people.start)
        end = max(anchor.end, self.page.tokens[people.j - 1].end)
        party = people.party
        given = dict(
            field=field or anchor.field, low=int(people.low), high=None if people.high is None else int(people.high), approximate=people.approximate,
            party=self.people.words(party), people=(party[0], party[1]) if party else None, parts=people.parts, former=people.former,
            start=start, end=end, i=i, j=j, terms=(anchor.entry.id, *people.terms),
        )
        return HarmMention(**{**given, **more})

    def _bare(self, anchor: _Anchor, low: int, high: int | None, field: str = "", **more) -> HarmMention:
        given = dict(field=field or anchor.field, low=low, high=high, start=anchor.start, end=anchor.end, i=anchor.i, j=anchor.j, terms=(anchor.entry.id,))
        return HarmMention(**{**given, **more})

    def _nobody(self, anchor: _Anchor, fields: Iterable[str], neg=None) -> list[HarmMention]:
        start, i = (neg.start, neg.i) if neg is not None else (anchor.start, anchor.i)
        terms = (neg.entry.id, anchor.entry.id) if neg is not None else (anchor.entry.id,)
        return [self._bare(anchor, 0, 0, field, zero=True, start=start, i=i, terms=terms) for field in fields]

    # ------------------------------------------------------------ nouns

    def _noun(self, anchor: _Anchor) -> list[HarmMention]:
        quantity = self.by_noun.get(anchor.i)
        if quantity is not None and anchor.form == "noun":
            return self._counted_noun(anchor, quantity)
        if self._is_definite(anchor):
            return self._toll(anchor)
        denial = self._denial(anchor, self.near["denial"])
        plural = "plural" in anchor.entry.features or "plural" in anchor.tags
        if denial is not None:
            fields = BOTH if "open" in anchor.entry.features else (anchor.field,)
            return self._nobody(anchor, fields, denial[1]) if denial[0] == "none" and plural else []
        if anchor.form == "wound" or "open" in anchor.entry.features or self._is_title(anchor):
            return []
        if not plural:
            return [self._bare(anchor, 1, 1, **self._whose(anchor))]
        return [] if anchor.clitic.endswith(("ل", "ك")) and not self._heralded(anchor) else [self._bare(anchor, 1, None, **self._whose(anchor))]

    def _heralded(self, anchor: _Anchor) -> bool:
        """لوجود قتلى is said of the word before; بوقوع, لسقوط alike."""
        return anchor.clitic == "" or self._back(anchor.i, 5, "harm.hedge") is not None

    def _is_title(self, anchor: _Anchor) -> bool:
        """شهيد before a name: مخيم شهيد …, and a singular in a list of camps."""
        return anchor.i > 0 and self.page.tokens[anchor.i - 1].norm in ("يوم", "مخيم", "لواء", "كتيبه")

    def _whose(self, anchor: _Anchor) -> dict:
        """The party behind a bare noun: جرحى من التحالف, قتلى مدنيون."""
        word = self.people.word(anchor.i)
        if word is None:
            return {}
        party, j = self.people._party(anchor.i, word)
        if party is None or j <= anchor.j:
            return {}
        return {"party": self.people.words(party), "people": party[:2], "j": j, "end": self.page.tokens[j - 1].end}

    def _is_definite(self, anchor: _Anchor) -> bool:
        word = self.page.tokens[anchor.i].norm[len(anchor.clitic):]
        if word.startswith("ال") or anchor.tags & {"def", "poss"}:
            return True
        after = self.page.tokens[anchor.j] if anchor.j < len(self.page.tokens) else None
        if after is None or after.kind != "word" or "construct" in anchor.tags:
            return after is not None and "construct" in anchor.tags
        owned = any(h.entry.group in ("actor", "place") and not h.clitic and "weak" not in h.entry.features for h in self.page.at.get(anchor.j, ()))
        return after.norm.startswith("ال") and len(after.norm) > 4 or owned and anchor.form == "noun"

    def _counted_noun(self, anchor: _Anchor, quantity: Quantity) -> list[HarmMention]:
        if quantity.definite and quantity.i > anchor.i or quantity.i in self.used:
            return []
        group = self.people.group(quantity.i) or self.people.group(anchor.i)
        if group is None:
            return []
        return [self._made(anchor, group._replace(j=max(group.j, anchor.j)))]

    def _toll(self, anchor: _Anchor) -> list[HarmMention]:
        """القتلى بـ35, عدد القتلى إلى 31, ارتفع إلى 14 عدد الشهداء."""
        tokens = self.page.tokens
        counted = anchor.i > 0 and hit_of(self.page, anchor.i - 1, {"harm.toll"}) is not None
        i, start = (anchor.i - 1, tokens[anchor.i - 1].start) if counted else (anchor.i, anchor.start)
        if counted:
            start = hit_of(self.page, anchor.i - 1, {"harm.toll"}).start
        found = [q for q in self.quantities if self._tells_toll(q, anchor, counted)]
        return [
            HarmMention(
                field=anchor.field, low=int(q.low), high=None if q.high is None else int(q.high), approximate=q.approximate, former=q.former,
                start=min(start, q.start), end=max(anchor.end, q.end), i=min(i, q.i), j=max(anchor.j, q.j), terms=(anchor.entry.id, *q.terms),
            )
            for q in found
        ]

    def _tells_toll(self, quantity: Quantity, anchor: _Anchor, counted: bool) -> bool:
        if quantity.low is None or quantity.unit is not None or quantity.kind not in ("cardinal", "range", "fuzzy") or quantity.definite:
            return False
        tokens = self.page.tokens
        if counted and quantity.j == anchor.i - 1:
            return True
        if not anchor.j <= quantity.i <= anchor.j + self.near["toll"] + 3 * counted or any(k in self.at for k in range(anchor.j, quantity.i)):
            return False
        between = [t.norm for t in tokens[anchor.j:quantity.i]]
        if any(word in _STOPS or word == "،" for word in between):
            return False
        noun = quantity.noun_at is not None and quantity.noun_at >= quantity.i and (quantity.noun_at not in self.at)
        glued = between[-1:] == ["ب"] or any(h.clitic.endswith("ب") for h in self.page.at.get(quantity.i, ()))
        return not noun and (counted or glued or "الي" in between)

    def _loss(self, anchor: _Anchor) -> list[HarmMention]:
        denial = self._denial(anchor, self.near["denial"])
        told = anchor.entry.features["fields"]
        if denial is None or denial[0] != "none":
            return []
        return self._nobody(anchor, BOTH if told == "both" else (told,), denial[1])

    def _zero(self, anchor: _Anchor) -> list[HarmMention]:
        told = anchor.entry.features["fields"]
        return self._nobody(anchor, BOTH if told == "both" else (told,))

    def _mixed(self, anchor: _Anchor) -> list[HarmMention]:
        """n بين قتيل وجريح: at least one of each."""
        first, _ = self._sentence(anchor.i)
        quantity = self.by_noun.get(anchor.i) or next(
            (q for q in reversed(self.quantities) if first <= q.i and q.last <= anchor.i <= q.last + 4 and q.unit is None and q.low is not None), None)
        if quantity is None:
            bayna = self.page.tokens[anchor.i].norm in ("بين", "ما")
            return [self._bare(anchor, 1, None, field) for field in BOTH] if bayna else []
        high = None if quantity.high is None else max(1, int(quantity.high) - 1)
        self.used.add(quantity.i)
        return [
            self._bare(anchor, 1, high, field, approximate=quantity.approximate, start=min(quantity.start, anchor.start),
                       i=min(quantity.i, anchor.i), terms=(anchor.entry.id, *quantity.terms))
            for field in BOTH
        ]

    # ------------------------------------------------------------ masdars

    def _masdar(self, anchor: _Anchor) -> list[HarmMention]:
        if "noun" in anchor.entry.features and anchor.i in self.by_noun:
            return self._counted_noun(anchor, self.by_noun[anchor.i])
        if "poss" in anchor.tags:
            return self._of_him(anchor)
        if "def" in anchor.tags or "natural" in anchor.entry.features and not self._violent(anchor):
            return []
        other = self.at.get(anchor.j)
        if other is not None and other.form in ("masdar", "verb") and other.clitic == "و" and other.field != anchor.field:
            return self._both(anchor, other)
        group = self._object(anchor, anchor.j)
        if group is None:
            return [self._bare(anchor, 1, 1, end=self.page.tokens[anchor.j].end, j=anchor.j + 1)] if self._names_one(anchor) else []
        denial = self._denial(anchor, 3)
        if denial is not None and not (denial[1] is not None and "deny" in denial[1].entry.features):
            return []
        return [self._made(anchor, group)]

    def _both(self, anchor: _Anchor, other: _Anchor) -> list[HarmMention]:
        """مقتل وإصابة 12 شخصا: one number for both."""
        group = self._object(other, other.j)
        if group is None:
            return []
        self.used.add(group.i)
        high = None if group.high is None else max(1, group.high - 1)
        whole = group._replace(low=1, high=high, parts=())
        return [self._made(anchor, whole, field) for field in BOTH]

    def _of_him(self, anchor: _Anchor) -> list[HarmMention]:
        """أدى إلى مقتله: one person, told before."""
        word = self.page.tokens[anchor.i].norm
        led = anchor.clitic.endswith("ل") or anchor.i > 0 and self.page.tokens[anchor.i - 1].norm in ("الي", "عن", "في")
        one = anchor.entry.cls == KILLED and word.endswith(("ه", "ها")) and not word.endswith("هم")
        return [self._bare(anchor, 1, 1)] if one and led and "natural" not in anchor.entry.features else []

    def _object(self, anchor: _Anchor, k: int) -> People | None:
        """The people right behind a masdar."""
        tokens = self.page.tokens
        while k < len(tokens) and tokens[k].norm in SEE_THROUGH:
            k += 1
        if k < len(tokens) and tokens[k].norm == "كل" or k < len(tokens) and tokens[k].norm == "من":
            k += 1
        ordinal = hit_of(self.page, k, {"num.ord"})
        if ordinal is not None and "def" not in ordinal.tags and not self.people.word(ordinal.j):
            return People(k, ordinal.j, ordinal.start, 1, 1, False, ONE, None, (), (ordinal.entry.id,))
        group = self.people.phrase(k)
        return group if group is not None and self._fit(anchor, group) else None

    def _fit(self, anchor: _Anchor, group: People) -> bool:
        """Whether the harm word can be of these people."""
        features = anchor.entry.features
        if group.i in self.used or group.thing or group.clitic in ("و", "ف"):
            return False
        if group.unknown and ("people" in features or group.sort != COUNTED and group.sort != SOME):
            return False
        if group.sort == DEFINITE:
            return group.high == 1 and "counted" not in features
        return group.sort != BARE or "counted" not in features

    def _names_one(self, anchor: _Anchor) -> bool:
        """مقتل and a name or a word that no table has: one person."""
        if anchor.entry.cls != KILLED or "counted" in anchor.entry.features or anchor.j >= len(self.page.tokens):
            return False
        token = self.page.tokens[anchor.j]
        if token.kind != "word" or len(token.norm) < 3 or token.norm in self.people.not_a_noun or token.norm.endswith(("ين", "ون", "ات")):
            return False
        return not self.page.at.get(anchor.j) and self._denial(anchor, 3) is None

    def _violent(self, anchor: _Anchor) -> bool:
        first, last = self._sentence(anchor.i)
        return any(
            h.entry.cls in ("weapon", "act") and h.i != anchor.i or self.page.tokens[k].norm.startswith("متاثر")
            for k in range(first, last) for h in self.page.at.get(k, ())
        )

    # ------------------------------------------------------------ verbs

    def _one(self, anchor: _Anchor) -> list[HarmMention]:
        return [self._bare(anchor, 1, 1)]

    def _verb(self, anchor: _Anchor) -> list[HarmMention]:
        features = anchor.entry.features
        end = self._deathword(anchor) if "needs" in features else anchor.j
        if end is None or "obj" in anchor.tags or "natural" in features and not self._violent(anchor):
            return []
        before = self._before(anchor) if anchor.form in ("verb", "intrans") and not anchor.clitic.startswith(("و", "ف")) else None
        several = "plural" in anchor.tags or self.page.tokens[anchor.i].norm.endswith("وا")
        close = before is not None and before.j == anchor.i
        if before is not None and (several or close):
            group = before
        else:
            group = self._after(anchor, end if end > anchor.j else None) or (before if several else None)
        if group is None or self._denied_verb(anchor):
            return []
        made = self._made(anchor, group)
        if end > anchor.j:
            made = replace(made, j=max(made.j, end), end=max(made.end, self.page.tokens[end - 1].end))
        return [made]

    def _denied_verb(self, anchor: _Anchor) -> bool:
        before = [self.page.tokens[k].norm for k in range(max(0, anchor.i - 2), anchor.i)]
        return "لم" in before or "دون" in before or "ان" in before[-1:] and "دون" in before

    def _deathword(self, anchor: _Anchor) -> int | None:
        _, last = self._sentence(anchor.i)
        for k in range(anchor.j, min(last, anchor.j + self.near["split"])):
            hit = hit_of(self.page, k, {"harm.death"})
            if hit is not None and hit.entry.features["of"] == anchor.entry.features["needs"]:
                return hit.j
        return None

    def _before(self, anchor: _Anchor) -> People | None:
        """The people that stand before their verb: 40 شخصا قتلوا, عاملا قُتل."""
        first, _ = self._sentence(anchor.i)
        low = max(first, anchor.i - self.near["subject"])
        for k in range(anchor.i - 1, low - 1, -1):
            if self.page.tokens[k].norm in self.that or self.page.tokens[k].norm == "،" or k in self.at and self.at[k].form != "noun":
                low = k + 1
                break
        for k in range(low, anchor.i):
            group = self.people.phrase(k)
            if group is None or group.j > anchor.i or group.sort in (DEFINITE, BARE) or not self._fit(anchor, group._replace(clitic="")):
                continue
            if group.clitic.endswith(("ب", "ل", "ك")) or k > first and self.page.tokens[k - 1].norm in self.prepositions:
                continue
            if group.sort == ONE and group.j != anchor.i or anchor.i - group.j > 8:
                continue
            return group
        return None

    def _after(self, anchor: _Anchor, until: int | None) -> People | None:
        """The people behind their verb, over its doer and what stands in prepositions."""
        _, last = self._sentence(anchor.i)
        tokens, k, fallback = self.page.tokens, anchor.j, None
        last = min(last, anchor.j + self.near["object"], until or len(tokens))
        while k < last:
            token = tokens[k]
            if k in self.at and (k > anchor.j or self.at[k].form != "noun") or token.norm == "،" or token.norm in self.that and k > anchor.j:
                break
            if token.norm in self.prepositions and not hit_of(self.page, k, {"num.cmp"}) and k not in self.people.starts:
                k = self._over(k + 1)
                continue
            group = self._candidate(anchor, k)
            if group is None:
                k = self._step(k)
            elif group.sort in (BARE, DEFINITE) or self._is_doer(anchor, group):
                near = k == anchor.j or group.sort == DEFINITE and anchor.entry.id == "kill.ightala"
                fallback = fallback or (group if near and self._fit(anchor, group) else None)
                k = group.j
            elif self._fit(anchor, group):
                return group
            else:
                k = max(k + 1, group.j)
        return fallback

    def _candidate(self, anchor: _Anchor, k: int) -> People | None:
        ordinal = hit_of(self.page, k, {"num.ord"})
        if ordinal is not None and k == anchor.j and "def" not in ordinal.tags and "people" in anchor.entry.features:
            return People(k, ordinal.j, ordinal.start, 1, 1, False, ONE, None, (), (ordinal.entry.id,))
        group = self.people.phrase(k)
        if group is None:
            return self._unknown_object(anchor, k)
        if group.clitic.endswith(("ب", "ل", "ك")) and anchor.form != "takes" or group.clitic.startswith(("و", "ف")):
            return None
        told = any(term.startswith("ppl.") for term in group.terms) or group.party is not None
        if anchor.form == "active" and (not told or group.sort == ONE and not group.accusative):
            return None
        return group

    def _unknown_object(self, anchor: _Anchor, k: int) -> People | None:
        """فقتلت طاهياً: a noun with its tanwin right behind a verb of killing is its object."""
        token = self.page.tokens[k]
        raw = self.page.text[token.start:token.end]
        if k != anchor.j or anchor.form != "verb" or "people" in anchor.entry.features or _TANWIN not in raw or self.page.at.get(k):
            return None
        return People(k, k + 1, token.start, 1, 1, False, ONE, (k, k + 1, token.start), (), ())

    def _is_doer(self, anchor: _Anchor, group: People) -> bool:
        """قتل مسلح ثلاثة جنود: the first is the doer where another group follows at once."""
        if anchor.form != "verb" or group.sort != ONE or group.accusative:
            return False
        more = self.people.group(group.j)
        return more is not None and more.clitic == "" and (more.sort in (COUNTED, TWO) or more.accusative)

    def _over(self, k: int) -> int:
        group = self.people.group(k)
        return group.j if group is not None else self._step(k)

    def _step(self, k: int) -> int:
        return max([h.j for h in self.page.at.get(k, ()) if h.entry.group in ("actor", "place", "nation") or h.entry.cls == "weapon"] or [k + 1])

    # ------------------------------------------------------------ parts

    def _last(self, k: int) -> HarmMention | None:
        first, _ = self._sentence(k)
        told = [m for m in self.out if first <= m.i < k and not m.zero and not m.partial]
        return told[-1] if told else None

    def _partial(self, anchor: _Anchor) -> list[HarmMention]:
        """بينهم ثلاثة أطفال, ثلاثة منهم جنود."""
        whole, field = self._last(anchor.i), anchor.entry.features.get("field")
        if whole is None and field is None:
            return []
        counted = next((q for q in self.quantities if q.j == anchor.i and q.low is not None and q.unit is None), None)
        if counted is not None:
            low, high = int(counted.low), None if counted.high is None else int(counted.high)
            return [self._bare(anchor, low, high, field or whole.field, partial=True, start=counted.start, i=counted.i, terms=(anchor.entry.id, *counted.terms))]
        group = self.people.phrase(anchor.j)
        if group is None or group.thing or group.unknown or group.sort == DEFINITE or group.i in self.used:
            return []
        return [self._made(anchor, group, field or whole.field, partial=True)]

    def _are(self, anchor: _Anchor) -> list[HarmMention]:
        """ستة قتلى، هم ثلاثة جنود وعامل: the parts of the figure before it."""
        whole = self._last(anchor.i)
        group = self.people.phrase(anchor.j)
        if whole is not None and group is not None and group.parts and anchor.i - whole.j <= 3:
            self.used.update(range(group.i, group.j))
            self.out[self.out.index(whole)] = replace(whole, parts=group.parts)
        return []

    def _besides(self, anchor: _Anchor) -> list[HarmMention]:
        """جندي ومتعاقد، فضلا عن 12 جريحا: people beside the wounded, under no word of their own, are the dead."""
        wounded = next((self.at[k] for k in range(anchor.j, anchor.j + 6) if k in self.at), None)
        if wounded is None or wounded.form != "noun" or wounded.field != "injuries":
            return []
        first, _ = self._sentence(anchor.i)
        low = max([first, anchor.i - self.near["subject"]] + [k + 1 for k in range(first, anchor.i) if k in self.at or self.page.tokens[k].norm == ":"])
        for k in range(low, anchor.i):
            group = self.people.phrase(k)
            if group is not None and group.parts and 0 <= anchor.i - group.j <= 1 and group.i not in self.used:
                return [self._made(anchor, group, "fatalities", end=self.page.tokens[group.j - 1].end, j=group.j)]
        return []

    def _same(self, anchor: _Anchor) -> list[HarmMention]:
        """ومثلهم من الجرحى: the same figure, of the other kind."""
        whole = self._last(anchor.i)
        noun = next((self.at[k] for k in range(anchor.j, anchor.j + 3) if k in self.at), None)
        if whole is None or noun is None or noun.field == whole.field:
            return []
        return [self._bare(anchor, whole.low, whole.high, noun.field, approximate=whole.approximate, end=noun.end, j=noun.j)]


_known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}


def _folded(pack: Pack) -> tuple[frozenset[str], frozenset[str]]:
    if pack.fingerprint not in _known:
        given = pack.settings["quantities"]["harm"]
        _known[pack.fingerprint] = frozenset(map(norm, given["prepositions"])), frozenset(map(norm, given["that"]))
    return _known[pack.fingerprint]
