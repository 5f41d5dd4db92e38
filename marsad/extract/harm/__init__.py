"""People killed and hurt in a text: how many, who, and how the text stands to the figure.

Each harm word is read by its form: a verb with people before or after it, a masdar with people after it, a
noun that its own number counts, a denial, a total. Words that could be of things count only with people.
"""

from __future__ import annotations

from collections.abc import Iterable

from marsad.extract.harm.mention import HarmMention
from marsad.extract.harm.reader import Reader
from marsad.extract.quantities import Quantity
from marsad.languages.pack import Pack
from marsad.mentions import Page

__all__ = ["HarmMention", "read_harm"]


def read_harm(page: Page, quantities: Iterable[Quantity], pack: Pack) -> tuple[HarmMention, ...]:
    """The harm told in a page, in the order in which it stands.

    >>> from marsad.languages.pack import load
    >>> from marsad.extract.quantities import read_quantities
    >>> from marsad.extract.scan import Scanner
    >>> page = Scanner(load("ar")).page("قتل ثلاثة جنود وأصيب عشرة أشخاص على الأقل")
    >>> [(h.field, h.low, h.high) for h in read_harm(page, read_quantities(page, load("ar")), load("ar"))]
    [('fatalities', 3, 3), ('injuries', 10, None)]
    """
    return Reader(page, tuple(quantities), pack).read()
