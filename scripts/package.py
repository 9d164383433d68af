"""Makes `dist/naeste-skridt-VERSION.zip`: the site as a web server wants it, with all that an IT department asks for.

The site, compressed files beside the others, ready configurations, a sum of every file, the licences of all that is
shipped, and a list of it (SBOM). Two runs on the same commit with the same Python give the same bytes.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import gzip
import hashlib
import os
import re
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import get_ident
from urllib.parse import urlsplit

import build
import bundle
import components
import day
import hosting
import say
import server_files
from guide import __version__

MANIFEST = "MANIFEST.sha256"
_LEFT_OUT = (".map",)
_STORE = Path(".build", "pakke")
_KEPT_FOR = 86_400  # seconds
_COMPRESSED = (*hosting.TEXT, "wasm", "zip")
_SMALL = 512  # bytes: below, the compressed file is hardly smaller
_PACKED = (".br", ".gz")
# Web servers tell editions of a file apart by its date and size, so each file is dated by its content: see `date_of`.
_FIRST_DATE = datetime(1985, 1, 1)  # noqa: DTZ001 - a zip knows no time zones
_STEP, _DATES = 2, 600_000_000  # a zip counts in steps of two seconds; so many of them end in 2023
_FOLDER_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(?![a-z]+:|//|#|/)([^"#?]*?)(?=[#?"])', re.IGNORECASE)
_FRAME = re.compile(r"'self'|'none'|https?://[A-Za-z0-9.*-]+(:\d+)?")
_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?")
_PLACE = re.compile(r"(?:/|[A-Za-z]:/)[^\"$\x00-\x1f]*")  # these would end the quotation marks, or mean a variable


_OTHER_PYTHON = (
    "    Bemærk: Miljøets Python er ikke den samme udgave som browserens. Vejviseren ligger som kildekode i pakken, "
    "og pakken har andre bytes end en, der er lavet med browserens udgave."
)


@dataclass(frozen=True)
class Delivery:
    """Where the site will lie on the server, who may show it in a frame, and how hard to compress (1 quick, 11 small)."""

    place: server_files.Place = field(default_factory=server_files.Place)
    frames: tuple[str, ...] = hosting.ONLY_HERE
    quality: int = 11


def make(root: Path, site: Path, out: Path, delivery: Delivery) -> Path:
    """The zip. In: the checkout, the built site, and the folder for the zip."""
    files = contents(root, site, delivery)
    files[MANIFEST] = manifest(files)
    name = f"naeste-skridt-{__version__}"
    target = out / f"{name}.zip"
    half = target.with_suffix(".ny")
    out.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(f"{name}/{path}", date_of(path, files))
            info.external_attr = 0o644 << 16
            kind = zipfile.ZIP_STORED if path.endswith((".br", ".gz", ".bin", ".woff2")) else zipfile.ZIP_DEFLATED
            archive.writestr(info, files[path], kind)
    half.replace(target)
    return target


def date_of(path: str, files: Mapping[str, bytes]) -> tuple[int, int, int, int, int, int]:
    """A date in the past that is made of the file's content; a compressed file has that of the file beside it.

    nginx, Apache and IIS make the ETag of a file of its date and size. With one date for all, a corrected number of the
    same length would be answered with »not changed«.
    """
    original = path.removesuffix(path[-3:]) if path.endswith(_PACKED) else path
    digest = hashlib.sha256(files.get(original, files[path])).hexdigest()
    dated = _FIRST_DATE + timedelta(seconds=_STEP * (int(digest[:16], 16) % _DATES))
    return dated.year, dated.month, dated.day, dated.hour, dated.minute, dated.second


def contents(root: Path, site: Path, delivery: Delivery) -> dict[str, bytes]:
    """Every file of the package by its path, without the manifest."""
    shown = dict(site_files(site))
    headers = headers_of(site, delivery)
    configurations = {
        "opsaetning/nginx/naeste-skridt.conf": server_files.nginx(headers, delivery.place),
        "opsaetning/apache/naeste-skridt.conf": server_files.apache(headers, delivery.place),
        "opsaetning/iis/web.config": server_files.iis(headers),
        "opsaetning/container/nginx.conf": server_files.nginx_container(headers),
        "opsaetning/container/Containerfile": server_files.containerfile(),
    }
    listed = components.read(root)
    texts = {
        **configurations,
        "site/web.config": configurations["opsaetning/iis/web.config"],
        "LICENSER.txt": components.overview(listed, __version__),
        "sbom.cdx.json": components.sbom(listed, __version__, day.epoch(root), shown),
        "LAES-MIG.txt": (root / "scripts" / "pakke" / "LAES-MIG.txt").read_text("utf-8").format(version=__version__),
        "kontroller.py": (root / "scripts" / "pakke" / "kontroller.py").read_text("utf-8"),
    }
    licences = {f"licenser/{name}": text for name, text in components.licence_files(root, listed).items()}
    return {
        **{f"site/{name}": content for name, content in {**shown, **compressed(shown, root, delivery.quality)}.items()},
        **{name: text.encode() for name, text in texts.items()},
        **licences,
    }


def headers_of(site: Path, delivery: Delivery) -> dict[str, str]:
    """The headers of every answer, with the hash of every script that stands in a page."""
    return hosting.headers(hosting.inline_hashes(site), delivery.frames)


def site_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """The site's files by their path; in pages, links to folders name the file, so that they lead on without a server."""
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if file.is_file() and not name.endswith(_LEFT_OUT):
            content = file.read_bytes()
            yield name, named_links(content.decode()).encode() if name.endswith(".html") else content


