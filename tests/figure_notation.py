"""The one-line notation of figures that the cases share: `fatalities 3..3 «مقتل ثلاثة جنود» [جنود]`."""

from __future__ import annotations

import pathlib
import tomllib

from marsad.extract.harm import HarmMention
from marsad.extract.munitions import WeaponMention
from marsad.extract.quantities import Quantity

FLAGS = ("partial", "replaces", "former", "tally", "hedged", "denied")


def cases(name: str) -> list[dict]:
    """The cases of `tests/cases/ar/<name>.toml`."""
    path = pathlib.Path(__file__).parent / "cases" / "ar" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf8"))["case"]


def interval(figure: Quantity | WeaponMention | HarmMention) -> str:
    """low..high; no high: unbounded; ?: no number; ~: approximate."""
    told = "?" if figure.low is None else f"{figure.low}..{'' if figure.high is None else figure.high}"
    return told + "~" * figure.approximate


def words(figure: Quantity | WeaponMention | HarmMention, text: str) -> str:
    return f"«{text[figure.start:figure.end]}»"


def quantity(q: Quantity, text: str) -> str:
    return " ".join(filter(None, [q.kind, interval(q), q.unit, "former" * q.former, "def" * q.definite, words(q, text)]))


def weapon(w: WeaponMention, text: str) -> str:
    return " ".join(filter(None, [w.type, interval(w), "partial" * w.partial, w.impact, "again" * w.anaphoric, words(w, text)]))


def harm(h: HarmMention, text: str) -> str:
    flags = [flag for flag in FLAGS if getattr(h, flag)]
    parts = "=" + "+".join(str(n) for n, _ in h.parts) if h.parts else ""
    return " ".join(filter(None, [h.field, interval(h), *flags, words(h, text), f"[{h.party}]" if h.party else "", parts]))
