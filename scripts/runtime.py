"""The Pyodide runtime that the guide runs on in the browser: which version, and that it is there."""

from pathlib import Path

import environment
import node_packages
import say

VERSION = "0.29.5"
PACKAGE = node_packages.Package(
    folder="pyodide",
    hashes="runtime.sha256",
    called=f"Pyodide {VERSION}",
    used_for="vejviseren kører på i browseren",
)


def ensure(root: Path = environment.ROOT) -> Path:
    """The folder with the verified runtime, fetched when missing or not right."""
    return node_packages.ensure(PACKAGE, root)


def main() -> None:
    """Fetch the runtime alone."""
    say.Arguments(prog="runtime.py", description="Henter Pyodide, som vejviseren kører på i browseren.").parse_args()
    environment.enter({"site"})
    say.line(f"Pyodide {VERSION} ligger i {ensure().relative_to(environment.ROOT)}.")


if __name__ == "__main__":
    say.guarded(main)
