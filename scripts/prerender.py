"""Writes the guide's pages into docs/vejviser/: one a question and outcome, and the start with the live guide's mount.

The fragments come from `guide.render`, unchanged: the live guide shows the same bytes. The pages are generated on each
build and never committed. A page lies in its own folder as index.md, so that a relative link means the same in the
source and in the address, for MkDocs and for Zensical.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import folders
from guide import paths, render
from guide.model import Guide, Outcome

FOLDER: Final = "vejviser"
_STATIC: Final = "Tryk på dit svar, så kommer næste side."
_LOADING: Final = "Du kan svare med det samme. Om lidt kan du også rette svar og lægge flere bekymringer sammen."
_SLOW: Final = "Vejviseren virker: tryk på dit svar, så kommer næste side. Listen over dine svar er længe om at komme."
_FAILED: Final = "Listen over dine svar kan ikke vises i denne browser, men vejviseren virker: tryk på dit svar, så kommer næste side."
# Where the training pages link to; the rest of the big screen stands in overrides/partials/storskaerm.html.
_BIG_SCREEN: Final = (
    '<p class="ns-stor-knap ns-kun-js" id="stor-skaerm"><button type="button" class="ns-knap ns-knap--stille" '
    "data-stor-skaerm>Stor skærm til undervisning</button></p>\n"
)
_LOST: Final = "Der er ingen forbindelse lige nu. Prøv at trykke på dit svar igen. Haster det, så ring."
_FORGOTTEN: Final = "Siden er hentet igen, og dine svar er glemt. Vælg din bekymring igen."
_NO_SCRIPT: Final = "Siden virker uden JavaScript. Brug »Tilbage« for at rette et svar."


def write(guide: Guide, docs: Path, runtime_address: str) -> int:
    """Writes all pages of the guide.

    In: a checked guide, the docs folder, and the runtime's versioned folder name ("" leaves the live guide out).
    Out: the number of pages written. What an earlier build wrote there is removed.
    """
    texts = {"index.md": _start_page(guide, runtime_address)}
    found: set[str] = set()
    for spor_id, node_id in pages(guide):
        in_search = isinstance(guide.node(node_id), Outcome) and node_id not in found
        found.add(node_id)
        texts[f"{spor_id}/{node_id}/index.md"] = _node_page(guide, spor_id, node_id, in_search)
    folders.sync(docs / FOLDER, texts)
    return len(texts)


def pages(guide: Guide) -> Iterator[tuple[str, str]]:
    """Every (concern, node) that has a page: the concern's questions and all outcomes that can be reached from them."""
    for spor in guide.spor.values():
        own = [question.id for question in guide.questions_of(spor.id)]
        starts = [
            target for question_id in own for target in paths.next_ids(guide, question_id) if target in guide.outcomes
        ]
        outcomes = paths.reachable(guide, [*starts, spor.notify], with_exits=True)
        yield from ((spor.id, question_id) for question_id in own)
        yield from ((spor.id, outcome_id) for outcome_id in guide.outcomes if outcome_id in outcomes)


def _front(**values: object) -> str:
    """Front matter; each value as JSON, which is YAML too."""
    return (
        "---\n"
        + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
        + "---\n\n"
    )


def _node_page(guide: Guide, spor_id: str, node_id: str, in_search: bool) -> str:
    """One node's page. The search knows each outcome once, and below the handbook's own page on the subject."""
    front = _front(
        title=render.title(guide, node_id),
        faneblad=render.tab_title(guide, node_id),
        template="vejviser.html",
        vejviser="trin",
        hide=["navigation", "toc"],
        search={"boost": 0.2} if in_search else {"exclude": True},
    )
    return f"{front}{render.node(guide, spor_id, node_id)}\n"


def _start_page(guide: Guide, runtime_address: str) -> str:
    front = _front(
        title=guide.frame.title,
        description="Få spørgsmål om din bekymring for et barn, og så det rigtige næste skridt.",
        template="vejviser.html",
        vejviser="start",
        hide=["navigation", "toc"],
    )
    runtime = f' data-runtime="../assets/runtime/{runtime_address}/"' if runtime_address else ""
    return (
        f'{front}<div id="vejviser" data-guide-state="static"{runtime}>\n'
        f'<p class="ns-status" data-when="static">{_STATIC}</p>\n'
        f'<p class="ns-status" data-when="loading" hidden>{_LOADING}</p>\n'
        f'<p class="ns-status" data-when="slow" role="status" hidden>{_SLOW}</p>\n'
        f'<p class="ns-status" data-when="failed" role="status" hidden>{_FAILED}</p>\n'
        f'<p class="ns-status" data-when="lost" role="status" hidden>{_LOST}</p>\n'
        f'<p class="ns-status" data-when="forgotten" hidden>{_FORGOTTEN}</p>\n'
        f'<noscript><p class="ns-status">{_NO_SCRIPT}</p></noscript>\n'
        '<div class="ns-besked" data-slot="notice" role="status"></div>\n'
        f'<div data-slot="step">\n{render.start(guide)}\n</div>\n'
        f'<div data-slot="trail"></div>\n</div>\n{_BIG_SCREEN}'
    )
