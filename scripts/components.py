"""What is shipped that others have made: its versions from the locks, the page of licences and the SBOM (CycloneDX)."""

import hashlib
import json
import re
import tomllib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import say

if TYPE_CHECKING:
    from cyclonedx.model.component import Component as Entry

_LIST: Final = "pakke/komponenter.toml"
_TEXTS: Final = {"MPL-2.0": "LICENSE", "OFL-1.1": "overrides/assets/font/OFL.txt"}
_OWN: Final = "LICENSE-CONTENT.md"


@dataclass(frozen=True)
class Component:
    """One work of others that lies in the site.

    `version` is empty only with a `reason`. `part_of` names the work that it lies inside of; empty for what the site itself
    uses.
    """

    name: str
    version: str
    purl: str
    licence: str
    supplier: str
    authors: str
    where: str
    what: str
    part_of: str = ""
    reason: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Where its files begin, as paths in the site."""
        return tuple(place.strip() for place in re.split(r",| og ", self.where))


def read(root: Path) -> tuple[Component, ...]:
    """The list, with each version as the locks have it. What is wrong in it stops with a message."""
    rows = tomllib.loads((root / "scripts" / _LIST).read_text("utf-8"))["komponent"]
    found = tuple(
        Component(
            row["navn"],
            _version(root, row["udgave"]),
            row["purl"],
            row["licens"],
            row["leverandoer"],
            row["ophav"],
            row["hvor"],
            row["hvad"],
            row.get("del_af", ""),
            row.get("grund", ""),
        )
        for row in rows
    )
    for each in found:
        if not (each.version or each.reason):
            say.stop(f"scripts/{_LIST}: »{each.name}« har ingen udgave.", "Skriv den, eller skriv grunden under grund.")
        if each.part_of and each.part_of not in {other.name for other in found}:
            say.stop(f"scripts/{_LIST}: »{each.part_of}« står ikke på listen.", f"Ret del_af ved »{each.name}«.")
    return found


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
        f"{each.name} {each.version or f'(uden udgave: {each.reason})'}\n  {each.what}\n  Ligger i: {each.where}\n"
        f"  Licens: {each.licence} (licenser/{each.licence}.txt)\n  {each.authors}\n\n"
        for each in components
    )
    return (
        f"Næste skridt {version}\n  Koden: MPL-2.0 (licenser/MPL-2.0.txt)\n"
        f"  Teksterne: CC BY 4.0 (licenser/CC-BY-4.0.md)\n\nMed følger andres arbejde:\n\n{rows}"
    )


def sbom(components: Sequence[Component], version: str, epoch: int, files: Mapping[str, bytes]) -> str:
    """The components as a CycloneDX 1.6 document. The same input gives the same text; its number is made of its content.

    In: the site's files by their path, so that each work that the site itself uses can list its own with their hashes.
    """
    from cyclonedx.contrib.license.factories import LicenseFactory  # noqa: PLC0415 - only the package needs it
    from cyclonedx.model.bom import Bom  # noqa: PLC0415
    from cyclonedx.model.component import Component as Entry  # noqa: PLC0415
    from cyclonedx.model.component import ComponentType  # noqa: PLC0415
    from cyclonedx.output.json import JsonV1Dot6  # noqa: PLC0415

    licence = LicenseFactory().make_from_string
    bom = Bom()
    bom.metadata.component = site = Entry(
        name="naeste-skridt",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="naeste-skridt",
        licenses=[licence("MPL-2.0 AND CC-BY-4.0")],
    )
    bom.metadata.tools.components.add(
        Entry(name="package.py", version=version, type=ComponentType.APPLICATION, group="naeste-skridt")
    )
    bom.metadata.timestamp = datetime.fromtimestamp(epoch, UTC)
    entries = {each.name: _entry(each, {} if each.part_of else files) for each in components}
    for entry in entries.values():
        bom.components.add(entry)
    for each in components:
        bom.register_dependency(entries[each.part_of] if each.part_of else site, [entries[each.name]])
    content = json.dumps([str(each) for each in components] + [version, _sums(files)], sort_keys=True)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, content)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _sums(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _entry(each: Component, files: Mapping[str, bytes]) -> "Entry":
    """A work as the SBOM has it, with its own files inside it."""
    from cyclonedx.contrib.license.factories import LicenseFactory  # noqa: PLC0415
    from cyclonedx.model import HashAlgorithm, HashType, Property  # noqa: PLC0415
    from cyclonedx.model.component import Component as Entry  # noqa: PLC0415
    from cyclonedx.model.component import ComponentType  # noqa: PLC0415
    from cyclonedx.model.contact import OrganizationalEntity  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    own = {name: content for name, content in files.items() if name.startswith(each.places)}
    return Entry(
        name=each.name,
        version=each.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=each.name,
        purl=PackageURL.from_string(f"{each.purl}@{each.version}" if each.version else each.purl),
        licenses=[LicenseFactory().make_from_string(each.licence)],
        supplier=OrganizationalEntity(name=each.supplier),
        copyright=each.authors,
        description=each.what,
        properties=[Property(name="naeste-skridt:uden-udgave", value=each.reason)] if each.reason else (),
        components=[
            Entry(
                name=name,
                type=ComponentType.FILE,
                bom_ref=f"{each.name}:{name}",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
            )
            for name, digest in _sums(own).items()
        ],
    )
