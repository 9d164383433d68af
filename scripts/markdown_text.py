"""Text from the data as Markdown. The pages are Markdown, so what an editor wrote must not become markup by accident."""

import re


def plain(text: str) -> str:
    """Text from the data as Markdown that shows it unchanged."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)
