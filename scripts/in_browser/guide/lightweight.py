"""Light stand-ins for the few things that the guide uses of `dataclasses`, `html` and `urllib.parse`.

Only the browser has them: in the zip that the build makes, the guide's modules import from here. The standard library's
`dataclass` writes source code for each class and compiles it when the module is imported, which in the browser is a
tenth of the whole start; `html` and `urllib.parse` bring tables of 170 kB for one function each. tests/bundle holds each
stand-in against the original, and the guide's answers with them.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

T = TypeVar("T")
Factory = Callable[[], object]
_NONE: Final = object()


class Field:
    """What `field(...)` said of one field of a class."""

    def __init__(self, default: object, default_factory: Factory | None, compare: bool) -> None:
        self.default = default
        self.factory = default_factory
        self.compare = compare


def field(
    *, default: object = _NONE, default_factory: Factory | None = None, compare: bool = True, **_shown: bool
) -> Field:
    """A field with more to it than a default."""
    return Field(default, default_factory, compare)


def dataclass(*, frozen: bool, order: bool = False) -> Callable[[type[T]], type[T]]:
    """A class of frozen values, made of a few shared functions instead of code written for each class."""
    assert frozen, "the guide has frozen values only"

    def make(cls: type[T]) -> type[T]:
        fields = {name: _field(cls, name) for name in vars(cls).get("__annotations__", {})}
        compared = [name for name, each in fields.items() if each.compare]
        methods = {**_methods(cls, fields, compared), **(_ordering(compared) if order else {})}
        for name, method in methods.items():
            setattr(cls, name, method)
        return cls

    return make


def _field(cls: type, name: str) -> Field:
    found = cls.__dict__.get(name, _NONE)
    if isinstance(found, Field):
        delattr(cls, name)
        return found
    return Field(found, None, True)


def _methods(cls: type, fields: Mapping[str, Field], compared: list[str]) -> dict[str, object]:
    names = tuple(fields)
    plain = {name: each.default for name, each in fields.items() if each.default is not _NONE}
    made = {name: each.factory for name, each in fields.items() if each.factory is not None}
    size = len(names)

    def init(self: object, *given: object, **named: object) -> None:
        values = self.__dict__
        values.update(plain)
        values.update(zip(names, given, strict=False))
        values.update(named)
        for name, factory in made.items():
            if name not in values:
                values[name] = factory()
        if len(values) != size or len(given) > size:
            raise TypeError(f"{cls.__name__} has the fields {names}, not {(*given, *named)}")

    def equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(self.__dict__[name] == other.__dict__[name] for name in compared)

    def hashed(self: object) -> int:
        return hash(tuple([self.__dict__[name] for name in compared]))

    def refuse(_self: object, name: str, *_value: object) -> None:
        raise AttributeError(f"cannot change field {name!r}")

    return {"__init__": init, "__eq__": equal, "__hash__": hashed, "__setattr__": refuse, "__delattr__": refuse}


def _ordering(compared: list[str]) -> dict[str, object]:
    def key(self: object) -> tuple[object, ...]:
        return tuple([self.__dict__[name] for name in compared])

    return {
        "__lt__": lambda self, other: key(self) < key(other),
        "__le__": lambda self, other: key(self) <= key(other),
        "__gt__": lambda self, other: key(self) > key(other),
        "__ge__": lambda self, other: key(self) >= key(other),
    }


def replace(value: T, /, **changes: object) -> T:
    """The value with some fields changed."""
    return value.__class__(**{**value.__dict__, **changes})


def escape(s: str, quote: bool = True) -> str:
    """Text as HTML text, or as the value of a quoted attribute."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


def unquote(string: str) -> str:
    """Text with its %-escapes as characters; bytes that are no UTF-8 become U+FFFD."""
    first, *rest = string.split("%")
    if not rest:
        return string
    pieces, waiting = [first], b""
    for part in rest:
        try:
            waiting += bytes.fromhex(part[:2]) if len(part[:2].strip()) == 2 else _no_hex()
            after = part[2:]
        except ValueError:
            after = "%" + part
        if after:
            pieces += [waiting.decode("utf-8", "replace"), after]
            waiting = b""
    return "".join(pieces) + waiting.decode("utf-8", "replace")


def _no_hex() -> bytes:
    raise ValueError
