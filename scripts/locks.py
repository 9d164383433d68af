"""One at a time: a lock on a file, held by the process and let go by the system when the process ends, however it ends."""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import say

_PAUSE = 0.2
# What the system says when another process holds the lock.
_TAKEN: Final = {errno.EACCES, errno.EDEADLK} if sys.platform == "win32" else {errno.EAGAIN, errno.EWOULDBLOCK}


@contextmanager
def held(path: Path, waiting: str) -> Iterator[None]:
    """Hold the lock at `path` for the body; while another process holds it, say `waiting` once and wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as handle:
        if not _take(handle):
            say.line(waiting)
            while not _take(handle):
                time.sleep(_PAUSE)
        try:
            yield
        finally:
            _let_go(handle)


def _only_taken(error: OSError) -> None:
    """Nothing when another holds the lock; a folder that cannot be locked at all (some shares) stops with a message."""
    if error.errno not in _TAKEN:
        say.stop(f"Mappen kan ikke låses: {error.strerror}.", "Læg projektet på maskinens egen disk.")


if sys.platform == "win32":
    import msvcrt

    def _take(handle: IO[bytes]) -> bool:
        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            _only_taken(error)
            return False
        return True

    def _let_go(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            _only_taken(error)
            return False
        return True

    def _let_go(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
