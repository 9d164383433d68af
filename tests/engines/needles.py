"""Looks for what a person answered where nothing of it may be: in texts, and in all files of a folder.

An answer is looked for as question and option side by side, by their ids and by their words. The site's own pages hold
some of these too (a prepared link has the ids); what the site itself says is no trace.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import lz4.block

from guide.model import Guide

_BETWEEN: Final = 40  # bytes between a question and its answer, whatever the program that wrote them
_FIREFOX: Final = b"mozLz40\0"


class Needles:
    """The answers of one walk, and other texts that must not be found."""

    def __init__(self, guide: Guide, answers: Iterable[tuple[str, str]], texts: Iterable[str], site: Path) -> None:
        pairs = [(guide.questions[question], guide.questions[question].option(option)) for question, option in answers]
        words = [(question.text, option.text) for question, option in pairs if option]
        ids = [(question.id, option.id) for question, option in pairs if option]
        self._patterns = [
            re.compile(re.escape(first) + b".{0,%d}?" % (_BETWEEN * width) + re.escape(second), re.DOTALL)
            for question, option in [*ids, *words]
            for first, second, width in _written(question, option)
        ]
        self._patterns += [re.compile(re.escape(text.encode())) for text in texts]
        self._of_the_site = set(self._found(_contents(site)))

    def in_text(self, text: str) -> list[str]:
        """What is found in a text."""
        return self._told([text.encode()])

    def in_folder(self, folder: Path) -> list[str]:
        """What is found in the files of a folder, also in those that Firefox packs."""
        return self._told(_contents(folder))

    def _told(self, contents: Iterable[bytes]) -> list[str]:
        return sorted({repr(found) for found in self._found(contents)} - {repr(found) for found in self._of_the_site})

    def _found(self, contents: Iterable[bytes]) -> Iterator[bytes]:
        for content in contents:
            for pattern in self._patterns:
                yield from pattern.findall(content)


def _written(question: str, option: str) -> Iterator[tuple[bytes, bytes, int]]:
    """Both as browsers write them: one byte for each letter, or two."""
    yield question.encode(), option.encode(), 1
    yield question.encode("utf-16-le"), option.encode("utf-16-le"), 2


def _contents(folder: Path) -> Iterator[bytes]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            content = file.read_bytes()
            yield content
            if content.startswith(_FIREFOX):
                yield from _unpacked(content)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """A packed file of Firefox, and what the tabs kept for their pages, which is written in base64 in it."""
    text = lz4.block.decompress(content[len(_FIREFOX) :])
    yield text
    yield from (base64.b64decode(state) for state in _states(json.loads(text)))


def _states(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (state for name, state in value.items() if name == "structuredCloneState" and isinstance(state, str))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _states(each)
