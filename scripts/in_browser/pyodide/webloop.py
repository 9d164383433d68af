"""Stands in for Pyodide's event loop, which is set up at every start and which the guide never uses."""


def _initialize_event_loop() -> None:
    """Set up nothing."""
