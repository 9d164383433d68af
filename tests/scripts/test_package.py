"""The package: the same bytes each time, verified by anybody, with the licences of all that is in it."""

import hashlib
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

import components
import hosting
import package
import say
import server_files
from guide import __version__

ROOT: Final = Path(__file__).resolve().parents[2]
LISTED: Final = components.read(ROOT)
QUICK: Final = package.Delivery(quality=1)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, as the build leaves one."""
    site = tmp_path_factory.mktemp("lille")
    text = '<!doctype html><html lang="da"><body><a href="side/">Side</a></body></html>' + "<!-- -->" * 100
    for name in ("index.html", "side/index.html", "404.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    (site / "a.js").write_text("let a = 1;\n" * 100, "utf-8")
    (site / "a.js.map").write_text("{}", "utf-8")
    return site


@pytest.fixture
def delivered(few: Path, tmp_path: Path) -> Path:
    """The small site's package, unzipped."""
    with zipfile.ZipFile(package.make(ROOT, few, tmp_path / "dist", QUICK)) as archive:
        archive.extractall(tmp_path / "ud")
    return tmp_path / "ud" / f"naeste-skridt-{__version__}"


# ── The zip ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_packages_of_the_same_site_have_the_same_bytes(few: Path, tmp_path: Path) -> None:
    copy = tmp_path / "et andet sted"
    shutil.copytree(few, copy, copy_function=shutil.copyfile)  # new dates of the files
    made = [package.make(ROOT, site, tmp_path / name, QUICK).read_bytes() for name, site in (("a", few), ("b", copy))]
    assert made[0] == made[1]


def test_every_file_is_dated_by_its_content_in_the_past(few: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package.make(ROOT, few, tmp_path / "dist", QUICK)) as archive:
        dates = {entry.filename.split("/", 1)[1]: entry.date_time for entry in archive.infolist()}
    assert dates["site/index.html"] == dates["site/side/index.html"]  # the same content
    assert dates["site/index.html"] == dates["site/index.html.br"] == dates["site/index.html.gz"]
    assert dates["site/index.html"] != dates["site/a.js"]
    assert {year for year, *_ in dates.values()} <= {*range(1985, 2024)}


def test_what_no_run_has_used_for_a_day_is_taken_away(tmp_path: Path) -> None:
    store = tmp_path / ".build" / "pakke"
    store.mkdir(parents=True)
    long_ago = time.time() - 2 * 86_400
    files = {"a.txt": b"a" * 2000, "b.txt": b"b" * 2000}
    package.compressed(files, tmp_path, 1)
    for kept in (*store.iterdir(), *(store / f"gammel.{ending}" for ending in ("br", "gz", "ny"))):
        kept.touch()
        os.utime(kept, (long_ago, long_ago))
    package.compressed({"a.txt": files["a.txt"]}, tmp_path, 1)
    used = hashlib.sha256(files["a.txt"]).hexdigest()
    assert sorted(kept.name for kept in store.iterdir()) == [f"{used}-1.br", f"{used}-1.gz"]


def test_the_package_holds_what_an_it_department_asks_for(delivered: Path) -> None:
    for name in (
        "LAES-MIG.txt",
        "LICENSER.txt",
        "MANIFEST.sha256",
        "kontroller.py",
        "sbom.cdx.json",
        "site/index.html",
        "site/index.html.br",
        "site/index.html.gz",
        "site/web.config",
        "opsaetning/nginx/naeste-skridt.conf",
        "opsaetning/apache/naeste-skridt.conf",
        "opsaetning/iis/web.config",
        "opsaetning/container/nginx.conf",
        "opsaetning/container/Containerfile",
    ):
        assert (delivered / name).is_file(), name
    assert __version__ in (delivered / "LAES-MIG.txt").read_text("utf-8")
    assert not [*delivered.rglob("*.map")]


def test_a_small_or_packed_file_has_no_compressed_sibling_larger_than_itself(unpacked: Path) -> None:
    for packed in (*unpacked.rglob("*.br"), *(unpacked / "site").rglob("*.html.gz")):
        assert packed.stat().st_size < packed.with_suffix("").stat().st_size, packed


