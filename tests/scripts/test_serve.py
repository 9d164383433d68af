import http.client
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import environment
import say
import serve

RUNTIME = "assets/runtime/0.29.5-1a2b3c4d"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small built site with one file of each kind."""
    folder = tmp_path / "site"
    files = {
        "index.html": "<h1>Forside</h1>", "404.html": "<h1>Siden findes ikke</h1>", "vejviser/index.html": "Vejviser",
        "assets/site.css": "a{}", "assets/guide.js": "1", "search/index.json": "{}", "assets/logo.svg": "<svg/>",
        "assets/mærke æ.txt": "æ", f"{RUNTIME}/pyodide.asm.wasm": "\0asm", f"{RUNTIME}/python.zip": "PK", f"{RUNTIME}/a.js": "1",
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (tmp_path / "hemmelig.txt").write_text("hemmelig", "utf-8")
    return folder


@pytest.fixture
def server(site: Path, request: pytest.FixtureRequest) -> Iterator[serve.Server]:
    """The site on a free port, at the root or below the sub-path given as parameter."""
    running = serve.reserve("127.0.0.1", 0, site, getattr(request, "param", "/"))
    running.server_activate()
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def ask(
    server: serve.Server, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.request(method, path, headers=headers or {})
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/vejviser/", "text/html; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/guide.js", "text/javascript; charset=utf-8"),
        ("/search/index.json", "application/json; charset=utf-8"),
        ("/assets/logo.svg", "image/svg+xml; charset=utf-8"),
        (f"/{RUNTIME}/pyodide.asm.wasm", "application/wasm"),
        (f"/{RUNTIME}/python.zip", "application/zip"),
        ("/assets/m%C3%A6rke%20%C3%A6.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_kind_of_file_is_sent_with_its_type(path: str, kind: str, server: serve.Server) -> None:
    response, content = ask(server, path)
    assert response.status == 200
    assert response.getheader("Content-Type") == kind
    assert response.getheader("Content-Length") == str(len(content))


def test_the_versioned_runtime_is_kept_and_the_rest_looked_up_again(server: serve.Server) -> None:
    assert ask(server, f"/{RUNTIME}/a.js")[0].getheader("Cache-Control") == "public, max-age=31536000, immutable"
    assert ask(server, "/assets/guide.js")[0].getheader("Cache-Control") == "no-cache"
    assert ask(server, "/vejviser/")[0].getheader("Cache-Control") == "no-cache"


def test_an_unchanged_file_is_not_sent_again(server: serve.Server, site: Path) -> None:
    tag = ask(server, "/assets/site.css")[0].getheader("ETag") or ""
    again, content = ask(server, "/assets/site.css", {"If-None-Match": tag})
    assert (again.status, content) == (304, b"")
    (site / "assets/site.css").write_text("a{color:red}", "utf-8")
    changed, content = ask(server, "/assets/site.css", {"If-None-Match": tag})
    assert (changed.status, content) == (200, b"a{color:red}")


def test_a_missing_page_is_answered_with_the_sites_own(server: serve.Server) -> None:
    response, content = ask(server, "/findes/ikke/")
    assert response.status == 404
    assert "Siden findes ikke" in content.decode()
    assert response.getheader("Cache-Control") == "no-cache"


@pytest.mark.parametrize(
    "path", ["/../hemmelig.txt", "/%2e%2e/hemmelig.txt", "/..%5chemmelig.txt", "/vejviser/../../hemmelig.txt"]
)
def test_nothing_outside_the_site_is_served(path: str, server: serve.Server) -> None:
    response, content = ask(server, path)
    assert response.status == 404
    assert b"hemmelig" not in content


def test_a_folder_is_reached_with_its_slash_and_never_listed(server: serve.Server) -> None:
    response, _ = ask(server, "/vejviser?a=1")
    assert (response.status, response.getheader("Location")) == (302, "/vejviser/?a=1")
    assert ask(server, "/assets/")[0].status == 404


def test_an_address_with_two_slashes_never_leads_to_another_host(server: serve.Server) -> None:
    response, _ = ask(server, "//vejviser")
    assert not (response.getheader("Location") or "").startswith("//")


def test_an_address_that_is_none_is_answered_as_a_bad_request(
    server: serve.Server, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=5) as line:
        line.sendall(b"GET http://[x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b"".join(iter(lambda: line.recv(4096), b"")).startswith(b"HTTP/1.1 400 ")
    assert capsys.readouterr().err == ""


def test_head_sends_no_content_and_a_connection_is_used_again(server: serve.Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    for method, length in (("HEAD", 0), ("GET", 3), ("HEAD", 0), ("GET", 3)):
        connection.request(method, "/assets/site.css")
        response = connection.getresponse()
        assert response.version == 11
        assert len(response.read()) == length
        assert response.getheader("Content-Length") == "3"
    connection.close()


@pytest.mark.parametrize("server", ["/trivsel/"], indirect=True)
def test_the_site_works_below_a_sub_path(server: serve.Server) -> None:
    assert ask(server, "/trivsel/vejviser/")[1] == b"Vejviser"
    assert ask(server, f"/trivsel/{RUNTIME}/a.js")[0].getheader("Cache-Control", "").endswith("immutable")
    response, _ = ask(server, "/vejviser/")
    assert (response.status, response.getheader("Location")) == (302, "/trivsel/")


def test_a_folder_is_served_beside_other_work_and_let_go_when_that_goes_wrong(site: Path) -> None:
    with pytest.raises(ZeroDivisionError), serve.served(site, "/trivsel/") as address:  # noqa: PT012 - the fault is the point
        port = int(address.split(":")[2].split("/")[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/trivsel/vejviser/")
        assert connection.getresponse().read() == b"Vejviser"
        connection.close()
        raise ZeroDivisionError
    with socket.socket() as trial:
        assert trial.connect_ex(("127.0.0.1", port)) != 0


# ── The port ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_port_in_use_is_told_with_the_next_free_one(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(say.Stop) as stopped:
            serve.reserve("127.0.0.1", port, site)
        assert stopped.value.code == 2
        said = capsys.readouterr().err
        assert f"Port {port} er i brug" in said
        assert f"--port {serve.next_free('127.0.0.1', port)}" in said


def test_the_command_ends_at_once_when_the_port_is_in_use() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        command = [sys.executable, str(environment.ROOT / "scripts/serve.py"), "--port", str(other.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert "er i brug" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(("option", "value"), [("--port", "otte"), ("--port", "70000"), ("--ukendt", "1")])
def test_a_wrong_command_line_ends_with_a_danish_message(option: str, value: str) -> None:
    command = [sys.executable, str(environment.ROOT / "scripts/serve.py"), option, value]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert "Kommandoen kunne ikke forstås" in done.stderr


def test_an_address_that_is_not_this_machines_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(say.Stop) as stopped:
        serve.reserve("192.0.2.1", 0, site)
    assert stopped.value.code == 2
    assert "--host 127.0.0.1" in capsys.readouterr().err
