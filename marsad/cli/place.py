"""Which project a command means."""

from __future__ import annotations

import argparse
import os

DEFAULT = "desk.marsad"


def project_path(args: argparse.Namespace) -> str:
    """The folder named by --project, else by $MARSAD_PROJECT, else ./desk.marsad."""
    return args.project or os.environ.get("MARSAD_PROJECT") or DEFAULT