def test_the_place_on_the_server_is_written_into_the_configurations(few: Path) -> None:
    delivery = package.Delivery(server_files.Place("/var/www/trivsel", "/trivsel/"), ("'self'", "https://x.dk"), 1)
    files = package.contents(ROOT, few, delivery)
    for name in ("nginx", "apache"):
        text = files[f"opsaetning/{name}/naeste-skridt.conf"].decode()
        assert "/var/www/trivsel" in text, name
        assert "/trivsel/" in text, name
        assert "frame-ancestors 'self' https://x.dk" in text, name
    assert b"frame-ancestors 'self' https://x.dk" in files["site/web.config"]


def test_every_link_of_every_page_leads_to_a_file_also_without_a_server(unpacked: Path) -> None:
    site = unpacked / "site"
    wrong = []
    for page in site.rglob("*.html"):
        if page.name == "404.html":  # its addresses are those of the server
            continue
        for href in re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', page.read_text("utf-8")):
            parts = urlsplit(href)
            if (
                not (parts.scheme or parts.netloc or not parts.path)
                and not (page.parent / unquote(parts.path)).is_file()
            ):
                wrong.append(f"{page.relative_to(site)}: {href}")
    assert wrong == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="../roller/">', '<a href="../roller/index.html">'),
        ('<a class="x" href="..">', '<a class="x" href="../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="../lov/#p5">', '<a href="../lov/index.html#p5">'),
        ('<a href="#her">', '<a href="#her">'),
        ('<a href="aarshjul.ics">', '<a href="aarshjul.ics">'),
        ('<a href="https://www.dmi.dk/">', '<a href="https://www.dmi.dk/">'),
        ('<a href="/trivsel/">', '<a href="/trivsel/">'),
        ('<a href="tel:112">', '<a href="tel:112">'),
        ('<link href="../x/">', '<link href="../x/">'),
    ],
)
def test_only_links_to_folders_get_a_name(before: str, after: str) -> None:
    assert package.named_links(before) == after


# ── Verifying ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def verify(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "kontroller.py")], capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_verifier_is_content_with_what_was_packed(delivered: Path) -> None:
    assert verify(delivered) == (0, "Alle filer er, som de blev pakket.\n")


def change(folder: Path) -> None:
    with (folder / "site" / "index.html").open("a", encoding="utf-8") as page:
        page.write("<!-- ny -->")


def lose(folder: Path) -> None:
    (folder / "site" / "a.js").unlink()


def add(folder: Path) -> None:
    (folder / "site" / "fremmed.php").write_text("?", "utf-8")


def lose_the_list(folder: Path) -> None:
    (folder / "MANIFEST.sha256").unlink()


def spoil_a_line(folder: Path) -> None:
    lines = (folder / "MANIFEST.sha256").read_text("utf-8").splitlines()
    (folder / "MANIFEST.sha256").write_text("\n".join([lines[0], "her er noget galt", *lines[2:]]), "utf-8")


def save_it_as_windows_does(folder: Path) -> None:
    text = (folder / "MANIFEST.sha256").read_text("utf-8")
    (folder / "MANIFEST.sha256").write_text(text, "utf-16")


def empty_the_list(folder: Path) -> None:
    (folder / "MANIFEST.sha256").write_text("", "utf-8")


def link_a_folder(folder: Path) -> None:
    (folder / "site" / "fremmed").symlink_to("/tmp")


def link_a_file_out(folder: Path) -> None:
    (folder / "site" / "fremmed.html").symlink_to(folder / "site" / "index.html")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (spoil_a_line, "MANIFEST.sha256: linje 2 kan ikke læses. Hent filen fra zip-filen igen."),
        (save_it_as_windows_does, "MANIFEST.sha256: filen er ikke skrevet som UTF-8. Hent filen fra zip-filen igen."),
        (empty_the_list, "MANIFEST.sha256: filen er tom. Hent filen fra zip-filen igen."),
        (link_a_folder, "site/fremmed: er et link og var ikke med i pakken. Slet det."),
        (link_a_file_out, "site/fremmed.html: er et link og var ikke med i pakken. Slet det."),
        (change, "site/index.html: er ændret, siden den blev pakket. Hent filen fra zip-filen igen."),
        (lose, "site/a.js: mangler. Hent filen fra zip-filen igen."),
        (add, "site/fremmed.php: var ikke med i pakken. Slet den, hvis I ikke selv har lagt den der."),
        (lose_the_list, "MANIFEST.sha256: filen kan ikke læses."),
    ],
)
def test_the_verifier_names_what_is_wrong_and_what_to_do(
    delivered: Path, harm: Callable[[Path], None], said: str
) -> None:
    harm(delivered)
    code, text = verify(delivered)
    assert code == 1
    assert said in text
    assert len(text.splitlines()) == 1


