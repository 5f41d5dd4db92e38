"""Bytes of any kind → articles."""

from marsad.ingest.language import language_of
from marsad.ingest.read import read_sources

__all__ = ["language_of", "read_sources"]
