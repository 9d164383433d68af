"""The page »Drift« says what the servers are told, since both are made of the same."""

import re
from pathlib import Path

import hosting
import server_parts

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "om" / "drift.md").read_text("utf-8")
PARTS = server_parts.snippets()


def test_the_page_shows_every_table() -> None:
    assert re.findall(r'^--8<-- "(drift-.*)"$', PAGE, re.MULTILINE) == list(PARTS)


def test_every_ending_stands_once_with_its_type() -> None:
    rows = dict(re.findall(r"^\| ((?:`\.\w+` ?)+) \| `(.*)` \|$", PARTS["drift-typer.md"], re.MULTILINE))
    shown = {ending: media for endings, media in rows.items() for ending in re.findall(r"`\.(\w+)`", endings)}
    assert shown == {ending: hosting.media_type(f"x.{ending}") for ending in (*hosting.TEXT, *hosting.BINARY)}


def test_every_rule_of_the_policy_and_every_header_has_its_reason() -> None:
    for name, sources in hosting.policy().items():
        assert re.search(
            rf"^\| `{name}` \| `{re.escape(' '.join(sources))}` \| .+\. \|$", PARTS["drift-politik.md"], re.M
        )
    for name in set(hosting.headers()) - {"Content-Security-Policy"}:
        assert re.search(rf"^\| `{name}` \| `.+` \| .+\. \|$", PARTS["drift-hoveder.md"], re.M)


def test_the_folders_that_are_kept_are_named() -> None:
    assert all(f"`{folder}`" in PARTS["drift-gemmes.md"] for folder in hosting.IMMUTABLE)
