"""Mentions of one article → known places and actors."""

from marsad.resolve.actors import kind_abroad, resolve_actors
from marsad.resolve.mentions import ActorMention, Context, PlaceMention
from marsad.resolve.places import resolve_places

__all__ = ["ActorMention", "Context", "PlaceMention", "kind_abroad", "resolve_actors", "resolve_places"]
