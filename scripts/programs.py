"""The programs that some tests drive beside the project's own: three browsers and two web servers, as Debian has them.

On Debian as root (as in CI) all that are missing are installed at once, by `scripts/test.py`; elsewhere nothing is
installed, and the tests that need a missing program are skipped and say which.
"""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import commands
import say

# A program, or a file by its pattern, and the package of Debian that has it.
BROWSERS: Final[Mapping[str, str]] = {
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "/usr/lib/*/webkit2gtk-4*/MiniBrowser": "webkit2gtk-driver",
    "Xvfb": "xvfb",
}
SERVERS: Final[Mapping[str, str]] = {
    "nginx": "nginx",
    "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so": "libnginx-mod-http-brotli-static",
    "apache2": "apache2-bin",
    "/usr/lib/apache2/modules/mod_ssl.so": "apache2-bin",
    "openssl": "openssl",
}
_FONTS: Final = "fonts-liberation"  # without any font a browser draws no letters
_ADMINISTRATORS: Final = "/usr/local/sbin:/usr/sbin:/sbin"  # where servers lie, and ordinary people do not look


def find(name: str) -> Path | None:
    """The place of a program, or the first file that a pattern fits."""
    if name.startswith("/"):
        return next(iter(sorted(Path("/").glob(name[1:]))), None)
    found = shutil.which(name) or shutil.which(name, path=_ADMINISTRATORS)
    return Path(found) if found else None


def missing() -> tuple[str, ...]:
    """The packages of Debian that the tests lack."""
    wanted = {**BROWSERS, **SERVERS}
    return tuple(dict.fromkeys(package for name, package in wanted.items() if find(name) is None))


def install(packages: Sequence[str]) -> None:
    """Installs packages, on Debian as root and nowhere else. What cannot be had is told, and whoever needs it stops."""
    if not packages or not is_debian_as_root():
        return
    say.line(f"Installerer programmer fra Debian til testene: {', '.join(packages)} …")
    commands.run(["apt-get", "update"])
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages, _FONTS]
    installed, said = commands.run(command, environ={"DEBIAN_FRONTEND": "noninteractive"})
    if not installed:
        say.line(f"Ikke alle programmer kunne installeres:\n{said[-300:]}\n{say.CONNECT}")


def is_debian_as_root(release: Path = Path("/etc/os-release")) -> bool:
    """Whether this machine is a Debian where packages may be installed."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    return release.is_file() and "ID=debian" in release.read_text("utf-8").splitlines()
