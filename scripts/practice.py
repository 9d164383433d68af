"""Makes the parts of the page with practice cases: the filter, the list, and the mount of the live exercise.

The list is whole without JavaScript: each case with its story, a way into the guide, and the answer folded. The live
exercise takes the story from this list and everything else from the guide.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import chain
from typing import Final

from guide import paths
from guide.model import Guide
from guide.registers import Case
from guide.shapes import AGES
from guide.words import ROLES, SETTINGS
from markdown_text import plain

_LOADING: Final = "Du kan svare med det samme. Om lidt kan du også rette dine svar."
_SLOW: Final = "Du kan svare med det samme. Resten af øvelsen er længe om at komme."
_FAILED: Final = (
    "Øvelsen kan ikke følge dine svar i denne browser. Gå gennem vejviseren, og sammenlign selv under »Vis svar«."
)
_LOST: Final = "Der er ingen forbindelse lige nu. Prøv at trykke på dit svar igen."


def snippets(guide: Guide, runtime_address: str) -> dict[str, str]:
    """The text of each snippet by its file name.

    In: a checked guide, and the runtime's versioned folder name ("" leaves the live exercise out).
    """
    return {
        "oevecases.md": listed(guide),
        "oevecases-filter.md": controls(guide),
        "oevelse.md": mount(runtime_address),
    }


# ── The list ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def listed(guide: Guide) -> str:
    """Every case under the heading of its concern."""
    parts = []
    for spor in guide.spor.values():
        rows = "".join(_case(guide, case) for case in guide.cases.values() if case.spor == spor.id)
        if rows:
            parts.append(f"## {plain(spor.title)} {{ #emne-{spor.id} }}\n\n{rows}")
    return "\n".join(parts)


def _case(guide: Guide, case: Case) -> str:
    """A story to talk about, the way into the guide, and folded below it the answer, the reason and the mistake."""
    first = guide.spor[case.spor].first
    roles = " ".join(dict.fromkeys((case.role, *case.audience)))
    return (
        f'<section class="ns-case" data-case="{case.id}" data-rolle="{roles}" data-sted="{case.setting}" '
        f'data-alder="{case.age}" data-emne="{case.spor}" markdown>\n\n'
        f"### {plain(case.title)} {{ #case-{case.id} }}\n\n"
        f"{ROLES[case.role].capitalize()}, {SETTINGS[case.setting]}, barnet er {_years(case.age)}.\n"
        '{ .ns-case__hvem }\n\n<p class="ns-case__oevet" hidden>Øvet</p>\n\n'
        f"{plain(case.story)}\n{{ .ns-case__historie }}\n\n"
        f'[Gå casen igennem<span class="ns-skjult">: {plain(case.title)}</span>](../vejviser/{case.spor}/{first}/index.md)'
        f'{{ .ns-case__begynd data-oev="{case.id}" }}\n\n{_answer(guide, case)}\n</section>\n\n'
    )


def _answer(guide: Guide, case: Case) -> str:
    outcome = guide.outcomes[case.outcome]
    folder = guide.questions[case.answers[-1][0]].spor
    return (
        '??? note "Vis svar"\n\n'
        f"    **[{plain(outcome.title)}](../vejviser/{folder}/{outcome.id}/index.md)**\n\n    {plain(case.why)}\n\n"
        f"    Typisk fejl: {plain(case.mistake)}\n\n"
        f"    Vejen gennem vejviseren: {plain(paths.in_words(guide, case.answers))}\n"
    )


def _years(age: str) -> str:
    return f"{age.replace('-', chr(0x2060) + '–' + chr(0x2060))}\u00a0år"  # stays together on its line


# ── The filter ────────────────────────────────────────────────────────────────────────────────────────────────────────


def controls(guide: Guide) -> str:
    """Four ordinary lists to choose from, with what the cases really have; hidden where no script could follow them."""
    cases = tuple(guide.cases.values())
    roles = set(chain.from_iterable((case.role, *case.audience) for case in cases))
    return (
        '<form class="ns-filter ns-kun-js" data-filter data-print-ord="Print casen">\n'
        f"{_choice('rolle', 'Din rolle', _known(ROLES.items(), roles))}"
        f"{_choice('sted', 'Sted', _known(SETTINGS.items(), {case.setting for case in cases}))}"
        f"{_choice('alder', 'Barnets alder', [(age, _years(age)) for age in AGES if any(c.age == age for c in cases)])}"
        f"{_choice('emne', 'Emne', [(s.id, s.title) for s in guide.spor.values() if any(c.spor == s.id for c in cases)])}"
        '<p class="ns-filter__fod"><output data-antal="Viser # cases" data-en="Viser 1 case" '
        'data-ingen="Ingen cases passer til det hele. Vælg »Alle« et af stederne.">'
        f"Viser {len(cases)} cases</output>\n"
        '<button type="reset" class="ns-knap ns-knap--stille">Vis alle</button>\n'
        '<button type="button" class="ns-knap ns-knap--stille" data-stor-skaerm>Stor skærm</button></p>\n</form>\n'
    )


def _known(words: Iterable[tuple[str, str]], used: set[str]) -> list[tuple[str, str]]:
    return [(value, text[0].upper() + text[1:]) for value, text in words if value in used]


def _choice(name: str, label: str, choices: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{value}">{escape(text)}</option>\n' for value, text in choices)
    return (
        f'<div class="ns-filter__felt"><label for="filter-{name}">{label}</label>\n'
        f'<select id="filter-{name}" name="{name}" autocomplete="off">\n<option value="">Alle</option>\n{rows}</select></div>\n'
    )


# ── The live exercise ─────────────────────────────────────────────────────────────────────────────────────────────────


def mount(runtime_address: str) -> str:
    """Where the exercise takes place. Python is fetched first when somebody begins (data-lazy)."""
    runtime = f' data-runtime="../../assets/runtime/{runtime_address}/"' if runtime_address else ""
    return (
        f'<div id="oevecase" class="ns-oevecase" data-guide-state="static" data-home="../../vejviser/" data-lazy{runtime}>\n'
        f'<p class="ns-status" data-when="loading" hidden>{_LOADING}</p>\n'
        f'<p class="ns-status" data-when="slow" role="status" hidden>{_SLOW}</p>\n'
        f'<p class="ns-status" data-when="failed" role="status" hidden>{_FAILED}</p>\n'
        f'<p class="ns-status" data-when="lost" role="status" hidden>{_LOST}</p>\n'
        '<div class="ns-besked" data-slot="notice" role="status"></div>\n'
        '<section class="ns-fortaelling" data-fortaelling hidden>\n'
        '<p class="ns-fortaelling__maerke">Øvecase. Den er fundet på.</p>\n<div data-slot="story"></div>\n'
        '<p class="ns-fortaelling__fare">Gælder det et rigtigt barn, så gå til vejviseren. Er barnet i fare lige nu? Ring 112.</p>\n'
        '<p class="ns-kun-js"><button type="button" class="ns-knap ns-knap--stille" data-stor-skaerm>Stor skærm</button></p>\n'
        '</section>\n<div data-slot="step"></div>\n<div data-slot="trail"></div>\n<div data-slot="record"></div>\n</div>\n'
    )
