"""The package as an IT department gets it, and the real servers of Debian with the configurations that lie in it."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

import package
import server_files

ROOT = Path(__file__).resolve().parents[2]
QUICK = 1  # how hard to compress for the tests
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
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


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


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's files in a folder, as after unzipping."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        pytest.fail("Siden er ikke bygget: kør python3 scripts/test.py eller python3 scripts/build.py")
    folder = tmp_path_factory.mktemp("pakket")
    files = package.contents(ROOT, site, package.Delivery(quality=QUICK))
    files[package.MANIFEST] = package.manifest(files)
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


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
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if not found:
        pytest.skip(f"{name} er ikke installeret her")
    return found


@contextmanager
def started(command: list[str], port: int, log: Path) -> Iterator[None]:
    """Run a server in the foreground until the test is done; what it says when it does not come up is the failure."""
    with log.open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        for _ in range(200):
            if process.poll() is not None:
                pytest.fail(f"Serveren stoppede: {log.read_text()}")
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


def nginx_conf(folder: Path, port: int, inner: str, certificate: Path | None, brotli: bool) -> Path:
    tls = f"ssl_certificate {certificate}; ssl_certificate_key {certificate};" if certificate else ""
    load = f"load_module {BROTLI};\n" if brotli else ""
    scratch = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    conf.write_text(
        f"{load}daemon off; user root; pid {folder}/pid; error_log stderr warn;\nevents {{}}\n"
        f"http {{ access_log off; {scratch} server {{ listen 127.0.0.1:{port}{' ssl' if certificate else ''}; {tls}\n{inner}}} }}\n",
        "utf-8",
    )
    return conf


def apache_conf(folder: Path, port: int, inner: str, certificate: Path | None) -> Path:
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in APACHE_MODULES)
    tls = f"SSLEngine on\nSSLCertificateFile {certificate}\n" if certificate else ""
    conf = folder / "apache.conf"
    conf.write_text(
        f"{modules}ServerRoot {folder}\nServerName 127.0.0.1\nPidFile {folder}/pid\nErrorLog {folder}/log\nListen 127.0.0.1:{port}\n"
        f"TypesConfig /dev/null\nUser www-data\nGroup www-data\n<VirtualHost 127.0.0.1:{port}>\n{tls}{inner}</VirtualHost>\n",
        "utf-8",
    )
    return conf


@pytest.fixture(scope="session")
def run_server(unpacked: Path, certificate: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., object]:
    """`with run_server("nginx", sub="/trivsel/", tls=True) as running:`"""

    @contextmanager
    def run(kind: str, sub: str = "/", tls: bool = False) -> Iterator[Running]:
        folder, port = tmp_path_factory.mktemp(kind), free_port()
        for parent in (folder, *folder.parents):
            if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
                parent.chmod(0o755)  # Apache reads as another user
        site = unpacked / "site"
        for parent in (unpacked, *unpacked.parents):
            if parent.is_relative_to("/tmp") and parent != Path("/tmp"):
                parent.chmod(0o755)
        place, pem = server_files.Place(str(site), sub), certificate if tls else None
        headers = package.headers_of(unpacked / "site", package.Delivery())
        if kind == "nginx":
            conf = nginx_conf(folder, port, server_files.nginx(headers, place, BROTLI.is_file()), pem, BROTLI.is_file())
            command = [program("nginx"), "-p", str(folder), "-c", str(conf)]
        else:
            command = [
                program("apache2"),
                "-f",
                str(apache_conf(folder, port, server_files.apache(headers, place), pem)),
            ]
            command += ["-DFOREGROUND"]
        with started(command, port, folder / "log"):
            yield Running(kind, port, site, sub, tls)

    return run
