"""What begins with each first word of a lexicon, packed until the word is met.

A language has 60,000 first words, with 130,000 forms behind them; an article meets a few hundred, and a run some
thousands. So a pack opens in the time that its table of words takes, and holds little that the garbage collector
would look through again and again.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

Default = TypeVar("Default")


class Entry(NamedTuple):
    """A term or a name: `group` is "term", "place", "actor", "outlet" or "nation"; `features` say what it means."""

    id: str
    cls: str
    group: str
    features: Mapping[str, str]

    def has(self, feature: str, value: str | None = None) -> bool:
        """Whether the entry has `feature` (with `value`, where one is given; values may be joined by "|")."""
        got = self.features.get(feature)
        return got is not None and (value is None or value in got.split("|"))


class Reading(NamedTuple):
    """One entry that a form may stand for, and the tags of that form ("def", "dual", "plural", "pres", "poss" …)."""

    entry: Entry
    tags: frozenset[str]


Node = tuple[tuple[Reading, ...], dict]
"""What is known after some words: the readings that end here, and the words that may follow."""

Raw = tuple[tuple[tuple[int, int], ...], dict]
"""A node with the numbers of entries and tags."""


class Packed(NamedTuple):
    """A lexicon as it is kept: plain values only. `words`: a pickled Raw by first word."""

    words: dict[str, bytes]
    entries: list[tuple[str, str, str, Mapping[str, str]]]
    tags: list[frozenset[str]]


def packed(heads: Mapping[str, Node]) -> Packed:
    """`heads` as they are kept: equal entries, features and tags only once."""
    entries: dict[tuple, int] = {}
    features: dict[tuple, Mapping[str, str]] = {}
    tags: dict[frozenset[str], int] = {}

    def raw(node: Node) -> Raw:
        told = []
        for entry, marks in node[0]:
            items = tuple(entry.features.items())
            features.setdefault(items, entry.features)
            told.append((entries.setdefault((*entry[:3], items), len(entries)), tags.setdefault(marks, len(tags))))
        return tuple(told), {word: raw(more) for word, more in node[1].items()}

    words = {word: pickle.dumps(raw(node), pickle.HIGHEST_PROTOCOL) for word, node in heads.items()}
    return Packed(words, [(id, cls, group, features[items]) for id, cls, group, items in entries], list(tags))


class Heads(Mapping[str, Node]):
    """The first words of all forms, each with what may follow it; a node is unpacked once.

    >>> town = Entry("town", "site", "term", {})
    >>> heads = Heads(packed({"بلده": ((Reading(town, frozenset()),), {})}))
    >>> heads["بلده"][0][0].entry == town, "قريه" in heads
    (True, False)
    """

    def __init__(self, packed: Packed) -> None:
        self._words = packed.words
        self._entries: Sequence[Entry] = [Entry(*row) for row in packed.entries]
        self._tags = packed.tags
        self._met: dict[str, Node] = {}

    def __reduce__(self) -> tuple[type[Heads], tuple[Packed]]:
        return Heads, (Packed(self._words, [tuple(entry) for entry in self._entries], self._tags),)

    def __getitem__(self, word: str) -> Node:
        node = self._met.get(word)
        if node is None:
            node = self._met[word] = self._node(pickle.loads(self._words[word]))
        return node

    def _node(self, raw: Raw) -> Node:
        entries, tags = self._entries, self._tags
        return tuple([Reading(entries[e], tags[t]) for e, t in raw[0]]), {word: self._node(more) for word, more in raw[1].items()}

    def get(self, word: str, default: Default = None) -> Node | Default:  # type: ignore[override]
        """What begins with `word`, or `default`: without the price of an exception."""
        return self[word] if word in self._words else default

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)
