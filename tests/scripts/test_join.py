"""The built pages ask for one style sheet, whose addresses mean what they meant in its parts."""

from pathlib import Path

import join
import site_checks

HEAD = '<!doctype html><html lang="da"><head><title>T</title>\n{}</head><body><h1>H</h1></body></html>\n'
SHEET = '  <link rel="stylesheet" href="{}">\n'


def site_of(folder: Path, pages: dict[str, list[str]]) -> Path:
    (folder / "assets" / "font").mkdir(parents=True)
    (folder / "assets" / "a.css").write_text(
        "@font-face{src:url(font/f.woff2)}/*# sourceMappingURL=a.css.map */", "utf-8"
    )
    (folder / "assets" / "b.css").write_text('p{background:url("data:image/png;base64,AA") url(#id)}', "utf-8")
    (folder / "assets" / "font" / "f.woff2").write_text("", "utf-8")
    (folder / "assets" / "i.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    for name, hrefs in pages.items():
        page = folder / name
        page.parent.mkdir(parents=True, exist_ok=True)
        icon = f'<link rel="icon" href="{hrefs[0].removesuffix("a.css")}i.svg">\n'
        page.write_text(HEAD.format(icon + "".join(SHEET.format(href) for href in hrefs)), "utf-8")
    return folder


def test_pages_with_the_same_sheets_share_one_and_others_have_their_own(tmp_path: Path) -> None:
    both, one = ["../assets/a.css", "../assets/b.css"], ["assets/a.css"]
    site = site_of(tmp_path, {"x/index.html": both, "y/index.html": both, "index.html": one})
    assert join.write(site) == 2
    x, y = ((site / name / "index.html").read_text("utf-8") for name in "xy")
    assert x == y
    assert x.count('rel="stylesheet"') == (site / "index.html").read_text("utf-8").count('rel="stylesheet"') == 1
    assert site_checks.check(site) == ()


def test_addresses_in_a_joined_sheet_are_written_from_its_own_place(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"index.html": ["assets/a.css", "assets/b.css"]})
    join.write(site)
    (sheet,) = (site / join.FOLDER).iterdir()
    text = sheet.read_text("utf-8")
    assert 'url("../font/f.woff2")' in text
    assert 'url("data:image/png;base64,AA") url(#id)' in text
    assert "sourceMappingURL" not in text


def test_the_page_of_missing_pages_keeps_its_absolute_address(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"404.html": ["/under/mappe/assets/a.css"]})
    join.write(site)
    assert f'href="/under/mappe/{join.FOLDER}/' in (site / "404.html").read_text("utf-8")


def test_the_icon_is_in_the_page(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"index.html": ["assets/a.css"]})
    join.write(site)
    assert "href=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\"" in (site / "index.html").read_text(
        "utf-8"
    )


def test_the_same_sheets_have_the_same_name_each_time(tmp_path: Path) -> None:
    names = []
    for folder in ("a", "b"):
        site = site_of(tmp_path / folder, {"index.html": ["assets/a.css"]})
        join.write(site)
        names.append([sheet.name for sheet in (site / join.FOLDER).iterdir()])
    assert names[0] == names[1]
