"""web.config keeps the rules that IIS applies, read in Microsoft's documentation: IIS itself does not run here.

What breaks a rule is answered by IIS with an error 500.19 on every page, so each rule has a test of its own.
"""

from collections import Counter
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

import hosting
import server_files

# The sections that are used, and why a site may set them itself. In IIS' own applicationHost.config these have
# overrideModeDefault="Allow"; handlers, modules, httpLogging, serverRuntime and security/access have "Deny".
OPEN: Final = {
    "defaultDocument": "which file a folder answers with",
    "staticContent": "types and how long a browser may keep a file",
    "urlCompression": "whether text is compressed",
    "httpProtocol": "headers of every answer",
    "httpErrors": "the page for what is not found",
}
# Attributes of httpErrors that are locked below the server (lockAttributes in applicationHost.config).
LOCKED: Final = {"allowAbsolutePathsWhenDelegated", "defaultPath"}
# What request filtering of IIS hides by default, when ASP.NET is installed: parts of addresses, and endings of files.
HIDDEN: Final = {"web.config", "bin", "app_code", "app_globalresources", "app_localresources", "app_webreferences"}
HIDDEN_ENDINGS: Final = {
    "config",
    "cs",
    "vb",
    "java",
    "mdb",
    "resources",
    "master",
    "skin",
    "browser",
    "sitemap",
    "asax",
}
WITHOUT_TYPE: Final = ".br"  # has no type on purpose: IIS answers 404, and nobody asks for it


@pytest.fixture(scope="module")
def config(unpacked: Path) -> ET.Element:
    return ET.parse(unpacked / "site" / "web.config").getroot()


def test_it_lies_in_the_site_and_among_the_configurations_the_same(unpacked: Path) -> None:
    shown = (unpacked / "site" / "web.config").read_bytes()
    assert shown == (unpacked / "opsaetning" / "iis" / "web.config").read_bytes()
    assert shown.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


def test_only_sections_that_a_site_may_set_are_used(config: ET.Element) -> None:
    inner = [*config.findall("system.webServer"), *config.findall("location/system.webServer")]
    assert len(inner) == 1 + len(hosting.IMMUTABLE)
    assert {section.tag for part in inner for section in part} == set(OPEN)
    assert {part.tag for part in config} == {"system.webServer", "location"}


def test_locked_attributes_are_left_alone(config: ET.Element) -> None:
    assert not LOCKED & {name for errors in config.iter("httpErrors") for name in errors.attrib}


@pytest.mark.parametrize(
    ("collection", "added", "keys"),
    [
        ("staticContent", "mimeMap", ("fileExtension",)),
        ("customHeaders", "add", ("name",)),
        ("httpErrors", "error", ("statusCode", "subStatusCode")),
    ],
)
def test_everything_is_removed_before_it_is_added_and_added_once(
    config: ET.Element, collection: str, added: str, keys: tuple[str, ...]
) -> None:
    for part in config.iter(collection):
        removed: set[tuple[str | None, ...]] = set()
        seen: Counter[tuple[str | None, ...]] = Counter()
        for row in part:
            key = tuple(row.get(name, "").lower() for name in keys)
            if row.tag == "remove":
                removed.add(key)
            elif row.tag == added:
                assert key in removed, key
                seen[key] += 1
        assert set(seen.values()) <= {1}


def test_the_default_document_is_ours_alone(config: ET.Element) -> None:
    rows = [*config.iterfind("system.webServer/defaultDocument/files/*")]
    assert [(row.tag, row.get("value")) for row in rows] == [("clear", None), ("add", "index.html")]


def test_every_type_is_the_one_that_all_servers_send(config: ET.Element) -> None:
    types = {row.attrib["fileExtension"]: row.attrib["mimeType"] for row in config.iter("mimeMap")}
    assert types == {f".{ending}": hosting.media_type(f"x.{ending}") for ending in (*hosting.TEXT, *hosting.BINARY)}


def test_every_file_of_the_site_has_a_type_since_iis_answers_404_without(config: ET.Element, unpacked: Path) -> None:
    types = {row.attrib["fileExtension"] for row in config.iter("mimeMap")}
    endings = {file.suffix for file in (unpacked / "site").rglob("*") if file.is_file()}
    assert endings - types == {".config", WITHOUT_TYPE}


def test_nothing_of_the_site_is_hidden_by_request_filtering(unpacked: Path) -> None:
    site = unpacked / "site"
    names = [file.relative_to(site).as_posix().lower() for file in site.rglob("*") if file.is_file()]
    hidden = [
        name
        for name in names
        if name != "web.config"
        and (HIDDEN & {*name.split("/")} or name.rsplit(".", 1)[-1] in HIDDEN_ENDINGS or name.startswith("app_data/"))
    ]
    assert hidden == []
    assert [name for name in names if set(name) & set("+&%:*?<>\\ ")] == []  # refused in addresses by default


def test_the_headers_are_the_ones_that_all_servers_send(config: ET.Element) -> None:
    sent = {row.attrib["name"]: row.attrib["value"] for row in config.iterfind(".//customHeaders/add")}
    assert sent == hosting.headers()
    assert "X-Powered-By" in {row.get("name") for row in config.iterfind(".//customHeaders/remove")}


def directives(rule: str) -> set[str]:
    return {part.strip() for part in rule.split(",")}


def test_what_is_versioned_is_kept_for_a_year_and_the_rest_is_asked_for_again(config: ET.Element) -> None:
    (ordinary,) = config.iterfind("system.webServer/staticContent/clientCache")
    assert ordinary.attrib == {"cacheControlMode": "DisableCache"}  # IIS sends »no-cache«
    assert hosting.ASK_AGAIN == "no-cache"
    locations = {row.attrib["path"]: row for row in config.iter("location")}
    assert set(locations) == {folder.rstrip("/") for folder in hosting.IMMUTABLE}
    for row in locations.values():
        (kept,) = row.iter("clientCache")
        assert kept.attrib["cacheControlMode"] == "UseMaxAge"  # with NoControl IIS sends nothing
        days, clock = kept.attrib["cacheControlMaxAge"].split(".")
        assert clock == "00:00:00"
        sent = directives(kept.attrib["cacheControlCustom"]) | {f"max-age={int(days) * 86_400}"}
        assert sent == directives(hosting.FOR_EVER)


def test_the_error_pages_are_files_beside_the_configuration(config: ET.Element, unpacked: Path) -> None:
    (errors,) = config.iter("httpErrors")
    assert errors.attrib == {"errorMode": "Custom"}
    pages = {row.attrib["statusCode"]: row.attrib["path"] for row in errors.iter("error")}
    assert pages == {"403": "404.html", "404": "404.html", "500": "500.html"}
    assert {row.attrib["responseMode"] for row in errors.iter("error")} == {"File"}
    assert all((unpacked / "site" / name).is_file() for name in pages.values())


def test_what_stands_in_a_header_cannot_break_the_file() -> None:
    odd = {"X-Test": "a \"b\" & 'c' < d"}
    root = ET.fromstring(server_files.iis(odd).encode())
    assert {row.attrib["name"]: row.attrib["value"] for row in root.iterfind(".//customHeaders/add")} == odd
