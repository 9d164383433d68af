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
_TWO_AT_ONCE = ["-n", "2", "--dist", "loadgroup"]  # tests that share a started browser of their own stay together


def main() -> int:
    """Run everything; 0 only when nothing failed."""
    arguments = sys.argv[1:]
    environment.enter({"site", "test"})
    quick = "--hurtig" in arguments
    rest = [argument for argument in arguments if argument != "--hurtig"]
    if not quick:
        programs.install(programs.missing())
        os.environ["CHROMIUM"] = str(browser.ensure())
    build.build()
    failed = [name for name, passed in (("mypy", _types()), ("ruff", _style())) if not passed]
    if failed:
        say.line(f"Fejl fra {' og '.join(failed)}: se ovenfor. Testene køres alligevel.")
    marker = ["-m", "not browser"] if quick else []
    tested = subprocess.run(
        [*_RUN, "pytest", *_TWO_AT_ONCE, *marker, *rest], cwd=environment.ROOT, check=False
    ).returncode
    return tested or (1 if failed else 0)


def _types() -> bool:
    say.line("Kontrollerer typer (mypy) …")
    return subprocess.run([*_RUN, "mypy"], cwd=environment.ROOT, check=False).returncode == 0


def _style() -> bool:
    say.line("Kontrollerer stil (ruff) …")
    return subprocess.run([*_RUN, "ruff", "check", "."], cwd=environment.ROOT, check=False).returncode == 0


if __name__ == "__main__":
    try:
        say.guarded(main)
    except say.Stop:
        say.line("0 passed, 1 failed")
        raise
