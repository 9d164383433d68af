"""Adds to the search index the words that people type and a page does not use, and weighs pages against each other.

The search finds a word by its beginning and bends nothing. So each page gets, in fields that are searched and never
shown: its editor's own search words (`soegeord` in the front matter), each of several words also as a whole, other
forms of its words, the ends of its compounds, and what the guide's signs call the same thing. What no index can hold,
such as a compound that nobody has written before, the theme's engine learns in
overrides/assets/javascripts/lunr/min/lunr.da.min.js.
"""

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import dictionary
import environment
import hunspell
import prerender
import search_index
from danish_words import Danish, longest
from guide.model import Guide, Outcome
from hunspell import Dictionary
from search_index import Entry, Index

# What a find in each field is worth. A word of the title or of the editor's list says what the page is about; another
# form of one word in a long text says little. Tried on the queries in tests/data/soegninger.toml, where half or double
# of a number changes next to nothing.
WORTH: Final = {
    "title": 20,
    "soegeord": 15,
    "hele": 60,
    "boejet": 6,
    "emne": 2.5,
    "text": 1,
    "ord": 0.3,
    "tags": 15,
}
# Pages about the handbook rather than of it, and the longest lists, come after the page on the subject itself.
_WEIGHTS: Final = {  # the first that fits counts
    "om/beslutninger/": 0.2,
    "om/": 0.5,
    "kilder/": 0.25,
    "opslag/kilder/": 0.25,
    "opslag/emner/": 0.4,
    "opslag/kontakter/": 1.5,
    "opslag/tegn/": 0.8,
    "traening/oevecases/": 0.6,
    "traening/": 0.8,
}
_SECTION: Final = 0.5  # the weight of a section against that of its page
_COMMON: Final = 12  # a word on more pages than this tells none of them from the others: its other forms are left out
_SKELETON: Final = 2  # a heading that stands more often than this is part of the skeleton, such as "Kort fortalt"
_SHORTEST: Final = 3
_SIGNS_PAGE: Final = "opslag/tegn.md"

# Words that say nothing of the subject. They are made separators, so that they vanish from what a person types; else the
# engine would look for every word that begins with "om" or "i" (its own list of such words counts for texts alone).
_SILENT: Final = """
ad af alle alt altså anden at blev blevet blive bliver bør da de dem den denne der deres det dette dig din dine
disse dog du efter eller en end endnu er et for fra få får fået gå gør gøre går ham han hans har havde have
hende hendes her hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor i ikke ind jeg jer
jeres jo kan kunne man mange med meget men mig min mine mit mod ned nogen noget nogle nu når og også om op os
over på selv sig sin sine sit skal skulle som sådan thi til ud under var vi vil ville vor vores være været
"""
_TAG: Final = re.compile(r"<[^>]*>")


def write(site: Path, docs: Path, guide: Guide, root: Path = environment.ROOT) -> None:
    """Rewrites the search index of a built site. In: the site, the sources of its pages, and the guide that it shows."""
    index = search_index.read(site)
    index.separator = without_silent(index.separator)
    pages = index.pages()
    words = Words(index, hunspell.read_once(dictionary.files(root), root / ".build"))
    signs = sign_words(guide)
    for address, entries in pages.items():
        outcome = guide.outcomes.get(_last(address)) if address.startswith(f"{prerender.FOLDER}/") else None
        if outcome:
            entries[0].text = _in_short(outcome)
        else:
            source = _source(docs, address)
            name = source.relative_to(docs).as_posix() if source else ""
            _add(entries, words, _front(source), signs.get(name, ()))
        _weigh(entries)
    search_index.write(index, WORTH)


def without_silent(separator: str) -> str:
    """The pattern for what lies between words, with the silent words as part of it."""
    silent = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in _SILENT.split())
    return f"(?:{separator}|^)(?:{silent})(?={separator}|$)|{separator}"


# ── What is known of the whole site ───────────────────────────────────────────────────────────────────────────────────


class Words:
    """The words of all pages, and the Danish that they are bent by."""

    def __init__(self, index: Index, dictionary: Dictionary) -> None:
        self._between = re.compile(index.separator)
        self.held = {page: set(self._split_all(entries)) for page, entries in index.pages().items()}
        self.danish = Danish(dictionary, frozenset[str]().union(*self.held.values()))
        self._pages = Counter(key for held in self.held.values() for key in {self._key(word) for word in held})
        self._headings = Counter(entry.title for entry in index.entries)

    def split(self, *texts: str) -> list[str]:
        """The words of texts as the engine reads them, without tags."""
        plain = (html.unescape(_TAG.sub(" ", text)).lower() for text in texts)
        return [word for text in plain for word in self._between.split(text) if word]

    def _split_all(self, entries: list[Entry]) -> list[str]:
        return self.split(*(text for entry in entries for text in (entry.title, entry.text)))

    def is_telling(self, word: str) -> bool:
        """Whether a word stands on few pages, in whatever form."""
        return self._pages[self._key(word)] <= _COMMON

    def is_own_heading(self, heading: str) -> bool:
        """Whether a heading is the page's own and not the skeleton's."""
        return self._headings[heading] <= _SKELETON

    def _key(self, word: str) -> str:
        return min(self.danish.forms(word)) if _bends(word) else word

    def forms(self, words: Iterable[str]) -> set[str]:
        """All forms of words."""
        return {form for word in words if _bends(word) for form in self.danish.forms(word)}

    def kin(self, words: Iterable[str]) -> set[str]:
        """All forms of words and of the verbs and nouns of the same acts."""
        return self.forms(words).union(*(self.danish.kin(word) for word in words if _bends(word)))

    def tails(self, words: Iterable[str]) -> set[str]:
        """All forms of the ends of compounds."""
        return self.forms(self.danish.tail(word) for word in words if _bends(word))

    def near(self, words: Collection[str]) -> set[str]:
        """All forms of words, of the verbs and nouns of the same acts, and of the ends of compounds."""
        return self.kin(words) | self.tails(words)


