"""nginx and Apache, as Debian has them, run with the shipped configuration: root, sub-path, https, compressed, unchanged."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import brotli
import pytest

import hosting
from real_servers import BROTLI

from .conftest import Answer, Running

Run = Callable[..., AbstractContextManager[Running]]
KINDS = [
    ("nginx", "/", False),
    ("nginx", "/trivsel/", False),
    ("nginx", "/trivsel/", True),
    ("apache2", "/", False),
    ("apache2", "/trivsel/", False),
    ("apache2", "/trivsel/", True),
]


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: f"{kind[0]}{kind[1]}{'https' if kind[2] else 'http'}")
def server(request: pytest.FixtureRequest, run_server: Run) -> Iterator[Running]:
    kind, sub, tls = request.param
    with run_server(kind, sub=sub, tls=tls) as running:
        yield running


def type_of(answer: Answer) -> str:
    """The content type, written in one way: servers differ in case and spaces."""
    return answer.headers["content-type"].lower().replace(" ", "").replace(";", "; ")


def a_file_of_each_type(server: Running) -> dict[str, str]:
    names = (file.relative_to(server.site).as_posix() for file in sorted(server.site.rglob("*")) if file.is_file())
    return {name.rsplit(".", 1)[-1]: name for name in names if not name.endswith((".br", ".gz", ".config"))}


def test_every_type_is_right_and_every_answer_has_the_strict_headers(server: Running) -> None:
    files = a_file_of_each_type(server)
    assert {"html", "css", "js", "json", "wasm", "zip", "svg", "woff2", "bin", "ics"} <= files.keys()
    for name in files.values():
        answer = server.get(name)
        assert answer.status == 200, name
        assert answer.headers["content-type"].lower().replace(" ", "") == hosting.media_type(name).replace(" ", ""), (
            name
        )
        for header, value in hosting.headers().items():
            assert answer.headers[header.lower()] == value, (name, header)
        assert answer.content == (server.site / name).read_bytes(), name


def test_folders_answer_with_their_page_and_missing_pages_with_ours(server: Running) -> None:
    assert b"Vejviser" in server.get("vejviser/").content
    missing = server.get("findes/ikke/")
    assert missing.status == 404
    assert b"Vi kan ikke finde siden" in missing.content
    assert missing.headers["content-security-policy"] == hosting.headers()["Content-Security-Policy"]


def is_our_missing_page(answer: Answer) -> bool:
    return (
        answer.status == 404
        and b"Vi kan ikke finde siden" in answer.content
        and answer.headers["cache-control"] == hosting.ASK_AGAIN
        and answer.headers["content-security-policy"] == hosting.headers()["Content-Security-Policy"]
    )


@pytest.mark.parametrize("folder", hosting.IMMUTABLE)
def test_what_is_missing_in_a_versioned_folder_is_our_page_and_is_not_kept(server: Running, folder: str) -> None:
    for path in ("findes-ikke.js", "v0/findes-ikke.wasm"):
        assert is_our_missing_page(server.get(folder + path)), path


def test_what_is_only_for_the_server_is_not_shown(server: Running) -> None:
    worker = next((server.site / "assets" / "runtime").rglob("worker.js")).relative_to(server.site).as_posix()
    for path in ("web.config", "index.html.br", "index.html.gz", f"{worker}.br", f"{worker}.gz"):
        assert (server.site / path).is_file()
        assert is_our_missing_page(server.get(path)), path


def test_every_form_of_a_file_says_that_it_depends_on_what_the_browser_reads(server: Running) -> None:
    runtime = next(name for name in a_file_of_each_type(server).values() if name.endswith(".wasm"))
    for name in ("index.html", "sw.js", "assets/tema.js", runtime):
        for coding in ("identity", "gzip", "br"):
            answer = server.get(name, Accept_Encoding=coding)
            assert answer.headers.get("vary", "").lower() == "accept-encoding", (name, coding)


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, br;q=0", "gzip"),
        ("br;q=0.0, gzip;q=1.0", "gzip"),
        ("gzip;q=0", None),
        ("br;q=0,gzip; q=0.000", None),
        ("gzip;q=0.5", "gzip"),
    ],
)
def test_a_coding_that_the_browser_refuses_is_not_sent(server: Running, accepted: str, sent: str | None) -> None:
    answer = server.get("index.html", Accept_Encoding=accepted)
    assert answer.headers.get("content-encoding") == sent
    assert answer.status == 200


def test_a_folder_without_its_slash_is_sent_on_within_the_site(server: Running) -> None:
    answer = server.get("vejviser")
    assert answer.status == 301
    assert answer.headers["location"].endswith(f"{server.sub}vejviser/")
    if server.sub != "/":
        top = server.raw(server.sub.rstrip("/"))
        assert top.status == 301
        assert top.headers["location"].endswith(server.sub)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_compressed_files_are_sent_to_those_who_can_read_them(server: Running, coding: str) -> None:
    if server.name == "nginx" and coding == "br" and not BROTLI.is_file():
        pytest.skip("nginx har ikke brotli her")
    runtime = next(name for name in a_file_of_each_type(server).values() if name.endswith(".wasm"))
    for name in ("index.html", "vejviser/index.html", runtime):
        plain, packed = server.get(name), server.get(name, Accept_Encoding=coding)
        assert packed.headers.get("content-encoding") == coding, name
        assert type_of(packed) == type_of(plain), name
        assert len(packed.content) < len(plain.content), name
        if coding == "br":
            assert brotli.decompress(packed.content) == plain.content, name


def test_what_is_versioned_is_kept_for_ever_and_the_rest_is_asked_for_again(server: Running) -> None:
    for name in a_file_of_each_type(server).values():
        assert server.get(name).headers["cache-control"] == hosting.cache_rule(name), name
    assert server.get("vejviser/").headers["cache-control"] == hosting.ASK_AGAIN


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_an_unchanged_page_is_answered_in_a_few_bytes(server: Running, coding: str) -> None:
    first = server.get("procedurer/", Accept_Encoding=coding)
    again = server.get("procedurer/", Accept_Encoding=coding, If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert again.content == b""


def test_nothing_outside_the_site_is_shown(server: Running) -> None:
    for path in ("../MANIFEST.sha256", "%2e%2e/MANIFEST.sha256", "assets/../../kontroller.py"):
        assert server.get(path).status in {400, 403, 404}, path
    assert server.get("assets/").status in {403, 404}
