"""`marsad` with the toy reader of `stand_ins`, as a program: to be killed, starved and run twice at once."""

from __future__ import annotations

import os
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

import stand_ins
from marsad import pipeline


def slowly(article):
    time.sleep(0.02)
    return stand_ins.read(article)


pipeline.read = slowly if os.environ.get("TOY_SLOW") else stand_ins.read
pipeline.reconcile = stand_ins.reconcile
pipeline.languages = lambda: ("ar",)

if __name__ == "__main__":
    from marsad.cli import main

    sys.exit(main())
