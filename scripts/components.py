"""What is shipped that others have made: its versions from the locks, the page of licences and the SBOM (CycloneDX)."""

import json
import re
import tomllib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import say

_LIST: Final = "pakke/komponenter.toml"
_TEXTS: Final = {"MPL-2.0": "LICENSE", "OFL-1.1": "overrides/assets/font/OFL.txt"}
_OWN: Final = "LICENSE-CONTENT.md"


@dataclass(frozen=True)
class Component:
    """One work of others that lies in the site. `version` is empty where its files do not say it."""

    name: str
    version: str
    purl: str
    licence: str
    authors: str
    where: str
    what: str


def read(root: Path) -> tuple[Component, ...]:
    """The list, with each version as the locks have it. A name that no lock knows stops with a message."""
    rows = tomllib.loads((root / "scripts" / _LIST).read_text("utf-8"))["komponent"]
    return tuple(
        Component(
            row["navn"],
            _version(root, row["udgave"]),
            row["purl"],
            row["licens"],
            row["ophav"],
            row["hvor"],
            row["hvad"],
        )
        for row in rows
    )


def _version(root: Path, written: str) -> str:
    kind, _, name = written.partition(":")
    if not name:
        return written
    if kind == "npm":
        locked = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"].get(f"node_modules/{name}", {})
        found = str(locked.get("version", ""))
    else:
        match = re.search(rf"^{re.escape(name)}==(\S+)", (root / "requirements.txt").read_text("utf-8"), re.MULTILINE)
        found = match[1] if match else ""
    if not found:
        say.stop(f"scripts/{_LIST}: »{written}« står ikke i låsefilen.", "Ret navnet, eller fjern komponenten.")
    return found


def licence_files(root: Path, components: Iterable[Component]) -> dict[str, bytes]:
    """The text of every licence by its name in the package, our own for the content among them."""
    files = {"CC-BY-4.0.md": (root / _OWN).read_bytes()}
    for licence in sorted({component.licence for component in components} | {"MPL-2.0"}):
        source = _TEXTS.get(licence, f"scripts/pakke/licenser/{licence}.txt")
        if not (root / source).is_file():
            say.stop(f"Teksten til licensen {licence} mangler: {source}.", "Læg licensens tekst dér.")
        files[f"{licence}.txt"] = (root / source).read_bytes()
    return files


def overview(components: Iterable[Component], version: str) -> str:
    """LICENSER.txt: what is ours, and what is not, in words."""
    rows = "".join(
        f"{each.name} {each.version or '(udgave ikke oplyst)'}\n  {each.what}\n  Ligger i: {each.where}\n"
        f"  Licens: {each.licence} (licenser/{each.licence}.txt)\n  {each.authors}\n\n"
        for each in components
    )
    return (
        f"Næste skridt {version}\n  Koden: MPL-2.0 (licenser/MPL-2.0.txt)\n"
        f"  Teksterne: CC BY 4.0 (licenser/CC-BY-4.0.md)\n\nMed følger andres arbejde:\n\n{rows}"
    )


def sbom(components: Iterable[Component], version: str, epoch: int) -> str:
    """The components as a CycloneDX 1.6 document. The same input gives the same text; its number is made of its content."""
    from cyclonedx.contrib.license.factories import LicenseFactory  # noqa: PLC0415 - only the package needs it
    from cyclonedx.model.bom import Bom  # noqa: PLC0415
    from cyclonedx.model.component import Component as Entry  # noqa: PLC0415
    from cyclonedx.model.component import ComponentType  # noqa: PLC0415
    from cyclonedx.output.json import JsonV1Dot6  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    licence = LicenseFactory().make_from_string
    bom = Bom()
    bom.metadata.component = site = Entry(
        name="naeste-skridt",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="naeste-skridt",
        licenses=[licence("MPL-2.0")],
    )
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    for each in components:
        entry = Entry(
            name=each.name,
            version=each.version or None,
            type=ComponentType.LIBRARY,
            bom_ref=each.name,
            purl=PackageURL.from_string(f"{each.purl}@{each.version}" if each.version else each.purl),
            licenses=[licence(each.licence)],
            copyright=each.authors,
            description=each.what,
        )
        bom.components.add(entry)
        bom.register_dependency(site, [entry])
    content = json.dumps([str(each) for each in components] + [version], sort_keys=True)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, content)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"
