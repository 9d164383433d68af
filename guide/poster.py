"""The look of a concern's picture (`guide.diagram`), and the picture as a file of its own that carries it.

The site's pages load the same style from a file that the build writes. Every colour is one of the site's, with a light
one to fall back on outside the site. A tint never stands alone: the chosen way is thicker and ticked, the place reached
has a word, and each level has its word and its shape.
"""

from __future__ import annotations

from typing import Final

from guide.markup import escape_attribute

STYLE: Final = """\
.ns-kort text { font: 20px "Public Sans", "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; fill: var(--ns-tekst, #231f1a); }
.ns-kort .ns-kort__titel { font-size: 30px; font-weight: 700; }
.ns-kort .ns-kort__noed { font-weight: 700; fill: var(--ns-akut, #7f1d1d); text-anchor: end; }
.ns-kort .ns-kort__spoergsmaal { font-weight: 700; }
.ns-kort :is(.ns-kort__ord, .ns-kort__skilt) { font-weight: 600; fill: var(--ns-accent, #0d4f57); }
.ns-kort__grund { fill: var(--ns-grund, #faf6ef); }
.ns-kort__ramme { fill: var(--ns-flade, #fff); stroke: var(--ns-kant, #857a69); stroke-width: 1.5; }
.ns-kort__boks--akut .ns-kort__ramme { fill: var(--ns-akut-tone, #fbebe6); stroke: var(--ns-akut, #7f1d1d); }
.ns-kort__boks--straks .ns-kort__ramme { fill: var(--ns-straks-tone, #f5e9f1); stroke: var(--ns-straks, #612650); }
.ns-kort__bjaelke { fill: var(--ns-accent, #0d4f57); }
.ns-kort__boks--akut .ns-kort__bjaelke { fill: var(--ns-akut, #7f1d1d); }
.ns-kort__boks--straks .ns-kort__bjaelke { fill: var(--ns-straks, #612650); }
.ns-kort__skille { fill: none; stroke: var(--ns-streg, #ddd1bf); }
.ns-kort__vej { fill: none; stroke: var(--ns-daempet, #5b5349); stroke-width: 2; }
.ns-kort__pil { fill: var(--ns-daempet, #5b5349); }
.ns-kort :is(.ns-kort__ikon, .ns-kort__skiltpil) {
  fill: none; stroke: var(--ns-accent, #0d4f57); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round;
}
.ns-kort__gang--gaaet .ns-kort__vej { stroke: var(--ns-accent, #0d4f57); stroke-width: 7; }
.ns-kort__gang--gaaet .ns-kort__pil { fill: var(--ns-accent, #0d4f57); stroke: var(--ns-accent, #0d4f57); stroke-width: 8; }
.ns-kort__valgt { fill: var(--ns-accent-tone, #e2eeed); }
.ns-kort__flueben { fill: var(--ns-fyldt-accent, #0d4f57); stroke: var(--ns-accent, #0d4f57); stroke-width: 2; }
.ns-kort__hak { fill: none; stroke: var(--ns-paa-fyldt, #fff); stroke-width: 3; stroke-linejoin: round; stroke-linecap: round; }
.ns-kort__boks--her .ns-kort__ramme { stroke: var(--ns-accent, #0d4f57); stroke-width: 5; }
.ns-kort__her { fill: var(--ns-fyldt-accent, #0d4f57); stroke: var(--ns-accent, #0d4f57); stroke-width: 2; }
.ns-kort .ns-kort__her-ord { fill: var(--ns-paa-fyldt, #fff); font-weight: 700; text-anchor: middle; }
@media (forced-colors: active) {
  .ns-kort { forced-color-adjust: none; }
  .ns-kort text { fill: CanvasText !important; }
  .ns-kort :is(.ns-kort__grund, .ns-kort__ramme, .ns-kort__valgt, .ns-kort__her, .ns-kort__flueben) { fill: Canvas; stroke: CanvasText; }
  .ns-kort :is(.ns-kort__vej, .ns-kort__skille, .ns-kort__ikon, .ns-kort__skiltpil, .ns-kort__hak) { stroke: CanvasText; }
  .ns-kort :is(.ns-kort__pil, .ns-kort__bjaelke) { fill: CanvasText; }
}
"""


_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def with_style(svg: str) -> str:
    """A drawing as a file that needs nothing else: to keep, and to put into other documents."""
    start, rest = svg.split("\n", 1)
    return f"{_XML}{start}\n<style>\n{STYLE}</style>\n{rest}\n"


def with_sheet(svg: str, stylesheet: str) -> str:
    """A drawing as a file of the site, with the address of its style: the site's policy forbids styles inside files."""
    return f'{_XML}<?xml-stylesheet href="{escape_attribute(stylesheet)}"?>\n{svg}\n'
