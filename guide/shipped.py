"""The finished guide as bytes: the build writes them, the browser reads them back in one go.

The build has proven the data; reading every text against its shape again would cost the browser a sixth of its start.
The bytes come from the same address as the code and are trusted as the code is. Read nothing else with this.
"""

from __future__ import annotations

from _pickle import Pickler, Unpickler  # the C half alone: `pickle` would bring the same again in Python
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from guide.errors import NOWHERE, Place
from guide.model import Guide
from guide.registers import Case

FILE: Final = "vejviser.pickle"
CASES: Final = "oevecases.pickle"


class _Pickler(Pickler):
    """Leaves out where data were written: half of the bytes, and only editors ask."""

    def persistent_id(self, value: object) -> str | None:
        return "place" if isinstance(value, Place) else None


class _Unpickler(Unpickler):
    """Puts the unknown place where a place was left out."""

    def persistent_load(self, _pid: object) -> Place:
        return NOWHERE


def to_bytes(guide: Guide) -> bytes:
    """The guide as bytes, without the places of its data."""
    return _write(guide)


def from_bytes(content: bytes) -> Guide:
    """The guide that `to_bytes` wrote; every place is unknown."""
    guide = _read(content)
    if not isinstance(guide, Guide):
        raise TypeError("the shipped bytes hold no guide")
    return guide


def cases_to_bytes(cases: Mapping[str, Case]) -> bytes:
    """The practice cases as bytes of their own: only who practises pays for reading them."""
    return _write(dict(cases))


def cases_from_bytes(content: bytes) -> dict[str, Case]:
    """The practice cases that `cases_to_bytes` wrote."""
    cases = _read(content)
    if not isinstance(cases, dict):
        raise TypeError("the shipped bytes hold no cases")
    return cases


def _write(value: object) -> bytes:
    holder = BytesIO()
    _Pickler(holder, protocol=5).dump(value)
    return holder.getvalue()


def _read(content: bytes) -> object:
    return _Unpickler(BytesIO(content)).load()
