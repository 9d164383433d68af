"""The guide's few drawings as inline SVG: hidden from screen readers, because the word beside each says the same.

Shapes differ by level, so that colour is never the only sign.
"""

from typing import Final

from guide.model import Level

_DRAWINGS: Final = {
    "akut": '<path d="M12 2 1.5 21h21L12 2Z"/><path d="M12 9v6M12 17.6v.4"/>',
    "straks": '<path d="M6.5 3h3l1.6 4.4-2.2 1.7a11.5 11.5 0 0 0 5.9 5.9l1.8-2.2 4.4 1.6v3.1a2 2 0 0 1-2.2 2'
    'A17.2 17.2 0 0 1 4.5 5.2 2 2 0 0 1 6.5 3Z"/>',
    "underret": '<path d="M3 5.5h18v13H3z"/><path d="m3.5 6 8.5 7L20.5 6"/>',
    "raadgivning": '<path d="M4 4h16v12h-8l-5 4.5V16H4z"/><path d="M9.7 8.3a2.3 2.3 0 1 1 3.3 2.1'
    'c-.7.3-1 .7-1 1.3"/>'
    '<path d="M12 13.7v.2"/>',
    "tvaerfaglig": '<circle cx="12" cy="7" r="3"/><circle cx="5" cy="10" r="2.2"/>'
    '<circle cx="19" cy="10" r="2.2"/>'
    '<path d="M6.5 20a5.5 5.5 0 0 1 11 0M1.5 18.5A4 4 0 0 1 6 14.7M22.5 18.5a4 4 0 0 0-4.5-3.8"/>',
    "indsats": '<path d="M5 4h14v17H5z"/><path d="M9 2.5h6V6H9z"/>'
    '<path d="M8.5 11l1.3 1.3 2.2-2.4M14.5 11h2M8.5 16l1.3 1.3 2.2-2.4M14.5 16h2"/>',
    "hverdag": '<path d="M1.5 12S5.5 5.5 12 5.5 22.5 12 22.5 12 18.5 18.5 12 18.5 1.5 12 1.5 12Z"/>'
    '<circle cx="12" cy="12" r="3"/>',
}


def icon(level: Level) -> str:
    """The drawing of a level as an SVG element, one line tall."""
    return svg(_DRAWINGS[level.id])


def shapes(level: Level) -> str:
    """The drawing of a level on its 24 by 24 field, for a picture that places it itself."""
    return _DRAWINGS[level.id]


def emergency() -> str:
    """The drawing of the emergency line."""
    return svg(_DRAWINGS["akut"])


def svg(drawing: str) -> str:
    """A drawing on a 24 by 24 field as an SVG element that takes its colour from the text around it."""
    return (
        '<svg class="ns-ikon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linejoin="round" stroke-linecap="round" aria-hidden="true" focusable="false">{drawing}</svg>'
    )
