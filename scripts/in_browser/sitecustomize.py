"""Runs in the browser's Python before other modules, as every `sitecustomize` does. Nothing outside the browser uses it.

Two costs of starting from a zip are avoided, each measured at about 4 % of the time until the guide answers:
Python asks the zip for a module's file name and then for its code, and decodes the whole module each time; and the
cyclic collector walks through the growing heap again and again while nothing is garbage. It is never started: no answer
leaves a cycle behind, so counting references frees all (a test asks the real runtime after every kind of request).
"""

import gc
import zipimport

_NAME = "_get_module_code"  # there is no public place to stand; a test runs it in the real runtime
_decode = getattr(zipimport, _NAME)
_last: list[object] = [None, None]


def _decode_once(importer: zipimport.zipimporter, name: str) -> object:
    """The code of a module; the second time in a row it is handed over instead of decoded again."""
    key = (importer.archive, importer.prefix, name)
    if _last[0] == key:
        found = _last[1]
        _last[:] = [None, None]
        return found
    found = _decode(importer, name)
    _last[:] = [key, found]
    return found


setattr(zipimport, _NAME, _decode_once)
gc.disable()
