"""Moments: when things happened, from أمس to 12 آذار/مارس 2020."""

from marsad.extract.moments.complete import complete, in_order
from marsad.extract.moments.dateline import anchor_of, find_dateline
from marsad.extract.moments.mention import Length, MomentMention
from marsad.extract.moments.read import read_moments

__all__ = ["Length", "MomentMention", "anchor_of", "complete", "find_dateline", "in_order", "read_moments"]
