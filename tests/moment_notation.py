"""One line for one moment, as `tests/cases/ar/moments.toml` writes it."""

from __future__ import annotations


def notation(mention, text: str) -> str:
    """`earliest/latest precision …marks… «words»`; unknown ends are "..".

    >>> notation(mention, text)  # doctest: +SKIP
    '2020-03-11T18:00/2020-03-11T23:59 part_of_day article-1 «مساء أمس الأربعاء»'
    """
    parts = [f"{mention.earliest or '..'}/{mention.latest or '..'}", mention.precision]
    if mention.kind in ("duration", "set", "holiday"):
        parts.append(mention.kind)
    if mention.offset in ("event", "previous moment") or mention.shift_days is not None:
        shift = f"{mention.shift_days:+d}" if mention.shift_days is not None else ""
        parts.append((mention.offset or "").replace(" moment", "") + shift)
    parts += [mark for mark in ("since", "until", "ago", "recurring", "approximate") if getattr(mention, mark)]
    length = mention.duration
    if length is not None:
        high = "" if length.high == length.low else f"..{length.high:g}" if length.high is not None else ".."
        parts.append(f"{length.low:g}{high} {length.unit}")
    if mention.earliest is None:
        parts += [f"{name}={value}" for name in ("year", "month", "day", "weekday") if (value := getattr(mention, name)) is not None]
        if mention.part:
            parts.append("-".join(mention.part))
    if mention.zone:
        parts.append(mention.zone)
    return " ".join(parts) + f" «{text[mention.start:mention.end]}»"
