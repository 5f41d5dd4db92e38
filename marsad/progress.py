"""Who is told how far a run is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Who is told how far a stage is: `total` None where nobody knows."""

    def begin(self, stage: str, total: int | None) -> None: ...
    def step(self, done: int) -> None: ...
    def end(self, stage: str, told: str, seconds: float) -> None: ...


class Silence:
    """A Progress that shows nothing."""

    def begin(self, stage: str, total: int | None) -> None:
        return

    def step(self, done: int) -> None:
        return

    def end(self, stage: str, told: str, seconds: float) -> None:
        return
