"""Stands in for Pyodide's installer of packages: everything is in the one zip, and nothing is ever installed.

The real one brings archives, temporary files and copying. The start asks for the two places and for what is installed.
"""


class _Place:
    """A folder that JavaScript asks for with `__str__()`, as it would a Path."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Place("/lib/site-packages")
DSO_DIR = _Place("/usr/lib")


def init_loaded_packages() -> None:
    """Nothing is installed."""
