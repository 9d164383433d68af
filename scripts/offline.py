"""Writes what the service worker needs: all pages and small files in one archive, and the worker that knows its hash.

One archive instead of hundreds of files: one question to the server, and either all of it or none. It is a gzip file (so
that it is small behind servers that compress nothing) of a list in JSON and then the files' lines. Pages share most of
their lines (head, menu, foot), further apart than gzip looks back; so each line stands there once, and the list says for
each file which stretches it is made of. That halves the archive. The live guide's runtime is not in it: those files
carry a hash in their address, and the browser often has them already.
"""

import gzip
import hashlib
import json
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import hosting

WORKER: Final = "sw.js"
FOLDER: Final = "assets/offline"
_SOURCE: Final = "sw.js"
_RUNTIME: Final = "assets/runtime/"
_LEFT_OUT: Final = (".map", ".gz", ".br")


def write(site: Path, on: bool = True) -> int:
    """Writes archive and worker into the built site. With `on` false, a worker that removes itself and what it kept.

    Out: the size of the archive in bytes (0 without one).
    """
    source = site / FOLDER / _SOURCE
    code = source.read_text("utf-8")
    source.unlink()
    packed = archive(site) if on else b""
    name = f"{FOLDER}/{hashlib.sha256(packed).hexdigest()[:12]}.bin"
    if on:
        (site / name).write_bytes(packed)
    (site / WORKER).write_text(f"{_constants(site, packed, name, code, on)}\n{code}", "utf-8", newline="\n")
    return len(packed)


def archive(site: Path) -> bytes:
    """All files of the site but the runtime, as the worker reads them."""
    body, seen = bytearray(), dict[bytes, int]()
    listed = [
        [name, hosting.media_type(name), _ranges((site / name).read_bytes(), body, seen)]
        for name in _names(site)
        if not name.startswith(_RUNTIME)
    ]
    head = json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(struct.pack(">I", len(head)) + head + bytes(body), 9, mtime=0)


def _ranges(content: bytes, body: bytearray, seen: dict[bytes, int]) -> list[int]:
    """Where a file's lines stand in the body, as beginnings and lengths in turn. Lines that are new are put there."""
    ranges: list[int] = []
    for line in content.splitlines(keepends=True):
        begin = seen.setdefault(line, len(body))
        if begin == len(body):
            body += line
        if ranges and ranges[-2] + ranges[-1] == begin:
            ranges[-1] += len(line)
        else:
            ranges += [begin, len(line)]
    return ranges


def _names(site: Path) -> list[str]:
    found = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    return sorted(name for name in found if not name.endswith(_LEFT_OUT) and name != WORKER)


def _constants(site: Path, packed: bytes, name: str, code: str, on: bool) -> str:
    runtime = [
        {
            "address": each,
            "type": hosting.media_type(each),
            "sha256": hashlib.sha256((site / each).read_bytes()).hexdigest(),
        }
        for each in _names(site)
        if each.startswith(_RUNTIME)
    ]
    digest = hashlib.sha256(packed).hexdigest()
    # The worker's own code is in it: an edition is never filled by one worker and used by another.
    edition = hashlib.sha256(json.dumps([digest, runtime, code]).encode()).hexdigest()[:12]
    values: Mapping[str, object] = {
        "OFF": not on,
        "EDITION": edition,
        "ARCHIVE": {"address": name, "sha256": digest},
        "RUNTIME": runtime,
        "IMMUTABLE": hosting.IMMUTABLE,
    }
    return "".join(f"const {key} = {json.dumps(value)};\n" for key, value in values.items())
