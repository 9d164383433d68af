"""The ready configurations for nginx, Apache and IIS, and a recipe for a container: the templates in `pakke/opsaetning`.

Each says the same, since all are filled in from `hosting`: exact types, what may be kept for how long, compressed files
where they lie beside the others, the page for what is not found, and the strict headers. They are texts; `package.py`
puts them in the zip, and the tests run the first two in the real servers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

import hosting

DEFAULT_FOLDER = "/srv/naeste-skridt/site"
CONTAINER_PORT = 8080
_IN_THE_CONTAINER: Final = "/srv/site"
_TEMPLATES: Final = Path(__file__).parent / "pakke" / "opsaetning"


@dataclass(frozen=True)
class Place:
    """Where the site lies on the server, and below which path it is shown (`/` or `/mappe/`)."""

    folder: str = DEFAULT_FOLDER
    sub: str = "/"


def nginx(headers: Mapping[str, str], place: Place, brotli: bool = False) -> str:
    """Locations for a `server` block. `brotli` where the module brotli_static is loaded; without it gzip is sent."""
    return _filled("nginx.conf", headers, place, brotli=brotli)


def nginx_container(headers: Mapping[str, str]) -> str:
    """A whole nginx.conf for a container that runs as nobody special, with nothing to write but /tmp."""
    return _filled("nginx-container.conf", headers, Place(_IN_THE_CONTAINER), brotli=False, port=CONTAINER_PORT)


def containerfile() -> str:
    """The recipe itself. The image is one that runs without root; only /tmp must be writable."""
    return _filled("Containerfile", {}, Place(_IN_THE_CONTAINER), port=CONTAINER_PORT)


def apache(headers: Mapping[str, str], place: Place) -> str:
    """Directives for a virtual host. Needs mod_headers, mod_mime and mod_dir; mod_rewrite sends the compressed files."""
    return _filled("apache.conf", headers, place)


def iis(headers: Mapping[str, str]) -> str:
    """`web.config` for the site's own folder.

    Only sections that IIS leaves open to a site by default. Every type is removed before it is added, since IIS refuses
    the whole site where a type is added twice.
    """
    return _filled("web.config", headers, Place())


def _filled(template: str, headers: Mapping[str, str], place: Place, **more: object) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - known when the environment is there

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    made.filters["attribut"] = quoteattr  # for web.config, which is XML
    kinds = {**hosting.TEXT, **hosting.BINARY}
    return made.get_template(template).render(
        headers=headers,
        folder=place.folder,
        sub=place.sub,
        sub_pattern=re.escape(place.sub),
        types=kinds.items(),
        full_types=[(ending, _full_type(ending, template)) for ending in kinds],
        text=[f".{ending}" for ending in hosting.TEXT],
        charset_types=" ".join(sorted(set(hosting.TEXT.values()) - {"text/html"})),
        immutable=[folder.rstrip("/") for folder in hosting.IMMUTABLE],
        for_ever=hosting.FOR_EVER,
        ask_again=hosting.ASK_AGAIN,
        year=hosting.YEAR,
        **more,
    )


def _full_type(ending: str, template: str) -> str:
    """The type with its character set. Apache's rules are parted by spaces, so there it has none."""
    full = hosting.media_type(f"x.{ending}")
    return full.replace(" ", "") if template == "apache.conf" else full
