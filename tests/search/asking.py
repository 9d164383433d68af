"""Asks the theme's own search worker, as the page does."""

import json
import subprocess
from pathlib import Path
from typing import TypedDict

import pytest

import stdlib

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = Path(__file__).with_name("ask.mjs")


class Page(TypedDict):
    """One page among the results: its address, its title, and all text that is shown with it."""

    page: str
    title: str
    shown: str


def ask(site: Path, queries: list[str]) -> dict[str, list[Page]]:
    """The pages that each query finds, in the order in which a person sees them."""
    node = stdlib.node_program()
    if node is None:
        pytest.skip("Der er ikke Node på maskinen")
    done = subprocess.run(
        [str(node), str(_PROGRAM), str(site)],
        input=json.dumps(queries),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip(queries, json.loads(done.stdout), strict=True))


def address(page: str) -> str:
    """The address of a page that is named as its source: `roller/index` is `roller/`."""
    return page.removesuffix("index") if page.endswith("index") else f"{page}/"
