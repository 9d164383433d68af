"""Builds `site/`: the recipe in reading order. Each step lives in a file of its own and knows nothing of the others.

Nothing half-built is ever served: the site is made and checked beside `site/`, and only then put in its place. A stamp
over everything that goes in lets a second build with the same input do nothing.
"""

import environment  # isort: skip - first, because it tells an old Python what to do

import argparse
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bundle
import commands
import day
import decks
import finishing
import folders
import handbook
import inline_icons
import inline_imports
import join
import locks
import maps
import offline
import parts
import positions
import prerender
import prune
import runtime
import say
import search_words
import site_checks
from guide import __version__
from guide.model import Guide

_STEPS = 7
_AGAIN = "Ret dem, og kør kommandoen igen. Siden fra før er urørt."
_INPUTS = (
    "docs",
    "guide",
    "overrides",
    "scripts",
    "mkdocs.yml",
    "CHANGELOG.md",
    "package-lock.json",
    "requirements.txt",
)
_GENERATED = tuple(f"docs/{name}" for name in folders.GENERATED)


@dataclass(frozen=True)
class Options:
    """What a person may choose.

    The published address, a municipality's own file, the strict check before publishing, and whether browsers keep the
    site for when the server is gone.
    """

    site_url: str = ""
    local: Path | None = None
    publish: bool = False
    offline: bool = True


def build(options: Options | None = None, root: Path = environment.ROOT) -> Path:
    """The built site's folder, made anew only when something that goes into it has changed."""
    chosen = options or Options()
    site, stamp = root / "site", root / ".build" / "site.sha256"
    with locks.held(root / ".build" / "byg.lock", "En anden bygning er i gang. Venter på den …"):
        digest = fingerprint(root, chosen)
        if _is_current(site, stamp, digest):
            if chosen.publish:
                checked_guide(root, chosen)  # the files are as they were, but a number may have run out since
            say.line("Siden er bygget i forvejen, og intet er ændret siden.")
            return site
        new = _make(root, chosen)
        stamp.unlink(missing_ok=True)
        swap(new, site)
        stamp.write_text(digest, "utf-8")
    say.line(f"Siden ligger klar i site/ ({sum(1 for _ in site.rglob('*.html'))} sider).")
    return site


def _make(root: Path, options: Options) -> Path:
    docs = root / "docs"
    say.step(1, _STEPS, "Kontrollerer vejviserens data og håndbogens sider …")
    guide = checked_guide(root, options)
    say.step(2, _STEPS, "Gør Python til browseren klar …")
    runtime.ensure(root)
    made = bundle.make(root, docs / "assets" / "runtime", options.local)
    say.step(3, _STEPS, "Skriver opslag om love, kontakter, kilder og ord, øvecases, vignetter og quiz …")
    parts.write(root, guide, made.address)
    handbook.write_calendars(docs)
    positions.write(docs)
    say.step(4, _STEPS, "Skriver vejviserens sider og tegner den …")
    count = prerender.write(guide, docs, made.address) + maps.write(guide, docs)
    say.line(f"    {count} sider.")
    say.step(5, _STEPS, "Bygger siden med MkDocs …")
    new = _run_mkdocs(root, options)
    prune.write(new)
    inline_icons.write(new)
    search_words.write(new, docs, guide, root)
    say.step(6, _STEPS, "Laver dias af træning og procedurer …")
    _refuse(decks.write(root, new), "Nogle dias kan ikke vises:")
    finishing.write(new, guide.abroad)
    join.write(new)
    inline_imports.write(new)
    offline.write(new, options.offline)
    say.step(7, _STEPS, "Kontrollerer links, overskrifter og fremmede adresser …")
    _refuse([str(problem) for problem in site_checks.check(new)], "Den byggede side har fejl:")
    return new


def checked_guide(root: Path, options: Options) -> Guide:
    """The guide when data and pages are in order; else every problem of both is printed and the build stops."""
    import inspection  # noqa: PLC0415 - scripts start before the environment is there

    found = inspection.inspect(root, options.local, options.publish)
    _refuse([str(problem) for problem in found.problems], "Data og sider har fejl:")
    for problem in found.warnings:
        say.line(f"    Advarsel: {problem}")
    return found.guide


