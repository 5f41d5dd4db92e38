"""What is said where: data on standard output, everything else on standard error; tables; progress."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from marsad.errors import MarsadError

if TYPE_CHECKING:
    import tqdm

    from marsad.record import Json, JsonObject

FSI, PDI = "\u2068", "\u2069"
"""Isolate a value whose direction is not known, so that its neighbours keep their places (Unicode UAX 9)."""
_STYLES = {"bold": "1", "dim": "2", "red": "31", "yellow": "33", "cyan": "36"}
_UNSAFE = {code: " " for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))}
_BIDI = {code: None for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)}


def plain(text: str) -> str:
    """`text` on one line and without signs that steer a terminal: words of articles are data, not commands."""
    return text.translate(_UNSAFE).translate(_BIDI)


def isolated(text: str) -> str:
    """`text` between isolates where it runs from right to left; an id or a path stays as it is, to be copied."""
    return f"{FSI}{text}{PDI}" if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text) else text


def width(text: str) -> int:
    """Columns that `text` takes on a terminal: marks and format signs none, wide signs two."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def cut(text: str, columns: int) -> str:
    """`text`, shortened with an ellipsis where it is wider than `columns`."""
    if width(text) <= columns:
        return text
    kept, used = [], 1
    for c in text:
        used += width(c)
        if used > columns:
            break
        kept.append(c)
    return "".join(kept) + "…"


NARROW = 8
"""Columns of a terminal below which a cell says nothing."""
DAYS = 20
"""Columns that a day or a range of days takes at most."""


class OutputError(MarsadError):
    """Standard output takes no more."""


@contextlib.contextmanager
def _written() -> Iterator[None]:
    """A full disk behind standard output is told like every other error; a pipe that was closed is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"the output cannot be written: {error.strerror or error}. Make room, or send it elsewhere.") from error


class Screen:
    """The two streams of a command, and how to write on them."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False, color: bool = True) -> None:
        self.quiet, self.verbose = quiet, verbose
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError):
                stream.reconfigure(encoding="utf-8", errors="replace")
        self.terminal = sys.stdout is not None and sys.stdout.isatty()
        self.color = color and self.terminal and os.environ.get("TERM") != "dumb"

    def data(self, text: str = "") -> None:
        """One line of data, on standard output."""
        with _written():
            print(text)

    def flush(self) -> None:
        """Nothing of the data waits any longer."""
        if sys.stdout is not None:  # closed from the start (`>&-`): print() is content with that
            with _written():
                sys.stdout.flush()

    @staticmethod
    def _say(text: str) -> None:
        if sys.stderr is not None:  # print() would take None for standard output, where only data goes
            print(text, file=sys.stderr)

    def json(self, value: Json) -> None:
        """One JSON value on standard output."""
        from marsad.record import line

        self.data(line(value))

    def note(self, text: str) -> None:
        """One line about the work, on standard error; not with --quiet."""
        if not self.quiet:
            self._say(text)

    def detail(self, text: str) -> None:
        """One line that only --verbose asks for, on standard error."""
        if self.verbose:
            self._say(text)

    def error(self, text: str) -> None:
        """What went wrong and what to do, on standard error, always."""
        self._say(f"marsad: {text}")

    def styled(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color and text else text

    def quoted(self, text: str) -> str:
        """Words of an article or a name, safe beside other words: isolated on a terminal, untouched elsewhere."""
        return isolated(plain(text)) if self.terminal else plain(text)

    def rows(self, values: Iterable[JsonObject], *, lines: bool) -> int:
        """Objects as one JSON array, or one a line. Returns how many."""
        from marsad.record import line

        count = 0
        for count, value in enumerate(values, 1):
            self.data(line(value) if lines else f"{'[' if count == 1 else ','}{line(value)}")
        if not lines:
            self.data("]" if count else "[]")
        return count

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str | None]]) -> int:
        """A table: aligned and cut to the window on a terminal; TAB between whole cells, unknown empty, elsewhere."""
        if not self.terminal:
            count = 0
            self.data("\t".join(head))
            for count, row in enumerate(rows, 1):
                self.data("\t".join(plain(cell or "") for cell in row))
            return count
        cells = [[plain(cell) if cell is not None else "–" for cell in row] for row in rows]
        if not cells:
            return 0
        room = self._widths(head, cells)
        self.data("  ".join(self.styled(cut(h, w) + " " * (w - width(cut(h, w))), "dim") for h, w in zip(head, room, strict=False)).rstrip())
        for row in cells:
            shown = [(cut(cell, w), w) for cell, w in zip(row, room, strict=False)]
            self.data("  ".join(isolated(cell) + " " * (w - width(cell)) for cell, w in shown).rstrip())
        if len(room) < len(head):
            self.note(f"not shown for want of room: {', '.join(head[len(room) :])}")
        return len(cells)

    def _widths(self, head: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
        """Widths of columns: what they ask for, the widest giving way until the window holds them. Ids (first) and days
        (second) never give way, being nothing when cut; a column that finds no room at all is left out from the end."""
        asked = [max(width(h), *(width(row[i]) for row in cells)) for i, h in enumerate(head)]
        window = shutil.get_terminal_size((120, 40)).columns
        whole = 2 if len(asked) > 2 and asked[1] <= DAYS else 1
        while len(asked) > whole + 1 and sum(asked[:whole]) + sum(min(a, NARROW) for a in asked[whole:]) + 2 * (len(asked) - 1) > window:
            asked.pop()
        while sum(asked) + 2 * (len(asked) - 1) > window and max(asked[whole:], default=0) > NARROW:
            asked[asked.index(max(asked[whole:]), whole)] -= 1
        return asked

    def progress(self) -> Bars | Lines:
        """How a run shows its stages: bars on a terminal, one plain line a stage otherwise."""
        return Bars(self) if sys.stderr.isatty() and not self.quiet else Lines(self)


class Lines:
    """One line a stage, when it is done."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def begin(self, stage: str, total: int | None) -> None:
        self._screen.detail(f"{stage}: begun" + ("" if total is None else f", {total} to do"))

    def step(self, done: int) -> None:
        return

    def end(self, stage: str, told: str, seconds: float) -> None:
        self._screen.note(f"{stage}: {told} ({seconds:.1f} s)")


class Bars(Lines):
    """A bar while a stage is under way, its line when it is done."""

    _bar: tqdm.tqdm | None = None

    def begin(self, stage: str, total: int | None) -> None:
        import tqdm

        self._bar = tqdm.tqdm(desc=stage, total=total, unit=" articles", leave=False, file=sys.stderr, dynamic_ncols=True)

    def step(self, done: int) -> None:
        if self._bar is not None:
            self._bar.update(done)

    def end(self, stage: str, told: str, seconds: float) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        super().end(stage, told, seconds)
