"""Slides are written beside each page of two kinds, and an editor is told where to mend what cannot be shown."""

import shutil
from pathlib import Path

import pytest

import decks
import environment
import reveal
from slides import Fault

PAGE = """<!doctype html><html lang="da"><head><title>Ring – Næste skridt</title>
<meta name="description" content="Kort om at ringe."></head><body><nav><a href="../..">Hjem</a></nav>
<article id="indhold"><h1 id="ring">Ring</h1>{}<footer>Ansvarlig</footer></article></body></html>"""
MARKDOWN = """---
title: Ring
---
# Ring

## Kort fortalt

- **Ring** til [kommunen](../opslag/kontakter.md#kommunen-boern) i dag, og skriv bagefter.

| Hvem | Hvad |
|---|---|
| Du | Ring 112 med det samme. |
1. **Ring nu.**
    Sig, hvem du er.

--8<-- "cases.md"

### Ring i dag { #ring-i-dag }
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one procedure, one page of another kind, and the templates."""
    shutil.copytree(environment.ROOT / "overrides", tmp_path / "overrides")
    write(tmp_path, "docs/procedurer/ring.md", MARKDOWN)
    write(tmp_path, "docs/roller/leder.md", MARKDOWN)
    write(
        tmp_path, "site/procedurer/ring/index.html", PAGE.format('<h2 id="k">Kort</h2><p><a href="../b/">Ring</a>.</p>')
    )
    write(tmp_path, "site/roller/leder/index.html", PAGE.format("<p>Ring.</p>"))
    monkeypatch.setattr(reveal, "write", lambda site, root: None)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def test_only_procedures_and_training_are_slides(root: Path) -> None:
    assert decks.write(root, root / "site") == []
    made = [file.relative_to(root / "site").as_posix() for file in (root / "site").rglob("projektor/*")]
    assert sorted(made) == ["procedurer/ring/projektor/index.html", "procedurer/ring/projektor/taler.html"]


def test_the_deck_is_kept_out_of_search_engines_and_says_where_the_page_is(root: Path) -> None:
    decks.write(root, root / "site")
    text = (root / "site/procedurer/ring/projektor/index.html").read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in text
    assert "<title>Dias: Ring – Næste skridt</title>" in text
    assert '<a href="../" data-adresse>procedurer/ring/</a>' in text
    assert '<a href="../../b/">Ring</a>' in text
    assert "Kort om at ringe." in text
    assert "Ansvarlig" not in text
    assert 'src="../../../assets/reveal/' in text


@pytest.mark.parametrize("name", ["dias.html", "taler.html"])
def test_nothing_is_written_that_a_strict_policy_forbids(name: str) -> None:
    text = (environment.ROOT / "overrides" / "projektor" / name).read_text("utf-8")
    assert "style=" not in text
    assert " on" not in text.replace(" one", "")
    assert text.count("<script") == text.count("</script>") == text.count("<script src=")


def test_every_fault_stands_with_its_line(root: Path) -> None:
    long = "Ring " + "ord " * 40 + "slut"
    body = f"<h2>Kort fortalt</h2><ul><li>Ring til kommunen i dag, {long}.</li></ul><p>{long}.</p>"
    write(root, "site/procedurer/ring/index.html", PAGE.format(body))
    first, second = decks.write(root, root / "site")
    assert first.startswith(
        "docs/procedurer/ring.md:8: dias-for-fuldt: Punktet »Ring til kommunen i dag, Ring …« giver"
    )
    assert second.startswith("docs/procedurer/ring.md:6: dias-for-fuldt: Sætningen »Ring ord")
    assert second.endswith("Overskriftens ord tæller med.")


@pytest.mark.parametrize(
    ("text", "heading", "line"),
    [
        ("Ring til kommunen i dag, og skriv bagefter.", "Kort fortalt", 8),
        ("Du Ring 112 med det samme.", "Kort fortalt", 12),
        ("Ring nu. Sig, hvem du er.", "Kort fortalt", 13),
        ("Fra en case", "Ring i dag", 18),
        ("Fra en case", "En case", 16),
        ("Fra en case", "Ring", 4),
    ],
)
def test_the_line_is_that_of_the_text_or_its_heading_or_the_part_it_comes_from(
    text: str, heading: str, line: int
) -> None:
    assert decks.line_of(MARKDOWN, text, heading) == line


def test_a_page_where_the_slides_should_be_is_named(root: Path) -> None:
    write(root, "site/procedurer/ring/projektor/index.html", "en side")
    (problem,) = decks.write(root, root / "site")
    assert problem.startswith("docs/procedurer/ring.md:1: dias-adresse: ")
    assert (root / "site/procedurer/ring/projektor/index.html").read_text("utf-8") == "en side"


def test_a_fault_is_one_line_with_file_code_and_remedy() -> None:
    fault = Fault("plan-minutter", "x", "y", "Noget er galt.", "Gør sådan.")
    assert decks.faults("docs/a.md", "# y", [fault]) == ["docs/a.md:1: plan-minutter: Noget er galt. Gør sådan."]


def test_the_files_of_reveal_lie_at_an_address_with_the_version_and_their_licence(tmp_path: Path) -> None:
    reveal.write(tmp_path)
    made = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()}
    assert made == {f"assets/reveal/{reveal.VERSION}/{name}" for name in ("reveal.js", "reveal.css", "LICENSE.txt")}
