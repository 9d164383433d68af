"""Kontrollerer, at filerne er dem, der blev pakket: `python3 kontroller.py` i mappen, hvor zip-filen er pakket ud.

Bruger kun Pythons standardbibliotek og kan køre med Python 3.8 og nyere. Slutter med 0, når alt passer, ellers 1.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

LISTE = "MANIFEST.sha256"
LINJE = re.compile(r"([0-9a-f]{64})  (\S.*)")
# Filer, som en server eller et styresystem selv lægger i mappen, er ikke en fejl.
FREMMEDE = ("Thumbs.db", ".DS_Store", "desktop.ini")


IGEN = "Hent filen fra zip-filen igen."


def fejl_i(mappe: Path) -> list[str]:
    """Hver fejl som én linje: filer, der mangler, er ændret, eller ikke var med."""
    ventet, fejl = ventede(mappe)
    if fejl:
        return fejl
    alle = {sti.relative_to(mappe).as_posix(): sti for sti in mappe.rglob("*") if sti.name not in FREMMEDE}
    links = {navn for navn, sti in alle.items() if sti.is_symlink()}
    fundet = {navn for navn, sti in alle.items() if navn != LISTE and navn not in links and sti.is_file()}
    fejl += [f"{navn}: er et link og var ikke med i pakken. Slet det." for navn in sorted(links)]
    fejl += [f"{navn}: mangler. {IGEN}" for navn in sorted(ventet.keys() - fundet)]
    fejl += [
        f"{navn}: var ikke med i pakken. Slet den, hvis I ikke selv har lagt den der."
        for navn in sorted(fundet - ventet.keys())
    ]
    for navn in sorted(ventet.keys() & fundet):
        try:
            if hashlib.sha256(alle[navn].read_bytes()).hexdigest() != ventet[navn]:
                fejl.append(f"{navn}: er ændret, siden den blev pakket. {IGEN}")
        except OSError:
            fejl.append(f"{navn}: kan ikke læses. Få ret til at læse den, eller hent den fra zip-filen igen.")
    return fejl


def ventede(mappe: Path) -> tuple[dict[str, str], list[str]]:
    """Filerne på listen med hver sit kontroltal, og det, der er galt med listen selv."""
    try:
        linjer = (mappe / LISTE).read_text("utf-8").splitlines()
    except OSError:
        return {}, [
            f"{LISTE}: filen kan ikke læses. Pak zip-filen ud igen, og kør kommandoen i den mappe, den blev til."
        ]
    except ValueError:
        return {}, [f"{LISTE}: filen er ikke skrevet som UTF-8. {IGEN}"]
    fundet = [LINJE.fullmatch(linje) for linje in linjer]
    galt = [f"{LISTE}: linje {nr} kan ikke læses. {IGEN}" for nr, linje in enumerate(fundet, 1) if linje is None]
    if not linjer:
        galt = [f"{LISTE}: filen er tom. {IGEN}"]
    return {linje[2]: linje[1] for linje in fundet if linje}, galt


def main() -> int:
    """Skriver resultatet på dansk."""
    mappe = Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
    mappe = mappe if mappe.is_dir() else mappe.parent
    try:
        fejl = fejl_i(mappe)
    except OSError as aarsag:
        fejl = [f"{aarsag.filename}: mappen kan ikke læses. Få ret til at læse den, og kør kommandoen igen."]
    print("\n".join(fejl) or "Alle filer er, som de blev pakket.")
    return 1 if fejl else 0


if __name__ == "__main__":
    sys.exit(main())
