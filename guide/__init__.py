"""The decision guide: pure Python on the standard library alone.

The same code proves the data at build, pre-renders the static pages, answers in the browser (in Pyodide) and runs in
the terminal. It never imports mkdocs, js or pyodide, and it never writes a file.
"""

__version__ = "0.3.0"
