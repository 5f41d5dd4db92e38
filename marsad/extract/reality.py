"""Did it happen? For a mention of an act: told as a fact or not, why not, how sure, affirmed or denied.

The answer comes from the clause, not from the act's own word: negators, threats, plans, conditions, purposes,
abilities, habits, calls, condemnations, drills and fiction each have a reach, and a verb in the past lies beyond
most of them. The words and their reach are `languages/<code>/terms/modality.tsv`.
"""

from __future__ import annotations

import bisect
from typing import NamedTuple

from marsad.extract.scan import SEE_THROUGH, Hit, Page
from marsad.extract.segments import Layout, Sentence
from marsad.languages.pack import Pack

NEXT = 2
"""Words between a negator and its act: "دون وقوع أي قصف"."""
NEAR = 7
"""Words between a plan, purpose or ability and its act; measured on own cases, longer ones belong to the next clause."""
CUES = frozenset(("modal", "hedge", "say.verb", "say.part", "say.turn", "say.reset", "say.passive", "harm.neg"))
FILLERS = frozenset("اي وقوع حدوث حصول تسجيل وجود شن تنفيذ تعرض هناك من ب ل ان ذلك كل".split())
SEQUELS = frozenset("بعد اثر جراء عقب خلال قبل منذ في".split())
COMMAS = frozenset("،,؛;.؟?!:")
# What the content of a verb of speech makes of an act: an opinion leaves it as it is.
CONTENTS = {"call": "call", "threat": "threat", "future": "future", "condemn": "mentioned", "deny": "denied"}
RESPONSIBILITY = frozenset("مسووليه مسووليته مسووليتها مسووليتهم المسووليه ضلوع ضلوعه ضلوعها علاقه علاقته علاقتها صله صلته صلتها تورط تورطه تورطها وقوفه وقوفها الوقوف دور دوره دورها".split())
DAYS = ("time.weekday", "time.relday", "time.part", "time.month", "time.anaphor", "time.clock")
SUBJUNCTIVE = frozenset(("ان", "كي", "لكي", "لان"))
ONGOING = frozenset("كان كانت كانوا وكان وكانت وهي وهو وهم".split())
THAT = frozenset("ان انه انها انهم بانه بانها بانهم".split())
WIDE = frozenset(("country", "admin1", "region", "territory", "area"))
VERBS = ("act", "light")
NEGATORS = frozenset("لم لا لن ولم ولا ولن".split())
PREPOSITIONS = frozenset("علي عن من الي في بعد قبل دون ضد بين حول مع خلال".split())
ORDER = ("stated", "hedged", "unconfirmed")
# domain: (least sum of cue words, least number of different ones); counted on sports, market and drill pages and on war news.
DOMAINS = {"sport": (6, 4), "exercise": (4, 2), "markets": (7, 3), "film": (6, 3), "history": (7, 3)}


class Stance(NamedTuple):
    """How an act is told. `real` False: no incident comes of this mention; `reason` says why.
    `certainty`: stated, hedged, unconfirmed. `polarity`: affirmed, denied. `terms`: ids of the words that decided.
    """

    real: bool
    reason: str
    certainty: str
    polarity: str
    terms: tuple[str, ...]


def tense(page: Page, hit: Hit) -> str:
    """"past" or "pres" of a verb's hit, "" of a noun's. The form that the pack lists carries no tag: يـ marks the present."""
    if "past" in hit.tags or "pres" in hit.tags:
        return "past" if "past" in hit.tags else "pres"
    if hit.entry.cls == "act" and hit.entry.features.get("form") not in ("verb", "passive"):
        return ""
    if hit.entry.cls == "light" and hit.entry.features.get("form") == "noun":
        return ""
    return "pres" if page.folded.startswith("ي", hit.start) else "past"


def told_past(page: Page, k: int) -> bool:
    """Whether the word at token `k` can only be a verb in the past (قصف is also a noun)."""
    hits = [h for h in page.at.get(k, ()) if h.entry.cls in VERBS]
    if not hits or any(tense(page, h) != "past" for h in hits):
        return False
    # else a verbal noun of the same letters: "قادرة على ضرب الجزيرة"
    return not (k and page.tokens[k - 1].norm in PREPOSITIONS or any(h.clitic.endswith(("ب", "ل", "ك")) for h in hits))


