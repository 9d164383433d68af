"""Search in languages that the site does not use is not shipped."""

import json
from pathlib import Path

import prune


def site_of(folder: Path, languages: list[str]) -> Path:
    for name in (
        "tinyseg.js",
        "min/lunr.da.min.js",
        "min/lunr.kl.min.js",
        "min/lunr.stemmer.support.min.js",
        "min/lunr.multi.min.js",
    ):
        (folder / prune.FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / prune.FOLDER / name).write_text("", "utf-8")
    (folder / prune.INDEX).parent.mkdir(parents=True)
    (folder / prune.INDEX).write_text(json.dumps({"config": {"lang": languages}}), "utf-8")
    return folder


def left(site: Path) -> set[str]:
    return {file.name for file in (site / prune.FOLDER).rglob("*.js")}


def test_only_the_sites_own_language_is_left(tmp_path: Path) -> None:
    site = site_of(tmp_path, ["da"])
    assert prune.write(site) == 3
    assert left(site) == {"lunr.da.min.js", "lunr.stemmer.support.min.js"}


def test_a_second_language_needs_what_joins_them(tmp_path: Path) -> None:
    site = site_of(tmp_path, ["da", "kl"])
    prune.write(site)
    assert left(site) == {"lunr.da.min.js", "lunr.kl.min.js", "lunr.stemmer.support.min.js", "lunr.multi.min.js"}


def test_a_site_with_another_search_is_left_alone(tmp_path: Path) -> None:
    assert prune.write(tmp_path) == 0
