"""The package as an IT department gets it, and the real servers of Debian with the configurations that lie in it."""

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

import package
import programs
import real_servers
import server_files

APACHE_MODULES = (
    "mpm_event",
    "authz_core",
    "alias",
    "dir",
    "headers",
    "mime",
    "rewrite",
    "ssl",
    "socache_shmcb",
)


@dataclass(frozen=True)
class Answer:
    """What a server said: status, headers with lower-case names, content."""

    status: int
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True)
class Running:
    """A server that answers on this machine. `site` is the folder that it shows, `sub` the path that it shows it below."""

    name: str
    port: int
    site: Path
    sub: str
    tls: bool

    @property
    def base(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}{self.sub}"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path below the site; underscores in names of headers become hyphens."""
        return self.raw(self.sub + path, {name.replace("_", "-"): value for name, value in headers.items()})

    def raw(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        """Ask for a path of the server."""
        connection: HTTPConnection
        if self.tls:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = HTTPSConnection("127.0.0.1", self.port, timeout=10, context=context)
        else:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers=headers or {})
        response: HTTPResponse = connection.getresponse()
        content = response.read()
        connection.close()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, content)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate and its key in one file."""
    file = tmp_path_factory.mktemp("tls") / "begge.pem"
    key = file.with_name("noegle.pem")
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run(["openssl", *made, "-keyout", str(key), "-out", str(file)], check=True, capture_output=True)
    file.write_text(file.read_text("utf-8") + key.read_text("utf-8"), "utf-8")
    return file


def program(name: str) -> str:
    found = programs.find(name)
    if not found:
        pytest.skip(f"{name} er ikke installeret her")
    return str(found)


def open_to_all(folder: Path) -> None:
    """Let other users read in a test's folder: servers do not run as the one who tests."""
    for place in (folder, *folder.parents):
        if place.is_relative_to("/tmp") and place != Path("/tmp"):
            place.chmod(0o755)


def apache_conf(folder: Path, port: int, inner: str, certificate: Path | None, above: str = "") -> Path:
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in APACHE_MODULES)
    tls = f"SSLEngine on\nSSLCertificateFile {certificate}\n" if certificate else ""
    conf = folder / "apache.conf"
    conf.write_text(
        f"{modules}ServerRoot {folder}\nServerName 127.0.0.1\nPidFile {folder}/pid\nErrorLog {folder}/log\nListen 127.0.0.1:{port}\n"
        f"TypesConfig /dev/null\nUser www-data\nGroup www-data\n{above}<VirtualHost 127.0.0.1:{port}>\n{tls}{inner}</VirtualHost>\n",
        "utf-8",
    )
    return conf


@pytest.fixture(scope="session")
def run_server(unpacked: Path, certificate: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., object]:
    """`with run_server("nginx", sub="/trivsel/", tls=True) as running:`

    `site` is another folder than the package's, `change` what is made of our lines, and `above` lines of Apache's own
    outside the virtual host.
    """

    @contextmanager
    def run(
        kind: str,
        sub: str = "/",
        tls: bool = False,
        *,
        site: Path = unpacked / "site",
        change: Callable[[str], str] = str,
        above: str = "",
    ) -> Iterator[Running]:
        folder, pem = tmp_path_factory.mktemp(kind), certificate if tls else None
        open_to_all(folder)
        open_to_all(site)
        if kind == "nginx":
            program("nginx")
            with real_servers.nginx(site, folder, real_servers.Choice(sub, pem, change=change)) as address:
                yield Running(kind, int(address.split(":")[2].split("/")[0]), site, sub, tls)
            return
        port = real_servers.free_port()
        headers = package.headers_of(site, package.Delivery())
        inner = change(server_files.apache(headers, server_files.Place(str(site), sub)))
        command = [program("apache2"), "-f", str(apache_conf(folder, port, inner, pem, above)), "-DFOREGROUND"]
        with real_servers.started(command, port, folder / "log"):
            yield Running(kind, port, site, sub, tls)

    return run