def named_links(page: str) -> str:
    """A page whose relative links to folders name their index.html. `tema.js` takes the name away again on a server."""
    return _FOLDER_LINK.sub(lambda found: found[1] + _named(found[2]), page)


def _named(address: str) -> str:
    folder = not address.rsplit("/", 1)[-1].strip(".") and address != ""
    return f"{address.rstrip('/')}/index.html" if folder else address


def compressed(files: Mapping[str, bytes], root: Path, quality: int = 11) -> dict[str, bytes]:
    """The .br and .gz beside each file that gains by it. What was compressed before lies in `.build/pakke`."""
    store = root / _STORE
    store.mkdir(parents=True, exist_ok=True)
    chosen = [name for name, content in files.items() if name.endswith(_COMPRESSED) and len(content) >= _SMALL]

    def both(name: str) -> list[tuple[str, bytes]]:
        content = files[name]
        key = f"{hashlib.sha256(content).hexdigest()}-{quality}"
        packed = [("br", store / f"{key}.br"), ("gz", store / f"{key}.gz")]
        for ending, kept in packed:
            if not kept.is_file():
                half = kept.with_suffix(f".{os.getpid()}-{get_ident()}.ny")  # two files may have the same content
                half.write_bytes(_compress(ending, content, quality))
                half.replace(kept)
            os.utime(kept)  # used just now
        return [(f"{name}.{ending}", kept.read_bytes()) for ending, kept in packed]

    with ThreadPoolExecutor() as pool:  # the compressors let other threads run
        made = [pair for pairs in pool.map(both, chosen) for pair in pairs]
    _forget_unused(store)
    return {name: content for name, content in made if len(content) < len(files[name.rsplit(".", 1)[0]])}


def _forget_unused(store: Path) -> None:
    """Take away what no run has used for a day; another run may be at work right now beside this one."""
    for kept in store.iterdir():
        with suppress(FileNotFoundError):  # the other run takes away too
            if kept.stat().st_mtime < time.time() - _KEPT_FOR:
                kept.unlink()


