"""Transport compression of the gateway: one stream a connection, each message flushed."""

from __future__ import annotations

import zlib
from collections.abc import Callable

Compress = Callable[[bytes], bytes]


def stream(kind: str | None) -> Compress | None:
    """What compresses a connection's messages one after another; None for plain JSON. Raises ValueError."""
    if kind is None:
        return None
    if kind == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda data: deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if kind == "zstd-stream":
        # discord.py asks for this where the package is there.
        import zstandard

        squeeze = zstandard.ZstdCompressor().compressobj()
        return lambda data: squeeze.compress(data) + squeeze.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    raise ValueError(f"no transport compression {kind!r}")