def _bends(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def sign_words(guide: Guide) -> dict[str, tuple[str, ...]]:
    """What a person may call the signs of a concern, by the page on it; and all of them for the page of signs."""
    page_of = _page_of_concern(guide)
    found: dict[str, list[str]] = {}
    for sign in guide.signs.values():
        for page in dict.fromkeys((_SIGNS_PAGE, page_of.get(sign.spor[0], _SIGNS_PAGE))):
            found.setdefault(page, []).extend((sign.text, *sign.words))
    return {page: tuple(texts) for page, texts in found.items()}


def _page_of_concern(guide: Guide) -> dict[str, str]:
    """The procedure that a concern's answers lead to most often, before one that all concerns lead to."""
    ways = Counter(
        (question.spor, guide.outcomes[option.target].procedure)
        for question in guide.questions.values()
        for option in question.options
        if option.target in guide.outcomes
    )
    all_ways = Counter[str]()
    for (_, page), count in ways.items():
        all_ways[page] += count
    best: dict[str, tuple[float, str]] = {}
    for (spor, page), count in ways.items():
        best[spor] = max(best.get(spor, (0, "")), (count * count / all_ways[page], page))
    return {spor: page for spor, (_, page) in best.items()}


# ── One page ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _add(entries: list[Entry], words: Words, front: Mapping[str, Any], signs: Iterable[str]) -> None:
    """Gives a page and its sections their words. Each field leaves out what the fields before it find.

    In: the page's entries, what is known of the site, the page's front matter, and the signs that belong to the page.
    """
    page, *sections = entries
    title, phrases = words.split(page.title), [words.split(str(phrase)) for phrase in front.get("soegeord") or ()]
    own = [word for phrase in phrases for word in phrase]
    topic = words.split(str(front.get("description", "")), *signs)
    held = set(title)
    for name, more in (
        ("soegeord", own),
        ("boejet", _possessive(words.near(title) | words.forms(own))),
        ("emne", words.near(own) | words.forms(topic).union(topic)),
    ):
        _put(page, name, longest(more, held))
        held.update(more)
    for section in sections:
        if words.is_own_heading(section.title):
            heading = words.split(section.title)
            _put(section, "boejet", longest(words.near(heading), heading))
    _put(page, "hele", sorted({"_".join(("", *phrase)) for phrase in phrases if len(phrase) > 1}))
    text = words.held[page.page]
    more = words.near([word for word in text if words.is_telling(word)])
    _put(page, "ord", longest(more, held | text))


def _put(entry: Entry, name: str, words: list[str]) -> None:
    if words:
        entry.words[name] = words


def _possessive(words: Iterable[str]) -> set[str]:
    """Definite forms with an s, which finds them with and without: "lederens"."""
    return {f"{word}s" if word.endswith(("en", "et", "ne")) else word for word in words}


def _weigh(entries: list[Entry]) -> None:
    weight = next((weight for start, weight in _WEIGHTS.items() if entries[0].address.startswith(start)), 1.0)
    for entry in entries:
        entry.weight *= weight * (1 if entry is entries[0] else _SECTION)


def _in_short(outcome: Outcome) -> str:
    """An outcome as the page of results shows it. The whole page says again what the handbook says."""
    actions = "".join(f"<li>{html.escape(action.what)}</li>" for action in outcome.actions)
    return f"<p>{html.escape(outcome.why)}</p> <ul>{actions}</ul>"


def _last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _source(docs: Path, address: str) -> Path | None:
    """The Markdown file of a page's address; None for a page that has none."""
    places = (docs / f"{address.rstrip('/')}.md", docs / address / "index.md")
    return next((place for place in places if place.is_file()), None)


def _front(source: Path | None) -> Mapping[str, Any]:
    """What stands between the dashes at the top of a page."""
    from mkdocs.utils import meta  # noqa: PLC0415 - scripts are imported before the environment with its packages is there

    found: Mapping[str, Any] = meta.get_data(source.read_text("utf-8"))[1] if source else {}
    return found
