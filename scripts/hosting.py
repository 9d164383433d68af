"""What a web server must know about the site, as data: types, caching and the headers that hold the browser to the rules.

`serve.py` sends them, and `server_files.py` writes them for nginx, Apache and IIS, so that all four say the same.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

TEXT: Final[Mapping[str, str]] = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xml": "application/xml",
    "txt": "text/plain",
    "ics": "text/calendar",
    "toml": "text/plain",
    "webmanifest": "application/manifest+json",
}
BINARY: Final[Mapping[str, str]] = {
    "wasm": "application/wasm",
    "zip": "application/zip",
    "bin": "application/octet-stream",
    "png": "image/png",
    "jpg": "image/jpeg",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "pdf": "application/pdf",
    "rtf": "application/rtf",
    "gz": "application/gzip",
}
# Folders whose files never change their meaning: a hash or a version stands in the address.
IMMUTABLE: Final = ("assets/runtime/", "assets/samlet/", "assets/reveal/")
YEAR: Final = 365  # days
FOR_EVER: Final = f"public, max-age={YEAR * 86_400}, immutable"
# Everything else is asked for again and mostly answered with »not changed«: a correction must reach everybody at once.
ASK_AGAIN: Final = "no-cache"
ONLY_HERE: Final = ("'self'",)

_INLINE: Final = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_DATA: Final = re.compile(r"""\bsrc=|\btype=["']?application/(?:ld\+)?json""", re.IGNORECASE)


def media_type(name: str) -> str:
    """The content type by the file's ending, with the character set of text."""
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in TEXT:
        return f"{TEXT[ending]}; charset=utf-8"
    return BINARY.get(ending, "application/octet-stream")


def cache_rule(name: str) -> str:
    """How long a browser may keep a file. In: its path from the site's root."""
    return FOR_EVER if name.startswith(IMMUTABLE) else ASK_AGAIN


def policy(scripts: Iterable[str] = (), frames: Iterable[str] = ONLY_HERE) -> dict[str, list[str]]:
    """What the browser may do for the site: each directive of the Content-Security-Policy with its sources.

    In: the hashes of scripts written in the pages (`inline_hashes`), and who may show the site in a frame.
    """
    return {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *sorted(scripts)],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": list(frames),
    }


def headers(scripts: Iterable[str] = (), frames: Iterable[str] = ONLY_HERE) -> dict[str, str]:
    """The headers of every answer. In: as for `policy`.

    The worker takes its policy from its own answer, so the headers belong on every file.
    """
    rules = policy(scripts, frames)
    return {
        "Content-Security-Policy": "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items()),
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def inline_hashes(site: Path) -> tuple[str, ...]:
    """The hash of every script that stands in a page itself, as sources for `script-src`; none today."""
    found: set[str] = set()
    for page in site.rglob("*.html"):
        for script in _INLINE.finditer(page.read_text("utf-8")):
            if script["code"].strip() and not _DATA.search(script["attributes"]):
                digest = base64.b64encode(hashlib.sha256(script["code"].encode()).digest()).decode()
                found.add(f"'sha256-{digest}'")
    return tuple(sorted(found))
