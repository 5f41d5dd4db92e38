"""Weapons in a text and how many: the munitions that were fired, or the vehicles that carried them.

A weapon without a number is named, not counted (low and high None). After a counted weapon of the same
coordination a bare singular is one (3 صواريخ وطائرة مسيرة). Numbers that stand for an earlier weapon
("10 of them were intercepted") are mentions of their own, `partial`, with their fate where it is told.
"""

from __future__ import annotations

from collections.abc import Iterable

from marsad.extract.munitions.mention import WeaponMention
from marsad.extract.munitions.parts import Parts
from marsad.extract.munitions.reader import Reader
from marsad.extract.quantities import Quantity
from marsad.languages.pack import Pack
from marsad.mentions import Page

__all__ = ["WeaponMention", "read_munitions"]


def read_munitions(page: Page, quantities: Iterable[Quantity], pack: Pack) -> tuple[WeaponMention, ...]:
    """The weapons of a page in the order in which they stand, counted by `quantities` where they are counted.

    >>> from marsad.languages.pack import load
    >>> from marsad.extract.quantities import read_quantities
    >>> from marsad.extract.scan import Scanner
    >>> page = Scanner(load("ar")).page("سقطت ثلاثة صواريخ وقذيفة هاون")
    >>> [(w.type, w.low) for w in read_munitions(page, read_quantities(page, load("ar")), load("ar"))]
    [('rocket', 3), ('mortar', 1)]
    """
    counted = tuple(quantities)
    return tuple(Parts(page, counted).read(Reader(page, counted, pack).read()))
