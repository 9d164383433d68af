from pathlib import Path

import pytest

import site_checks

PAGE = '<!doctype html><html lang="da"><head><title>Titel</title></head><body><h1 id="top-h">Side</h1>{}</body></html>'


def site_of(folder: Path, pages: dict[str, str]) -> Path:
    for name, text in pages.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(PAGE.format(text) if name.endswith(".html") and "<html" not in text else text, "utf-8")
    return folder


def codes(folder: Path, pages: dict[str, str]) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in site_checks.check(site_of(folder, pages))]


def test_a_sound_site_has_no_problems(tmp_path: Path) -> None:
    home = """
      <a href="a/">A</a> <a href="a/#her">her</a> <a href="#top-h">op</a> <a href="">selv</a> <a href=".">forside</a>
      <a href="a/index.html?x=1#her">fil</a> <a href="https://eksempel.dk/">ud</a> <a href="tel:112">112</a>
      <a href="vejviser/#spor=x&amp;svar=a:b">forberedt</a> <img src="p.png" alt=""> <link rel="canonical" href="https://x.dk/">
      <svg><title>Ikon</title><use href="#top-h"/></svg>
    """
    pages = {
        "index.html": home,
        "a/index.html": '<p id="her"><a href="..">hjem</a><a href="../vejviser/">v</a></p>',
        "vejviser/index.html": '<link rel="stylesheet" href="../s.css">',
        "404.html": '<a href="/a/">A</a><script src="/s.js"></script>',
        "s.css": '/* url(https://x.dk/) */ @import "t.css"; p{background:url("data:image/png;base64,AA")}',
        "t.css": "",
        "s.js": 'import("./x.js"); // se https://x.dk/',
        "p.png": "",
    }
    assert site_checks.check(site_of(tmp_path, pages)) == ()


def test_a_page_that_is_shown_at_any_address_has_addresses_below_the_published_path(tmp_path: Path) -> None:
    pages = {
        "index.html": "",
        "a/index.html": "",
        "404.html": '<a href="/trivsel/a/">A</a><a href="/trivsel/">F</a><script src="/trivsel/s.js" data-rod="/trivsel/"></script>',
        "500.html": '<a href="/trivsel/a/">A</a><link rel="stylesheet" href="/trivsel/s.css">',
        "s.js": "",
        "s.css": "",
    }
    assert codes(tmp_path / "hel", pages) == []
    pages["500.html"] += '<a href="/trivsel/mangler/">M</a><a href="/b/">B</a>'
    assert codes(tmp_path / "brudt", pages) == [("500.html", "dødt-link")] * 2


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<a href="mangler/">x</a>', "dødt-link"),
        ('<a href="../../udenfor/">x</a>', "dødt-link"),
        ('<a href="p.png/">x</a>', "dødt-link"),
        ('<img src="mangler.png" alt="">', "dødt-link"),
        ('<a href="#mangler">x</a>', "dødt-anker"),
        ('<a href="a/#mangler">x</a>', "dødt-anker"),
        ('<a href="/a/">x</a>', "absolut-link"),
        ('<script src="https://x.dk/s.js"></script>', "fremmed-adresse"),
        ('<img src="//x.dk/p.png" alt="">', "fremmed-adresse"),
        ('<img srcset="p.png 1x, https://x.dk/p.png 2x" alt="">', "fremmed-adresse"),
        ('<link rel="preconnect" href="https://x.dk">', "fremmed-adresse"),
        ('<link rel="stylesheet" href="https://x.dk/s.css">', "fremmed-adresse"),
        ('<iframe src="https://x.dk/"></iframe>', "fremmed-adresse"),
        ('<form action="https://x.dk/"></form>', "fremmed-adresse"),
        ('<a href="a/" ping="https://x.dk/">x</a>', "fremmed-adresse"),
        ('<p style="background:url(https://x.dk/p.png)"></p>', "imod-politikken"),
        ("<style>@import 'https://x.dk/s.css';</style>", "imod-politikken"),
        ('<button onclick="alert(1)">x</button>', "imod-politikken"),
        ('<meta http-equiv="refresh" content="0; URL=https://x.dk/">', "fremmed-adresse"),
        ('<svg><image href="https://x.dk/p.png"/></svg>', "fremmed-adresse"),
        ('<img src="p.png">', "billedtekst"),
        ('<h1 id="to">To</h1>', "overskrift"),
        ('<p id="top-h"></p>', "id-to-gange"),
    ],
)
def test_each_fault_on_a_page_is_found(html: str, code: str, tmp_path: Path) -> None:
    pages = {"index.html": html, "a/index.html": "", "p.png": ""}
    assert codes(tmp_path, pages) == [("index.html", code)]


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<html lang="en"><title>T</title><h1>H</h1></html>', "sprog"),
        ("<html><title>T</title><h1>H</h1></html>", "sprog"),
        ('<html lang="da"><h1>H</h1></html>', "titel"),
        ('<html lang="da"><h1>H</h1><svg><title>Ikon</title></svg></html>', "titel"),
        ('<html lang="da"><title>T</title></html>', "overskrift"),
    ],
)
def test_each_page_needs_what_a_screen_reader_starts_with(html: str, code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, {"index.html": html}) == [("index.html", code)]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("s.css", '@import "https://x.dk/s.css";', "fremmed-adresse"),
        ("s.css", "p{src:url(//x.dk/f.woff2)}", "fremmed-adresse"),
        ("s.css", "p{src:url(mangler.woff2)}", "dødt-link"),
        ("s.js", 'import x from "https://x.dk/m.js"', "fremmed-adresse"),
        ("s.js", 'await import("https://x.dk/m.js")', "fremmed-adresse"),
        ("s.js", 'importScripts("https://x.dk/m.js")', "fremmed-adresse"),
        ("s.js", "fetch('https://x.dk/')", "fremmed-adresse"),
    ],
)
def test_styles_and_scripts_fetch_nothing_from_elsewhere(name: str, text: str, code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, {"index.html": "", name: text}) == [(name, code)]


def test_an_empty_folder_is_no_site(tmp_path: Path) -> None:
    assert [code for _, code in codes(tmp_path, {})] == ["ingen-sider"]


def test_every_problem_is_told_at_once_with_place_and_remedy(tmp_path: Path) -> None:
    pages = {
        "index.html": '<a href="x/">x</a><a href="y/">y</a>',
        "a/index.html": '<img src="https://x.dk/p.png" alt="">',
    }
    told = [str(problem) for problem in site_checks.check(site_of(tmp_path, pages))]
    remedy = "Læg filen i projektet, eller fjern henvisningen."
    assert told == [
        f"a/index.html: fremmed-adresse: Browseren henter https://x.dk/p.png fra et andet sted. {remedy}",
        "index.html: dødt-link: Linket x/ fører ingen steder hen. Ret linket, eller lav siden.",
        "index.html: dødt-link: Linket y/ fører ingen steder hen. Ret linket, eller lav siden.",
    ]
