"""Compares two editions of the data: which paths end elsewhere, and which practice cases that touches.

For whoever approves a change: the list says in words what a member of staff would now be told instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.model import Guide, Outcome
from guide.paths import Answers, Path, all_paths, follow, in_words


@dataclass(frozen=True)
class Change:
    """A path of the old edition and where the same answers lead now. `after` is None where they no longer lead on."""

    path: Path
    before: Outcome
    after: Outcome | None

    @property
    def kind(self) -> tuple[str, str]:
        """What changes share: the outcome before and the outcome after ("" when there is none)."""
        return self.before.id, self.after.id if self.after else ""


@dataclass(frozen=True)
class Comparison:
    """All differences between two editions: changed paths, paths that are new, and the cases on either."""

    changed: tuple[Change, ...]
    added: tuple[Path, ...]
    cases: tuple[str, ...]


def compare(old: Guide, new: Guide) -> Comparison:
    """The differences that a reader would meet.

    In: two guides without errors. Renamed ids of the new edition are followed. A path counts as changed when its
    outcome, the outcome's level or the outcome's rule on parents differs, or when its answers lead no further.
    """
    changed = tuple(change for path in all_paths(old) if (change := _change(old, new, path)))
    added = tuple(path for path in all_paths(new) if not _ends(old, path.spor, dict(path.answers)))
    touched = {(change.path.spor, _renamed(new, change.path.answers)) for change in changed}
    touched |= {(path.spor, path.answers) for path in added}
    cases = tuple(case.id for case in new.cases.values() if (case.spor, case.answers) in touched)
    return Comparison(changed, added, cases)


def _renamed(new: Guide, answers: Answers) -> Answers:
    return tuple((new.renamed.get(key, key), new.renamed.get(value, value)) for key, value in answers)


def _ends(guide: Guide, spor_id: str, answers: Mapping[str, str]) -> Outcome | None:
    """The outcome that the answers lead to in an edition, or None."""
    spor = guide.spor.get(spor_id)
    met = list(follow(guide, spor.first, answers)) if spor else []
    return guide.outcomes.get(met[-1]) if met else None


def _change(old: Guide, new: Guide, path: Path) -> Change | None:
    before = old.outcomes[path.outcome]
    after = _ends(new, new.renamed.get(path.spor, path.spor), dict(_renamed(new, path.answers)))
    same_id = after is not None and after.id == new.renamed.get(before.id, before.id)
    if after and same_id and (after.level, after.parents) == (before.level, before.parents):
        return None
    return Change(path, before, after)


def as_markdown(old: Guide, new: Guide) -> str:
    """The comparison as a Danish Markdown report. In: two guides without errors."""
    found = compare(old, new)
    if not (found.changed or found.added):
        return "# Ændringer i vejviseren\n\nIngen vej ender et andet sted end før.\n"
    parts = [
        "# Ændringer i vejviseren\n",
        (
            f"{len(found.changed)} veje ender et andet sted, {len(found.added)} veje er nye, "
            f"og {len(found.cases)} øvecases er berørt.\n"
        ),
        *_changed(old, found.changed),
        *_added(new, found.added),
        *_cases(new, found.cases),
    ]
    return "\n".join(parts)


def _changed(old: Guide, changes: Iterable[Change]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault(change.kind, []).append(change)
    for group in groups.values():
        first = group[0]
        yield f"## Før: {_told(first.before)}\n\nNu: {_told(first.after)}\n"
        yield "".join(f"- {_in_spor(old, change.path)}\n" for change in group)


def _told(outcome: Outcome | None) -> str:
    if outcome is None:
        return "svarene fører ikke længere til et udfald"
    return f"»{outcome.title}« (niveau {outcome.level.id}, forældre {outcome.parents.value})"


def _in_spor(guide: Guide, path: Path) -> str:
    return f"{guide.spor[path.spor].title}: {in_words(guide, path.answers)}"


def _added(new: Guide, added: tuple[Path, ...]) -> Iterator[str]:
    if added:
        yield "## Nye veje\n"
        rows = (f"- {_in_spor(new, path)} → {_told(new.outcomes[path.outcome])}\n" for path in added)
        yield "".join(rows)


def _cases(new: Guide, cases: tuple[str, ...]) -> Iterator[str]:
    if cases:
        yield "## Berørte øvecases\n"
        yield "".join(f"- {new.cases[name].title} (`{name}`)\n" for name in cases)
