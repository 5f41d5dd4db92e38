"""Take in bytes: hash all of them, keep a bounded part."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

TEXT_LIMIT = 300_000
"""Most code points of one article. The longest live pages of news sites stay below 150,000; what is longer is
many articles in one file or no article, and its tokens alone would take more memory than a run may."""

RAW_LIMIT = 2_000_000
"""Most bytes kept of one article: `TEXT_LIMIT` code points in any encoding that is read, and markup besides."""

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Bytes as received. `raw` is all of them, or their first `RAW_LIMIT` when `size` is more; `sha256` is of all."""

    raw: bytes
    sha256: str
    size: int

    @property
    def whole(self) -> bool:
        return self.size == len(self.raw)


def take(stream: BinaryIO) -> Taken:
    """Read a stream to its end in bounded memory. Raises what the stream raises (OSError).

    >>> import io
    >>> take(io.BytesIO(b"abc")).size
    3
    """
    digest = hashlib.sha256()
    kept = bytearray()
    size = 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        kept += chunk[: RAW_LIMIT - len(kept)]
        size += len(chunk)
    return Taken(raw=bytes(kept), sha256=digest.hexdigest(), size=size)


def take_bytes(raw: bytes) -> Taken:
    """Bytes that are in memory already."""
    return Taken(raw=raw[:RAW_LIMIT], sha256=hashlib.sha256(raw).hexdigest(), size=len(raw))
