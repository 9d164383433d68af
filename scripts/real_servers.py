"""Runs the machine's own nginx with the configuration that is shipped, on this machine only: for the tests and the bench.

It knows nothing of what the site holds. Only Debian's nginx is known to lie where it is looked for.
"""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import package
import server_files
from programs import find as program

# Sends the files that were compressed with brotli. Debian has it as libnginx-mod-http-brotli-static.
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
LOG_FORMAT = "$status $bytes_sent $uri"
SCRATCH = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_UP_WITHIN = 10.0  # seconds


@dataclass(frozen=True)
class Choice:
    """How nginx is run: below which path, with which certificate, with brotli, with how many workers, and what it logs.

    `change` makes of our lines what an IT department may make of them, such as lines of its own beside them.
    """

    sub: str = "/"
    certificate: Path | None = None
    brotli: bool = BROTLI.is_file()
    workers: str = "1"
    log: Path | None = None
    change: Callable[[str], str] = str


def free_port() -> int:
    """A port that nobody uses right now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def started(command: Sequence[str], port: int, said: Path) -> Iterator[None]:
    """Run a server in the foreground for a while. What it says when it does not come up is the error."""
    with said.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        _wait(process, port, said)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: "subprocess.Popen[bytes]", port: int, said: Path) -> None:
    until = time.monotonic() + _UP_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"Serveren kom ikke op: {said.read_text('utf-8', 'replace')}")


@contextmanager
def nginx(site: Path, folder: Path, choice: Choice) -> Iterator[str]:
    """The address of a packaged site while nginx shows it. `folder` is for what nginx writes."""
    port = free_port()
    headers = package.headers_of(site, package.Delivery())
    inner = choice.change(server_files.nginx(headers, server_files.Place(str(site), choice.sub), choice.brotli))
    command = [str(program("nginx")), "-p", str(folder), "-c", str(_conf(folder, port, inner, choice))]
    with started(command, port, folder / "sagt"):
        yield f"http{'s' if choice.certificate else ''}://127.0.0.1:{port}{choice.sub}"


def _conf(folder: Path, port: int, inner: str, choice: Choice) -> Path:
    pem = choice.certificate
    tls = f"ssl_certificate {pem}; ssl_certificate_key {pem};" if pem else ""
    load = f"load_module {BROTLI};\n" if choice.brotli else ""
    scratch = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in SCRATCH)
    log = f"log_format kort '{LOG_FORMAT}'; access_log {choice.log} kort;" if choice.log else "access_log off;"
    conf = folder / "nginx.conf"
    conf.write_text(
        f"{load}daemon off; user root; worker_processes {choice.workers}; pid {folder}/pid; error_log stderr warn;\n"
        f"events {{ worker_connections 4096; }}\nhttp {{ {log}\nsendfile on; tcp_nopush on; {scratch}"
        f"server {{ listen 127.0.0.1:{port}{' ssl' if pem else ''}; {tls}\n{inner}}} }}\n",
        "utf-8",
    )
    return conf
