"""Sets up what is missing and runs every check there is: the build's own, types, style and the tests.

`--hurtig` leaves out the tests that need a browser; everything else on the command line goes on to pytest. The last
line is pytest's own summary, whatever else failed above it.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import os
import subprocess
import sys

import browser
import build
import programs
import say

_RUN = [sys.executable, "-m"]
# As many at once as there are cores, but two at least, for a test often waits for a browser; and four at most, for each
# may hold several browsers. Tests that share something dear stay together (tests/processes.py).
_AT_ONCE = ["-n", str(max(2, min(4, os.cpu_count() or 2))), "--dist", "loadgroup"]


def main() -> int:
    """Run everything; 0 only when nothing failed."""
    parser = say.Arguments(
        prog="test.py",
        description="Gør alt klar og kører alle prøver. Andre valg går videre til pytest.",
        allow_abbrev=False,
    )
    parser.add_argument("--hurtig", action="store_true", help="udelad de prøver, der skal bruge en browser")
    chosen, rest = parser.parse_known_args()
    environment.enter({"site", "test"})
    if not chosen.hurtig:
        programs.install(programs.missing())
        os.environ["CHROMIUM"] = str(browser.ensure())
    build.build()
    failed = [name for name, passed in (("mypy", _types()), ("ruff", _style())) if not passed]
    if failed:
        say.line(f"Fejl fra {' og '.join(failed)}: se ovenfor. Testene køres alligevel.")
    marker = ["-m", "not browser"] if chosen.hurtig else []
    tested = subprocess.run([*_RUN, "pytest", *_AT_ONCE, *marker, *rest], cwd=environment.ROOT, check=False).returncode
    return tested or (1 if failed else 0)


def _types() -> bool:
    say.line("Kontrollerer typer (mypy) …")
    return subprocess.run([*_RUN, "mypy"], cwd=environment.ROOT, check=False).returncode == 0


def _style() -> bool:
    say.line("Kontrollerer stil (ruff) …")
    commands = (["check", "."], ["format", "--check", "--quiet", "."])
    codes = [subprocess.run([*_RUN, "ruff", *each], cwd=environment.ROOT, check=False).returncode for each in commands]
    return not any(codes)


if __name__ == "__main__":
    try:
        say.guarded(main)
    except say.Stop:
        say.line("0 passed, 1 failed")
        raise
