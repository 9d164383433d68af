"""The few pieces of HTML that every fragment is built of. Text becomes HTML here, and nowhere else unescaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def escape_text(text: str) -> str:
    """Text as HTML text."""
    return escape(text, quote=False)


def escape_attribute(text: str) -> str:
    """Text as the value of a quoted HTML attribute."""
    return escape(text, quote=True)


def listing(items: Iterable[str], tag: str = "ul", css: str = "") -> str:
    """Finished items as a list."""
    rows = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<{tag}{f' class={chr(34)}{css}{chr(34)}' if css else ''}>\n{rows}</{tag}>"


def row(text: str, note: str = "") -> str:
    """The words of a row that can be pressed: what it is, and below it what it means."""
    extra = f'<span class="ns-valg__forklaring">{escape_text(note)}</span>' if note else ""
    return f'<span class="ns-valg__tekst">{escape_text(text)}</span>{extra}'
