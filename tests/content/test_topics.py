"""The lists by situation, role and review date are made from the pages' own front matter."""

import re
from pathlib import Path

import topics

ROOT = Path(__file__).resolve().parents[2]
FRAME = topics.read_frame(ROOT)
PAGES = tuple(topics.read_pages(ROOT / "docs", FRAME))
HANDBOOK = ("Procedurer", "Roller", "Stillinger", "Kompetencer", "Træning")


def test_the_handbook_is_at_least_sixty_pages() -> None:
    assert sum(page.section in HANDBOOK for page in PAGES) >= 60


def test_every_page_of_the_handbook_belongs_to_a_situation_and_a_role() -> None:
    assert [page.path for page in PAGES if page.section in HANDBOOK and not (page.situations and page.roles)] == []


def test_pages_use_only_the_words_of_the_frame_and_every_word_is_used() -> None:
    assert {name for page in PAGES for name in page.situations} == set(FRAME.situations)
    assert {name for page in PAGES for name in page.roles} == set(FRAME.roles)


def test_a_page_stands_under_each_of_its_situations_and_roles() -> None:
    text = topics.snippets(ROOT)["emner.md"]
    parts = re.split(r"^(?:### .*\{ #|<details id=\")([\w-]+)(?: \}$|\" .*$)", text, flags=re.MULTILINE)
    below = dict(zip(parts[1::2], parts[2::2], strict=True))
    for page in PAGES:
        for anchor in (*page.situations, *(f"rolle-{role}" for role in page.roles)):
            assert f"](../{page.path})" in below[anchor], (page.path, anchor)


def test_every_jump_leads_to_a_heading() -> None:
    text = topics.snippets(ROOT)["emner.md"]
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) == {
        *re.findall(r"\{ #([\w-]+) \}", text),
        *re.findall(r'<details id="([\w-]+)"', text),
        *("efter-situation", "efter-rolle"),
    }


def test_the_pages_are_listed_by_the_day_they_fall_due(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    nav = "\n".join(f"  - {name}.md" for name in ("sen", "tidlig"))
    (tmp_path / "mkdocs.yml").write_text(f"nav:\n{nav}\nextra:\n  roller: {{}}\n  situationer: {{}}\n", "utf-8")
    for name, day in (("sen", "2027-12-01"), ("tidlig", "2026-01-09")):
        front = f"title: {name}\nejer: Redaktionen\ngennemgaaet: 2025-01-01\nnaeste_eftersyn: {day}"
        (tmp_path / "docs" / f"{name}.md").write_text(f"---\n{front}\n---\n# {name}\n", "utf-8")
    rows = topics.snippets(tmp_path)["eftersyn.md"].splitlines()[2:]
    assert [row.split(" | ")[0] for row in rows] == ["| 9.1.2026", "| 1.12.2027"]