def _refuse(problems: list[str], heading: str) -> None:
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        say.stop(f"{heading}\n{lines}", f"{len(problems)} fejl i alt. {_AGAIN}")


def _run_mkdocs(root: Path, options: Options) -> Path:
    new = root / ".build" / "site-new"
    shutil.rmtree(new, ignore_errors=True)
    environ = {
        "NO_MKDOCS_2_WARNING": "1",
        "UDGAVE": __version__,
        "OFFLINE": "ja" if options.offline else "nej",
        "SOURCE_DATE_EPOCH": str(day.epoch(root)),
    }
    if options.site_url:
        environ["SITE_URL"] = options.site_url
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(new)]
    built, said = commands.run(command, root, environ)
    if not built:
        say.stop(f"MkDocs kunne ikke bygge siden:\n{said}", f"Læs linjerne ovenfor. {_AGAIN}")
    return new


def swap(new: Path, site: Path) -> None:
    """Put the new folder in the place of the old one; whoever reads `site` sees the one or the other."""
    old = new.with_name("site-old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if site.exists():
            site.rename(old)
        new.rename(site)
    except OSError as error:
        if old.exists() and not site.exists():
            old.rename(site)
        say.stop(
            f"Mappen site/ kunne ikke skiftes ud: {error}",
            "Luk de programmer, der har filer i site/ åbne, og kør kommandoen igen.",
        )
    shutil.rmtree(old, ignore_errors=True)


# ── Has anything changed? ─────────────────────────────────────────────────────────────────────────────────────────────


def _is_current(site: Path, stamp: Path, digest: str) -> bool:
    whole = (site / "index.html").is_file() and (site / "vejviser" / "index.html").is_file()
    return whole and stamp.is_file() and stamp.read_text("utf-8") == digest


def fingerprint(root: Path, options: Options) -> str:
    """One hash over every file and choice that the site is made of."""
    hashed = hashlib.sha256()
    local = options.local.read_bytes() if options.local and options.local.is_file() else b""
    choices = [
        options.site_url or os.environ.get("SITE_URL", ""),
        str(options.local),
        hashlib.sha256(local).hexdigest(),  # its bytes: a file that is no UTF-8 is told of by whoever reads it
        options.publish,
        options.offline,
        sys.version_info[:2],
        day.epoch(root),
    ]
    hashed.update(json.dumps(choices).encode())
    for file in sorted(inputs(root)):
        hashed.update(file.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return hashed.hexdigest()


def inputs(root: Path) -> Iterator[Path]:
    """The files that go into the site, without what the build itself writes."""
    for name in _INPUTS:
        place = root / name
        found = place.rglob("*") if place.is_dir() else [place]
        yield from (file for file in found if file.is_file() and _counts(file.relative_to(root).as_posix()))


def _counts(name: str) -> bool:
    return not (name.startswith(_GENERATED) or "/__pycache__/" in name or name.endswith((".swp", "~", ".DS_Store")))


# ── On the command line ───────────────────────────────────────────────────────────────────────────────────────────────


def add_options(parser: say.Arguments) -> None:
    """The choices that build.py and serve.py share."""
    parser.add_argument(
        "--lokal", type=Path, metavar="FIL", help="kommunens egen lokal.toml, når den ligger uden for projektet"
    )
    parser.add_argument(
        "--udgiv", action="store_true", help="lad også advarsler stoppe bygningen (manglende eller udløbne kontakter)"
    )
    parser.add_argument(
        "--uden-offline", action="store_true", help="lad ikke browsere gemme siden til brug, når serveren er væk"
    )


def chosen_options(chosen: argparse.Namespace, site_url: str = "") -> Options:
    """What a person chose with the options of `add_options`."""
    return Options(site_url, chosen.lokal, chosen.udgiv, not chosen.uden_offline)


def main() -> None:
    """Build the site from the command line."""
    parser = say.Arguments(prog="build.py", description="Bygger siden i mappen site/.")
    parser.add_argument("--site-url", default="", metavar="ADRESSE", help="adressen, som siden udgives på")
    add_options(parser)
    chosen = parser.parse_args()
    environment.enter({"site"})
    build(chosen_options(chosen, chosen.site_url))


if __name__ == "__main__":
    say.guarded(main)
