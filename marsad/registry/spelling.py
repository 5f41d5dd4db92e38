"""How names are also spelt: variants by the rules of spelling.tsv, and the inflections of national adjectives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.registry.tables import read_table
from marsad.text import norm

# A syllable split off must leave a name, not an ending.
_SHORTEST_REST = 3


def _rules(group: str) -> list[tuple[str, str, str, bool]]:
    rows = read_table("spelling.tsv")
    return [(rule, old, new, scope == "long") for _, scope, rule, old, new, _ in rows if scope in (group, "all", "long")]


def _swap(form: str, old: str, new: str) -> str | None:
    return form.replace(old, new) if old in form else None


def _join(form: str, old: str, new: str) -> str | None:
    first, _, rest = form.partition(" ")
    return first + rest if first == old and rest and " " not in rest else None


def _split(form: str, old: str, new: str) -> str | None:
    rest = form[len(old):]
    return f"{old} {rest}" if form.startswith(old) and " " not in form and len(rest) >= _SHORTEST_REST else None


def _prefix(form: str, old: str, new: str) -> str | None:
    rest = form[len(old):]
    return new + rest if form.startswith(old) and len(rest.split(" ")[0]) >= _SHORTEST_REST else None


def _ending(form: str, old: str, new: str) -> str | None:
    words = [word[: -len(old)] + new if word.endswith(old) and len(word) > len(old) + 2 else word for word in form.split(" ")]
    return " ".join(words)


_APPLY = {"swap": _swap, "join": _join, "split": _split, "prefix": _prefix, "ending": _ending}


class Variants:
    """Other spellings of the names of one group; never one that is already a name of the group.

    >>> Variants("place", []).of("كفرنبل")
    ('كفر نبل',)
    """

    def __init__(self, group: str, names: Sequence[str]) -> None:
        self._rules = _rules(group)
        self._taken = {norm(name) for name in names}

    def of(self, form: str) -> tuple[str, ...]:
        found: dict[str, str] = {}
        for rule, old, new, long in self._rules:
            if long and " " not in form:
                continue
            spelling = _APPLY[rule](form, old, new)
            if spelling and spelling != form and (key := norm(spelling)) not in self._taken:
                found.setdefault(key, spelling)
        return tuple(found.values())


def nation_forms(feature: str, form: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(feature, spelling) of a word of nationalities.tsv and of what is inflected from it.

    The accusative ("سوريا" from سوري) is left out where it is the name of a country.

    >>> [spelling for _, spelling in nation_forms("adj_m", "كندي", ["كندا"])]
    ['كندي', 'كنديا', 'كنديان', 'كنديين']
    """
    yield feature, form
    if " " in form:
        return
    if feature == "adj_m" and form.endswith("ي"):
        taken = {norm(name) for name in names}
        yield from (("adj_m", form + end) for end in ("ا", "ان", "ين") if norm(form + end) not in taken)
    elif feature == "adj_f" and form.endswith("ة"):
        stem = form[:-1]
        yield from (("adj_f", stem + end) for end in ("تان", "تين", "ات"))