def test_the_verifier_names_a_file_that_it_may_not_read(
    delivered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run in this process: an administrator, as tests may be, may read everything."""
    ordinary = Path.read_bytes

    def closed(self: Path) -> bytes:
        if self.name == "a.js":
            raise PermissionError(13, "Permission denied", str(self))
        return ordinary(self)

    monkeypatch.setattr(Path, "read_bytes", closed)
    monkeypatch.setattr(sys, "argv", ["kontroller.py", str(delivered)])
    verifier = runpy.run_path(str(delivered / "kontroller.py"))
    assert verifier["main"]() == 1
    said = "site/a.js: kan ikke læses. Få ret til at læse den, eller hent den fra zip-filen igen.\n"
    assert capsys.readouterr().out == said


def test_the_verifier_names_all_at_once(delivered: Path) -> None:
    for harm in (change, lose, add):
        harm(delivered)
    assert len(verify(delivered)[1].splitlines()) == 3


def test_sha256sum_accepts_the_list_and_refuses_a_change(delivered: Path) -> None:
    program = shutil.which("sha256sum")
    if program is None:
        pytest.skip("her er ikke sha256sum")
    command = [program, "--check", "--strict", "--quiet", package.MANIFEST]
    assert subprocess.run(command, cwd=delivered, check=False, capture_output=True).returncode == 0
    change(delivered)
    assert subprocess.run(command, cwd=delivered, check=False, capture_output=True).returncode == 1


def test_the_list_has_every_file_once(delivered: Path) -> None:
    lines = (delivered / package.MANIFEST).read_text("utf-8").splitlines()
    named = [line.split("  ", 1)[1] for line in lines]
    found = {file.relative_to(delivered).as_posix() for file in delivered.rglob("*") if file.is_file()}
    assert sorted(found - {package.MANIFEST}) == named
    assert all(hashlib.sha256((delivered / line[66:]).read_bytes()).hexdigest() == line[:64] for line in lines)


# ── What others have made ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_of_components_keeps_the_cyclonedx_schema_and_names_every_one(delivered: Path) -> None:
    text = (delivered / "sbom.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bom = json.loads(text)
    assert {each["name"] for each in bom["components"]} == {each.name for each in LISTED}
    assert bom["metadata"]["component"]["version"] == __version__
    versions = {each["name"]: each.get("version", "") for each in bom["components"]}
    assert versions == {each.name: each.version for each in LISTED}


def test_every_component_has_a_version_or_a_reason_and_somebody_who_supplies_it() -> None:
    assert [each.name for each in LISTED if not (each.version or len(each.reason) > 20)] == []
    assert [each.name for each in LISTED if not each.supplier] == []
    assert len([each for each in LISTED if not each.version]) <= 2


def test_the_list_says_what_lies_inside_what_and_nothing_lies_in_itself() -> None:
    bom = json.loads(components.sbom(LISTED, "1", 0, {}))
    edges = {each["ref"]: set(each.get("dependsOn", ())) for each in bom["dependencies"]}
    assert edges["naeste-skridt"] == {"pyodide", "mkdocs-material", "public-sans", "reveal.js"}
    assert "rxjs" in edges["mkdocs-material"]
    assert "expat" in edges["cpython"]
    reached, waiting = set[str](), ["naeste-skridt"]
    while waiting:
        below = edges[waiting.pop()]
        assert not below & reached
        reached |= below
        waiting += below
    assert reached == {each.name for each in LISTED}


def test_the_list_has_the_hash_of_every_file_that_others_have_made(unpacked: Path) -> None:
    bom = json.loads((unpacked / "sbom.cdx.json").read_text("utf-8"))
    inside = [file for each in bom["components"] for file in each.get("components", ())]
    hashes = {file["name"]: file["hashes"][0]["content"] for file in inside}
    assert len(hashes) == len(inside) >= 10
    for name, digest in hashes.items():
        assert hashlib.sha256((unpacked / "site" / name).read_bytes()).hexdigest() == digest
    for ending in ("pyodide.asm.wasm", "pyodide.asm.js", "python.zip", "public-sans.woff2", "reveal.js"):
        assert any(name.endswith(ending) for name in hashes), ending
    assert bom["metadata"]["component"]["licenses"] == [{"expression": "MPL-2.0 AND CC-BY-4.0"}]
    assert [tool["name"] for tool in bom["metadata"]["tools"]["components"]] == ["package.py"]


def test_what_the_files_say_of_their_own_versions_is_what_the_list_says() -> None:
    """A new Pyodide or theme brings new parts; then the list is looked through."""
    wasm = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()
    versions = {each.name: each.version.encode() for each in LISTED}
    for name, written in {
        "zlib": b" deflate %s ",
        "bzip2": b"\0%s, 6-Sept-2010\0",
        "expat": b"\0expat_%s\0",
        "libmpdec": b"\0%s\0",
    }.items():
        assert written % versions[name] in wasm, name
    assert versions["pyodide"] == b"0.29.5", "look up libffi, hiwire, hacl-star, libb2, mimalloc, musl and emscripten"
    assert versions["mkdocs-material"] == b"9.8.1", "look up what lies inside the theme's bundles"


def test_every_licence_has_its_text_and_every_component_its_line(delivered: Path) -> None:
    overview = (delivered / "LICENSER.txt").read_text("utf-8")
    for each in LISTED:
        text = (delivered / "licenser" / f"{each.licence}.txt").read_text("utf-8")
        assert len(text) > 500, each.licence
        assert f"{each.name} {each.version or f'(uden udgave: {each.reason})'}" in overview
        assert each.authors in overview


def is_ours(name: str) -> bool:
    """Written by us: pages, what lies in overrides/ or docs/ under the same name, and what the build makes of it."""
    made = ("assets/offline/", "sw.js", "sitemap.xml", "search/", "kompetencer/aarshjul-", "stillinger/hent/")
    if name.startswith(("assets/font/", "assets/runtime/")):
        return False
    ours = (ROOT / "overrides" / name, ROOT / "docs" / name)
    return name.endswith(".html") or name.startswith(made) or any(file.is_file() for file in ours)


def test_nothing_is_shipped_that_no_component_stands_for() -> None:
    site = ROOT / "site"
    names = [file.relative_to(site).as_posix() for file in sorted(site.rglob("*")) if file.is_file()]
    others = [name for name in names if not is_ours(name) and not name.endswith(".map")]
    covered = [place for each in LISTED for place in each.places]
    assert len(others) >= 10
    assert [name for name in others if not name.startswith(tuple(covered))] == []
    assert [place for place in covered if not any(name.startswith(place) for name in others)] == []


def test_everything_inside_the_themes_bundles_has_a_component() -> None:
    """The maps of the built files say whose sources went into them."""
    inside = set()
    for file in (ROOT / "site" / "assets").rglob("*.map"):
        for source in json.loads(file.read_text("utf-8"))["sources"]:
            inside |= set(re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source))
    assert {"rxjs", "lunr"} <= inside
    assert inside - {each.name for each in LISTED} == set()


@pytest.mark.parametrize(
    ("version", "more", "said"),
    [
        ("npm:x", "", "»npm:x« står ikke i låsefilen"),
        ("", "", "»x« har ingen udgave"),
        ("1.0", 'del_af = "y"', "»y« står ikke på listen"),
    ],
)
def test_a_mistake_in_the_list_stops_with_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str, more: str, said: str
) -> None:
    (tmp_path / "scripts" / "pakke").mkdir(parents=True)
    (tmp_path / "scripts" / "pakke" / "komponenter.toml").write_text(
        f'[[komponent]]\nnavn = "x"\nudgave = "{version}"\npurl = ""\nlicens = "MIT"\nleverandoer = ""\nophav = ""\n'
        f'hvor = ""\nhvad = ""\n{more}\n',
        "utf-8",
    )
    (tmp_path / "package-lock.json").write_text('{"packages": {}}', "utf-8")
    with pytest.raises(say.Stop):
        components.read(tmp_path)
    assert said in capsys.readouterr().err


# ── Mistakes on the command line ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "intranet/naeste",
        "ftp://x.dk/",
        "https://",
        "https://x.dk/?a=1",
        "https://x.dk/?",
        "https://x.dk/a b",
        "http://[::1",
        "https://x.dk:alt/",
        "https://mig:kode@x.dk/",
        "https://bø.dk/",
    ],
)
def test_a_wrong_address_is_refused_in_danish(text: str) -> None:
    with pytest.raises(say.WrongValue, match="er ikke en adresse som https://intranet"):
        package.address(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("https://x.dk", "https://x.dk/"), ("http://x.dk/a/", "http://x.dk/a/"), ("https://x.dk/a", "https://x.dk/a/")],
)
def test_an_address_ends_with_a_slash(text: str, read: str) -> None:
    assert package.address(text) == read


@pytest.mark.parametrize(
    "text",
    [
        'https://x.dk/a"b/',
        "https://x.dk/a;{/",
        "https://x.dk/(a)/",
        "https://x.dk/$host/",
        "https://x.dk/../b/",
        "https://x.dk//b/",
        "https://x.dk/b%C3%B8rn/",
    ],
)
def test_a_path_that_a_configuration_could_misread_is_refused_in_danish(text: str) -> None:
    with pytest.raises(say.WrongValue, match="kan ikke være sti i en opsætning"):
        package.address(text)


@pytest.mark.parametrize(
    "text", ["", "site", "C:site", '/srv/"site"', "/srv/$host", "/srv/${NAVN}/site", "/srv/site\n}", "../site"]
)
def test_a_folder_that_a_configuration_could_misread_is_refused_in_danish(text: str) -> None:
    with pytest.raises(say.WrongValue, match="er ikke en mappe på serveren som /srv/"):
        package.place_on_server(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("/srv/mit site/", "/srv/mit site"), ("C:\\inetpub\\trivsel", "C:/inetpub/trivsel"), ("/srv/børn", "/srv/børn")],
)
def test_a_folder_is_written_with_forward_slashes(text: str, read: str) -> None:
    assert package.place_on_server(text) == read


def test_a_path_with_a_dot_means_only_itself_in_the_configurations() -> None:
    place = server_files.Place(sub="/a.b/")
    for made in (server_files.nginx, server_files.apache):
        patterns = re.findall(r"\^(/a\S*)", made({}, place))
        assert patterns
        assert all(pattern.startswith(r"/a\.b") for pattern in patterns)


def test_none_beside_others_is_refused_and_the_same_twice_is_once() -> None:
    with pytest.raises(say.WrongValue, match=r"^none kan ikke stå sammen med andre\.$"):
        package.frames_together(["'none'", "https://x.dk"])
    assert package.frames_together(["'none'"]) == ("'none'",)
    assert package.frames_together(["'self'", "'self'", "https://x.dk"]) == ("'self'", "https://x.dk")


@pytest.mark.parametrize("text", ["alle", "kommune.dk", "https://x.dk/side", "'self'; script-src *"])
def test_a_wrong_frame_is_refused_in_danish(text: str) -> None:
    with pytest.raises(say.WrongValue, match="er ikke self, none eller en adresse"):
        package.frame(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("self", "'self'"), ("none", "'none'"), ("https://x.sharepoint.com/", "https://x.sharepoint.com")],
)
def test_a_frame_is_written_as_the_policy_wants_it(text: str, read: str) -> None:
    assert package.frame(text) == read
    assert f"frame-ancestors {read}" in hosting.headers(frames=[read])["Content-Security-Policy"]


def test_a_folder_that_cannot_be_written_stops_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fil").write_text("", "utf-8")
    with pytest.raises(say.Stop):
        package.refuse_closed(tmp_path / "fil" / "dist")
    assert "Der kan ikke skrives i mappen" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--site-url", "intranet"],
        ["--site-url", "http://[::1"],
        ["--rammer", "alle"],
        ["--rammer", "none", "https://x.dk"],
        ["--mappe", "site"],
        ["--ud", "LICENSE/dist"],
        ["--ukendt"],
    ],
)
def test_the_command_ends_with_a_danish_message_and_no_traceback(arguments: list[str]) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "package.py"), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert re.search(r"Kommandoen kunne ikke forstås|kan ikke skrives i mappen", done.stderr)
