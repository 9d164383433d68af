"""Stands in for the event loop's package in the browser: the guide answers a text with a text and never waits.

Pyodide's core asks for the package by name when it starts and for what is in it only when a promise is awaited. The
real one loads 44 modules, among them sockets, processes, threads and logging.
"""


def __getattr__(name: str) -> object:
    raise AttributeError(f"asyncio.{name} is left out of the guide's runtime (scripts/in_browser/asyncio)")
