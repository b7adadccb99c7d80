"""The only place where a hash is made.

A key is 32 hexadecimal digits: BLAKE2b with a 16-byte digest, over length-prefixed parts, so that
no two different lists of parts can give the same bytes to hash.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b, sha256

_SIZE = 16


def key_of(*parts: bytes | str) -> str:
    """Return the key of an ordered list of parts (text counts as its UTF-8 bytes)."""
    digest = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def key_of_bytes(data: bytes) -> str:
    """Return the key of one file's bytes."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


def key_of_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the key of (name, key) pairs, whatever their order."""
    return key_of(*(part for pair in sorted(pairs) for part in pair))


def checksum(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, as `sha256sum` prints it: for files that people check."""
    return sha256(data).hexdigest()
