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
    extra = f'<span class="ns-valg__forklaring">{_first_and_rest(note)}</span>' if note else ""
    return f'<span class="ns-valg__tekst">{escape_text(text)}</span>{extra}'


def _first_and_rest(note: str) -> str:
    """An explanation whose sentences after the first can be left out where there is little room."""
    first, dot, rest = note.partition(". ")
    if not rest:
        return escape_text(note)
    return f'{escape_text(first + dot.strip())}<span class="ns-valg__mere"> {escape_text(rest)}</span>'