class Reality:
    """The stances of one page; sentences are looked at only when asked about."""

    def __init__(self, page: Page, layout: Layout):
        self._page, self._layout = page, layout
        self._starts = [s.i for s in layout.sentences]
        self._cues = [h for h in page.hits if h.entry.cls in CUES]
        self._cue_starts = [h.i for h in self._cues]

    def of(self, i: int, j: int) -> Stance:
        """The stance of the act at tokens [i, j).

        >>> judge(page, layout, pack).of(3, 4)
        Stance(real=False, reason='threat', certainty='stated', polarity='affirmed', terms=('threat',))
        """
        at = bisect.bisect_right(self._starts, i) - 1
        if at < 0:
            return Stance(True, "", "stated", "affirmed", ())
        sentence = self._layout.sentences[at]
        act = next((h for k in range(i, j) for h in self._page.at.get(k, ()) if h.entry.cls in ("act", "light")), None)
        cues = self._between(sentence.i, sentence.j)
        certainty, hedges = self._certainty(sentence, at, i, j, cues)
        reason, term = self._unreal(sentence, at, i, j, act, cues)
        real = not reason or reason in ("mentioned", "undated") and self._located(i, j, sentence)
        polarity = "denied" if reason in ("denied", "negated") else "affirmed"
        return Stance(real, reason, certainty, polarity, (*((term,) if term else ()), *hedges))

    def certainty(self, start: int, end: int) -> str:
        """How sure the clause of the characters [start, end) is told."""
        i, j = self._page.token_at(start), self._page.token_at(max(start, end - 1)) + 1
        at = bisect.bisect_right(self._starts, i) - 1
        if at < 0:
            return "stated"
        sentence = self._layout.sentences[at]
        return self._certainty(sentence, at, i, j, self._between(sentence.i, sentence.j))[0]

    # ---------------------------------------------------------------- not a fact

    def _between(self, i: int, j: int) -> list[Hit]:
        return self._cues[bisect.bisect_left(self._cue_starts, i):bisect.bisect_left(self._cue_starts, j)]

    def _unreal(self, sentence: Sentence, at: int, i: int, j: int, act: Hit | None, cues: list[Hit]) -> tuple[str, str | None]:
        past = act is not None and told_past(self._page, act.i)
        for hit in self._page.at.get(i, ()):
            if "س" in hit.clitic and hit.entry.cls in VERBS and tense(self._page, hit) == "pres":
                return "future", "clitic.sa"
        for cue in reversed(cues):
            reason = self._reason(cue, sentence, i, j, past)
            if reason:
                return reason, cue.entry.id
        if act is not None and not past:
            return self._general(sentence, at, i, act)
        return "", None

    def _reason(self, cue: Hit, sentence: Sentence, i: int, j: int, past: bool) -> str:
        """Why `cue` keeps the act at [i, j) from being a fact, or "" where it does not reach it."""
        features = cue.entry.features
        past = past and (cue.j != i or any("past" in h.tags for h in self._page.at.get(i, ())))  # "ضرورة ضرب": its noun
        if "bare" in features and (cue.clitic.endswith("ل") or self._page.tokens[cue.i - 1].norm in NEGATORS):
            return ""
        if cue.entry.cls in ("say.verb", "say.part"):
            reason = CONTENTS.get(features.get("content", ""), "")
            if not reason or past or cue.i >= i or not self._clear(cue.j, i):
                return ""
            if reason == "denied" and any(t.norm in RESPONSIBILITY for t in self._page.tokens[cue.j:i]):
                return ""
            return reason
        reason = features.get("reality", "")
        if not reason or past and "past" not in features and features.get("reach") != "next":
            return ""
        if "pres" in features and (past or self._dated(sentence)):
            return ""
        if "def" in features and not (self._page.tokens[i].norm.lstrip("وفب").startswith(("ال", "لل"))):
            return ""
        return reason if self._reaches(cue, features.get("reach", "near"), sentence, i, j) else ""

    def _reaches(self, cue: Hit, reach: str, sentence: Sentence, i: int, j: int) -> bool:
        features = cue.entry.features
        if reach == "sentence":
            return True
        if reach == "around" and cue.i >= j:
            return self._clear(j, cue.i)
        if reach == "self":
            return cue.i <= i < cue.j and self._wide(cue.j, sentence, features["wide"])
        if reach == "adjacent":
            return self._page.tokens[cue.i - 1].norm.endswith("ات") and any(h.entry.cls == "act" and h.j == cue.i for h in self._page.at.get(i, ()))
        if reach == "after":
            return cue.i >= j and cue.i - j <= NEAR + 3 and self._clear(j, cue.i)
        if cue.i >= j:
            return False
        if cue.j > i:
            return cue.i <= i  # the cue's words hold the act's ("لم تشهد أي هجوم")
        if reach == "next":
            between = [t.norm for k, t in enumerate(self._page.tokens[cue.j:i], cue.j) if (t.kind == "word" or t.norm not in SEE_THROUGH) and not (
                "def" in features and any(h.entry.cls == "act" for h in self._page.at.get(k, ())))]
            return len(between) <= NEXT and all(word in FILLERS for word in between) or self._carried(cue, i)
        if reach == "near" and i - cue.j > NEAR:
            return False
        return self._clear(cue.j, i)

    def _carried(self, cue: Hit, i: int) -> bool:
        """"لم تشهد البلدة أي قصف", "عدم تعرض القاعدة لقصف": what is denied carries the act; of a cause only the outcome is denied."""
        carriers = [h for h in self._page.at.get(cue.j, ()) if h.entry.cls == "light" and not h.entry.has("subj", "cause") and not h.entry.has("affirm")]
        if cue.entry.features["reality"] not in ("negated", "denied") or not carriers or i - cue.j > NEAR or not self._clear(cue.j, i):
            return False
        return not any(self._page.tokens[k].norm in SEQUELS or any(h.entry.cls.startswith("harm.") for h in self._page.at.get(k, ())) for k in range(cue.j, i))

    def _wide(self, k: int, sentence: Sentence, unless: str) -> bool:
        """Whether a country or region, no town, is named right after token `k`."""
        for n in range(k, min(k + 6, sentence.j)):
            kinds = [h.entry.features.get("kind") for h in self._page.at.get(n, ()) if h.entry.group == "place"]
            if kinds:
                return any(kind in WIDE for kind in kinds)
        return unless == "any"

    def _clear(self, low: int, high: int) -> bool:
        """Whether no new clause begins between two tokens."""
        tokens, at = self._page.tokens, self._page.at
        for k in range(low, high):
            token = tokens[k]
            if token.kind == "mark" and token.norm in COMMAS:
                if token.norm not in "،," or self._new_clause(k + 1):
                    return False
            elif k > low and (any(h.entry.cls in ("say.turn", "say.reset") for h in at.get(k, ())) or self._joined(k)):
                return False
        return not self._joined(high)

    def _joined(self, k: int) -> bool:
        """Whether "and" with a verb in the past begins a clause at token `k`."""
        hits = self._page.at.get(k, ())
        return any(h.clitic[:1] in ("و", "ف") and h.clitic for h in hits) and (
            told_past(self._page, k) or any(h.entry.cls == "say.verb" and "pres" not in h.tags for h in hits))

    def _new_clause(self, k: int) -> bool:
        while k < len(self._page.tokens) and self._page.tokens[k].norm in SEE_THROUGH:
            k += 1
        return any(h.entry.cls in ("say.turn", "say.reset", "say.verb", "say.prep", "say.part") or h.entry.cls in VERBS and tense(self._page, h) for n in (k, k + 1) for h in self._page.at.get(n, ()))

    def _general(self, sentence: Sentence, at: int, i: int, act: Hit) -> tuple[str, str | None]:
        """States of affairs: a subjunctive, an undated present below the lead, "the attacks" with no place or day."""
        tokens = self._page.tokens
        if tense(self._page, act) == "pres":
            before = tokens[i - 1].norm if i > sentence.i else ""
            if before in SUBJUNCTIVE:
                return "subjunctive", "grammar.subjunctive"
            lead = sentence.block.kind in ("headline", "subheading", "bullet") or at == 0 or self._layout.sentences[at - 1].block.kind in ("headline", "dateline", "byline")
            ongoing = any(t.norm in ONGOING for t in tokens[max(sentence.i, i - 6):i])
            relative = any(h.entry.features.get("do") == "relative" for h in self._page.at.get(i - 1, ()))
            if not (lead or ongoing or relative or self._dated(sentence) or self._counted(sentence)):
                return "general", "grammar.present"
        noun = not tense(self._page, act) and ("def" in act.tags or "poss" in act.tags)
        if noun and not self._told_on(i) and (act.entry.has("plural") or "plural" in act.tags) and sentence.block.kind != "headline" and not self._located(i, i + 1, sentence):
            return "general", "grammar.plural"
        return "", None

    def _told_on(self, i: int) -> bool:
        """Whether a verb in the past says what the act did ("إن الضربات نفذتها مقاتلات"): it is one told before."""
        return any(told_past(self._page, k) or any("past" in h.tags and h.entry.cls in ("harm.killed", "harm.hurt") for h in self._page.at.get(k, ()))
                   for k in range(i + 1, i + 9))

    def _dated(self, sentence: Sentence) -> bool:
        return any(h.entry.cls in DAYS for k in range(sentence.i, sentence.j) for h in self._page.at.get(k, ())
                   if k == 0 or self._page.tokens[k - 1].norm != "كل")

    def _counted(self, sentence: Sentence) -> bool:
        return any(h.entry.cls.startswith(("harm.killed", "harm.hurt")) for k in range(sentence.i, sentence.j) for h in self._page.at.get(k, ()))

    def _located(self, i: int, j: int, sentence: Sentence) -> bool:
        """Whether the act's own clause names a place or a day."""
        for k in range(i, min(sentence.j, j + 16)):
            if k > j and self._page.tokens[k].norm in COMMAS and self._new_clause(k + 1):
                return False
            for hit in self._page.at.get(k, ()):
                if hit.entry.group == "place" and hit.entry.features.get("strength") in ("strong", None) or hit.entry.cls in DAYS:
                    return True
        return False

    # ---------------------------------------------------------------- how sure

    def _certainty(self, sentence: Sentence, at: int, i: int, j: int, cues: list[Hit]) -> tuple[str, tuple[str, ...]]:
        found = [(cue.entry.features["certainty"], cue.entry.id) for cue in cues
                 if cue.entry.cls in ("hedge", "say.passive") and "certainty" in cue.entry.features and self._hedges(cue, i, j)]
        after = self._layout.sentences[at + 1] if at + 1 < len(self._layout.sentences) else None
        if after is not None and after.block.i == sentence.block.i:
            found += [(cue.entry.features["certainty"], cue.entry.id) for cue in self._between(after.i, after.j)
                      if cue.entry.features.get("side") == "back" and cue.i <= after.i + 2]
        if not found:
            return "stated", ()
        return max((c for c, _ in found), key=ORDER.index), tuple(dict.fromkeys(t for _, t in found))

    def _hedges(self, cue: Hit, i: int, j: int) -> bool:
        side = cue.entry.features.get("side", "right")
        if side == "back":
            return True
        if side == "before":
            return cue.i >= j
        if cue.j <= i:
            open_ended = self._page.tokens[cue.j - 1].norm in THAT  # "يعتقد أن" holds across commas, "في ما بدا ردا" does not
            return self._clear(cue.j, i) and (open_ended or not any(t.norm in "،," for t in self._page.tokens[cue.j:i] if t.kind == "mark"))
        return side == "both" and cue.i >= j and cue.i - j <= 12 and self._clear(j, cue.i)


def judge(page: Page, layout: Layout, pack: Pack) -> Reality:
    """What is told as a fact on `page`; asked act by act."""
    return Reality(page, layout)


def domain(page: Page) -> str:
    """What the page is about: news, sport, exercise, markets, film or history. Only news (and dated history) tells of incidents.

    A domain wins with enough cue words, of enough different kinds, and with fewer dead and hurt than cue words.
    """
    counts: dict[str, dict[str, int]] = {}
    harmed = 0
    for hit in page.hits:
        cls = hit.entry.cls
        if cls == "domain":
            kinds = counts.setdefault(hit.entry.features["domain"], {})
            kinds[hit.entry.id] = kinds.get(hit.entry.id, 0) + 1
        elif cls == "harm.killed":
            harmed += 1
    best, most = "news", 0
    for name, kinds in sorted(counts.items()):
        least, different = DOMAINS[name]
        total = sum(kinds.values())
        if total >= least and len(kinds) >= different and total > 2 * harmed and total > most:
            best, most = name, total
    return best