def _compress(ending: str, content: bytes, quality: int) -> bytes:
    import brotli  # noqa: PLC0415 - only the package needs it

    packed: bytes = (
        brotli.compress(content, quality=quality)
        if ending == "br"
        else gzip.compress(content, min(quality, 9), mtime=0)
    )
    return packed


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line for each file: its SHA-256 and its path, as `sha256sum -c` reads it."""
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


# ── On the command line ───────────────────────────────────────────────────────────────────────────────────────────────


def address(text: str) -> str:
    """A published address, ending with a slash. Anything else is refused in words."""
    try:
        parts = urlsplit(text)
        whole = (
            parts.scheme in {"http", "https"} and parts.hostname and not (parts.query or parts.fragment or "@" in text)
        )
        port = parts.port  # read here, since a wrong one is told when it is asked for
    except ValueError:
        whole, port = None, None
    if not whole or re.search(r"[^\x21-\x7e]", text) or text.endswith(("?", "#")) or port == 0:
        raise say.WrongValue(f"»{text}« er ikke en adresse som https://intranet.kommune.dk/naeste-skridt/")
    if not _PATH.fullmatch(parts.path):
        raise say.WrongValue(f"»{parts.path}« kan ikke være sti i en opsætning. Brug kun a-z, tal, punktum, - _ ~ og /")
    return text if text.endswith("/") else f"{text}/"


def place_on_server(text: str) -> str:
    """A whole path of a folder on the server, with forward slashes, as nginx and Apache write it also on Windows."""
    folder = text.replace("\\", "/").rstrip("/")
    if not _PLACE.fullmatch(folder):
        raise say.WrongValue(f"»{text}« er ikke en mappe på serveren som {server_files.DEFAULT_FOLDER}")
    return folder


def frame(text: str) -> str:
    """One source of `frame-ancestors`."""
    source = f"'{text}'" if text in {"self", "none"} else text.rstrip("/")
    if not _FRAME.fullmatch(source):
        raise say.WrongValue(f"»{text}« er ikke self, none eller en adresse som https://kommune.sharepoint.com")
    return source


def frames_together(frames: Sequence[str]) -> tuple[str, ...]:
    """The sources as they stand in the policy. A browser ignores `none` beside others, so that is refused."""
    if "'none'" in frames and len(set(frames)) > 1:
        raise say.WrongValue("none kan ikke stå sammen med andre.")
    return tuple(dict.fromkeys(frames))


def refuse_closed(folder: Path) -> None:
    """Stop before minutes of work when nothing can be written in the folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / ".proeve"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        say.stop(
            f"Der kan ikke skrives i mappen {folder}: {error.strerror or error}.",
            "Vælg en anden mappe med --ud, eller få ret til at skrive i den.",
            2,
        )


def main() -> None:
    """Package the site from the command line."""
    parser = say.Arguments(prog="package.py", description="Pakker siden til en webserver i dist/.")
    parser.add_argument("--site-url", type=address, metavar="ADRESSE", help="adressen, som siden udgives på")
    parser.add_argument(
        "--mappe",
        type=place_on_server,
        default=server_files.DEFAULT_FOLDER,
        metavar="MAPPE",
        help="mappen, hvor site/ kommer til at ligge på serveren",
    )
    parser.add_argument(
        "--rammer",
        type=frame,
        nargs="+",
        default=list(hosting.ONLY_HERE),
        metavar="KILDE",
        help="hvem der må vise siden i en ramme: self (siden selv), none eller adresser",
    )
    parser.add_argument(
        "--ud", type=Path, default=environment.ROOT / "dist", metavar="MAPPE", help="hvor zip-filen lægges"
    )
    build.add_options(parser)
    chosen = parser.parse_args()
    try:
        frames = frames_together(chosen.rammer)
    except say.WrongValue as error:
        parser.error(str(error))
    refuse_closed(chosen.ud)
    environment.enter({"site", "package"})
    site = build.build(build.chosen_options(chosen, chosen.site_url or ""))
    if not bundle.host_fits(environment.ROOT / "node_modules" / "pyodide"):
        say.line(_OTHER_PYTHON)
    say.line("Pakker og komprimerer. Første gang tager det et par minutter …")
    place = server_files.Place(chosen.mappe, urlsplit(chosen.site_url or "").path or "/")
    made = make(environment.ROOT, site, chosen.ud, Delivery(place, frames))
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    say.line(f"{made} ({made.stat().st_size / 1e6:.1f} MB)\nSHA-256: {digest}")


if __name__ == "__main__":
    say.guarded(main)
