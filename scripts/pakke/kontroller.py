"""Kontrollerer, at filerne er dem, der blev pakket: `python3 kontroller.py` i mappen, hvor zip-filen er pakket ud.

Bruger kun Pythons standardbibliotek og kan køre med Python 3.8 og nyere. Slutter med 0, når alt passer, ellers 1.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

LISTE = "MANIFEST.sha256"
# Filer, som en server eller et styresystem selv lægger i mappen, er ikke en fejl.
FREMMEDE = ("Thumbs.db", ".DS_Store", "desktop.ini")


def fejl_i(mappe: Path) -> list[str]:
    """Hver fejl som én linje: filer, der mangler, er ændret, eller ikke var med."""
    try:
        linjer = (mappe / LISTE).read_text("utf-8").splitlines()
    except OSError:
        return [f"{LISTE}: filen kan ikke læses. Pak zip-filen ud igen, og kør kommandoen i den mappe, den blev til."]
    ventet = {navn: sum_ for sum_, navn in (linje.split("  ", 1) for linje in linjer if linje)}
    fundet = {
        sti.relative_to(mappe).as_posix()
        for sti in mappe.rglob("*")
        if sti.is_file() and sti.name not in FREMMEDE and sti.relative_to(mappe).as_posix() != LISTE
    }
    fejl = [f"{navn}: mangler. Hent filen fra zip-filen igen." for navn in sorted(ventet.keys() - fundet)]
    fejl += [
        f"{navn}: var ikke med i pakken. Slet den, hvis I ikke selv har lagt den der."
        for navn in sorted(fundet - ventet.keys())
    ]
    for navn in sorted(ventet.keys() & fundet):
        if hashlib.sha256((mappe / navn).read_bytes()).hexdigest() != ventet[navn]:
            fejl.append(f"{navn}: er ændret, siden den blev pakket. Hent filen fra zip-filen igen.")
    return fejl


def main() -> int:
    """Skriver resultatet på dansk."""
    mappe = Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
    mappe = mappe if mappe.is_dir() else mappe.parent
    fejl = fejl_i(mappe)
    print("\n".join(fejl) or "Alle filer er, som de blev pakket.")
    return 1 if fejl else 0


if __name__ == "__main__":
    sys.exit(main())
