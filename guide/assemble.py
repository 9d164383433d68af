"""Tables -> `Guide`: reads each file against its shape and gathers every problem, also ids that stand twice.

No file system and no TOML here. It runs when the site is built and checked; the browser gets the finished guide
(`shipped`), and this module with its checks stays at home.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from guide import shapes, values
from guide.errors import Place, Problem, by_place
from guide.model import Guide, Outcome, Question
from guide.registers import Contact, Training
from guide.shape import Key, Reader, Row
from guide.tables import Tables

LOCAL_FILE: Final = "lokal.toml"


@dataclass(frozen=True)
class Loaded:
    """The guide as far as the data allow, and every problem of reading and of shape."""

    guide: Guide
    problems: tuple[Problem, ...]


def from_tables(tables: Tables) -> Loaded:
    """The guide that the tables describe, with every problem of shape and every id that stands twice."""
    return _Builder(tables).build()


class _HasId(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


_T = TypeVar("_T", bound=_HasId)


class _Builder:
    """Turns tables into the model, gathering problems on the way."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.problems = list(tables.problems)

    def build(self) -> Loaded:
        spor_rows = self._folder("spor", shapes.SPOR)
        questions = [values.question(row, spor.text("id")) for spor in spor_rows for row in spor.rows("spoergsmaal")]
        outcomes = [values.outcome(row) for row in self._folder("udfald", shapes.OUTCOME)]
        self._one_namespace(questions, outcomes)
        local_row = self._file(LOCAL_FILE, shapes.LOCAL)
        renamed_row = self._file("omdoebt.toml", shapes.RENAMED)
        frame_row = self._file("guide.toml", shapes.FRAME)
        self._once(frame_row.rows("niveau"))
        self._once(frame_row.rows("aktoer"))
        cases = [values.case(row) for file in self._folder("cases", shapes.CASES) for row in file.rows("case")]
        contacts = [values.contact(row) for row in self._file("kontakter.toml", shapes.CONTACTS).rows("kontakt")]
        spor = sorted((values.spor(row) for row in spor_rows), key=lambda s: (s.order, s.id))
        guide = Guide(
            frame=values.frame(frame_row),
            spor=self._by_id(spor),
            questions=self._by_id(questions),
            outcomes=self._by_id(outcomes),
            laws=self._by_id(values.law(row) for row in self._file("love.toml", shapes.LAWS).rows("lov")),
            contacts=self._local_contacts(self._by_id(contacts), local_row),
            sources=self._by_id(values.source(row) for row in self._file("kilder.toml", shapes.SOURCES).rows("kilde")),
            terms=self._by_id(values.term(row) for row in self._file("ordliste.toml", shapes.TERMS).rows("ord")),
            cases=self._by_id(cases),
            renamed=renamed_row.words("omdoebt"),
            local=values.local(local_row),
            fingerprint=self.tables.fingerprint,
            signs=self._by_id(values.sign(row) for row in self._file("tegn.toml", shapes.SIGNS).rows("tegn")),
            training=self._training(),
            renamed_at=renamed_row.place.of("omdoebt"),
        )
        return Loaded(guide, by_place(self.problems))

    def _training(self) -> Training:
        vignettes = self._file("vignetter.toml", shapes.VIGNETTES)
        quiz = self._file("quiz.toml", shapes.QUIZ)
        self._once(quiz.rows("emne"))
        return Training(
            steps=self._by_id(values.step(row) for row in vignettes.rows("trin")),
            vignettes=self._by_id(values.vignette(row) for row in vignettes.rows("vignet")),
            subjects={row.text("id"): row.text("titel") for row in quiz.rows("emne")},
            asked=self._by_id(values.asked(row) for row in quiz.rows("spoergsmaal")),
            from_cases=self._by_id(values.from_case(row) for row in quiz.rows("fra_case")),
        )

    def _file(self, name: str, shape: Mapping[str, Key]) -> Row:
        file = self.tables.files.get(name)
        if file is None:
            return Row({}, Place(name))
        reader = Reader(name, file.lines)
        row = reader.read(file.tables, shape)
        self.problems += reader.problems
        return row

    def _folder(self, folder: str, shape: Mapping[str, Key]) -> list[Row]:
        names = [name for name in self.tables.files if name.startswith(f"{folder}/")]
        rows = [self._file(name, shape) for name in names]
        if folder != "cases":
            for name, row in zip(names, rows, strict=True):
                self._file_named_after_id(name, row)
        return rows

    def _file_named_after_id(self, name: str, row: Row) -> None:
        expected = f"{name.split('/', maxsplit=1)[0]}/{row.text('id')}.toml"
        if row.text("id") and name != expected:
            self.problems.append(
                Problem(
                    row.place.of("id"),
                    "filnavn",
                    f"Filen hedder ikke det samme som sit id »{row.text('id')}«.",
                    f"Omdøb den til {expected}.",
                )
            )

    def _by_id(self, items: Iterable[_T]) -> dict[str, _T]:
        """The items by id; of two with the same id the first counts and the second is reported."""
        found: dict[str, _T] = {}
        for item in items:
            if item.id in found:
                self._twice(item.id, item.place, found[item.id].place)
            elif item.id:
                found[item.id] = item
        return found

    def _one_namespace(self, questions: Iterable[Question], outcomes: Iterable[Outcome]) -> None:
        """A target is only an id, so a question and an outcome may not share one."""
        asked = {question.id: question for question in questions}
        for outcome in outcomes:
            if outcome.id and outcome.id in asked:
                self._twice(outcome.id, outcome.place, asked[outcome.id].place)

    def _once(self, rows: Iterable[Row]) -> None:
        """Reports each row whose id an earlier row has."""
        found: dict[str, Place] = {}
        for row in rows:
            if row.text("id") in found:
                self._twice(row.text("id"), row.place, found[row.text("id")])
            else:
                found[row.text("id")] = row.place

    def _twice(self, item_id: str, place: Place, first: Place) -> None:
        self.problems.append(
            Problem(
                place.of("id"),
                "dobbelt-id",
                f"Id'et »{item_id}« er allerede brugt i {first.of('id')}.",
                "Giv den ene et andet id.",
            )
        )

    def _local_contacts(self, contacts: dict[str, Contact], row: Row) -> dict[str, Contact]:
        """The contacts with the municipality's own numbers put in; a local entry for an unknown id is reported."""
        filled = dict(contacts)
        for contact_id, entry in row.by_id("kontakter").items():
            known = contacts.get(contact_id)
            if known is None or not known.local:
                known_ids = ", ".join(c.id for c in contacts.values() if c.local)
                self.problems.append(
                    Problem(
                        entry.place,
                        "ukendt-kontakt",
                        f"»{contact_id}« er ikke en lokal kontakt.",
                        f"Brug et af disse id'er: {known_ids}.",
                    )
                )
            else:
                filled[contact_id] = values.filled(known, entry)
        return filled
