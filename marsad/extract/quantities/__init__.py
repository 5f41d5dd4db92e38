"""Figures in a text: numbers, ranges, comparators, shares, duals; what they count; which number signs are none.

Intervals follow the codebook, section 4: "more than 20" is [21, unbounded), "dozens" [24, unbounded) and
approximate, "about 10" [10, 10] and approximate, a dual [2, 2].
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.extract.quantities.quantity import Quantity
from marsad.extract.quantities.reader import Reader
from marsad.extract.scan import Scanner
from marsad.languages.pack import Pack
from marsad.mentions import Page

__all__ = ["Quantity", "read_quantities"]


def read_quantities(page_or_text: Page | str, pack: Pack, masked: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The figures of a text in the order in which they stand, one for each expression.

    `masked`: stretches (start, end in code points) that are dates and times and hold no figure.

    >>> from marsad.languages.pack import load
    >>> [(q.low, q.high) for q in read_quantities("أكثر من عشرين جريحا وصاروخان", load("ar"))]
    [(21, None), (2, 2)]
    """
    page = Scanner(pack).page(page_or_text) if isinstance(page_or_text, str) else page_or_text
    return Reader(page, pack, masked).read()
