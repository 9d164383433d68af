"""The shapes of each kind of data file, key by key. To add a key: one line here, one in `values`, one in `model`."""

from typing import Final

from guide.model import Level, Parents, Suspicion
from guide.shape import Key

ROLES: Final = ("medhjaelper", "paedagog", "laerer", "dagplejer", "akt", "leder", "sundhedsplejerske")
SETTINGS: Final = ("vuggestue", "boernehave", "dagpleje", "skole", "sfo", "klub", "specialtilbud", "sundhedspleje")
AGES: Final = ("0-2", "3-5", "6-9", "10-14", "15-17")
JURISDICTIONS: Final = ("dk", "gl")

_ID: Final = Key("id")
_TEXT: Final = Key()
_MAYBE: Final = Key(required=False)
_TEXTS: Final = Key("texts")
_IDS: Final = Key("ids")
_MAYBE_TEXTS: Final = Key("texts", required=False)
_MAYBE_IDS: Final = Key("ids", required=False)
_DATE: Final = Key("date")
_CONFIDENCE: Final = Key(choices=("bekraeftet", "kontroller"))

OPTION: Final = {
    "id": _ID,
    "tekst": _TEXT,
    "til": _ID,
    "forklaring": _MAYBE,
    "find_ud_af": _MAYBE,
    "senest": _MAYBE,
    "mistanke_mod": Key(required=False, choices=tuple(s.value for s in Suspicion)),
}
QUESTION: Final = {
    "id": _ID,
    "tekst": _TEXT,
    "hjaelp": _TEXT,
    "mener_vi": _MAYBE_TEXTS,
    "eksempler": _MAYBE_TEXTS,
    "kilder": _MAYBE_IDS,
    "svar": Key("tables", shape=OPTION),
}
SPOR: Final = {
    "id": _ID,
    "titel": _TEXT,
    "passer_naar": _TEXT,
    "raekkefoelge": Key("number"),
    "gruppe": _ID,
    "overgreb": Key("flag", required=False),
    "foerste": _ID,
    "underret": _ID,
    "kilder": _IDS,
    "spoergsmaal": Key("tables", shape=QUESTION),
}
ACTION: Final = {"hvem": _ID, "hvad": _TEXT, "hvornaar": _TEXT, "hvordan": _MAYBE, "kontakt": Key("id", required=False)}
_MAYBE_NUMBER: Final = Key("number", required=False)
LATER: Final = {
    "hvornaar": _TEXT,
    "hvad": _TEXT,
    "timer": _MAYBE_NUMBER,
    "hverdage": _MAYBE_NUMBER,
    "dage": _MAYBE_NUMBER,
}
OUTCOME: Final = {
    "id": _ID,
    "niveau": Key(choices=tuple(level.id for level in Level)),
    "baand": _MAYBE,
    "titel": _TEXT,
    "hvorfor": _TEXT,
    "foraeldre": Key(choices=tuple(p.value for p in Parents)),
    "foraeldre_hvorfor": _TEXT,
    "skriv_ned": _TEXTS,
    "undgaa": _TEXTS,
    "love": _IDS,
    "kontakter": _IDS,
    "procedure": _TEXT,
    "uenig": _TEXT,
    "opad": Key("ids", required=False, empty=True),
    "kilder": _IDS,
    "trin": Key("tables", shape=ACTION),
    "bagefter": Key("tables", shape=LATER),
}
LAWS: Final = {
    "lov": Key(
        "tables",
        shape={
            "id": _ID,
            "lov": _TEXT,
            "paragraf": _TEXT,
            "stykker": _MAYBE_TEXTS,
            "overskrift": _TEXT,
            "siger": _TEXT,
            "kilder": _IDS,
            "version": _TEXT,
            "sikkerhed": _CONFIDENCE,
            "tidligere": _MAYBE,
            "laest": _DATE,
            "naeste_eftersyn": _DATE,
            "gaelder": Key(choices=("dk", "gl")),
        },
    )
}
CONTACTS: Final = {
    "kontakt": Key(
        "tables",
        shape={
            "id": _ID,
            "navn": _TEXT,
            "omraade": Key(choices=("national", "lokal")),
            "nummer": _MAYBE,
            "adresse": _MAYBE,
            "aabent": _MAYBE,
            "bruges_til": _TEXT,
            "hvis_mangler": _MAYBE,
            "sikkerhed": _CONFIDENCE,
            "paakraevet": Key("flag"),
            "tjekket": _DATE,
            "udloeber": _DATE,
            "kilder": _IDS,
        },
    )
}
SOURCES: Final = {
    "kilde": Key(
        "tables",
        shape={
            "id": _ID,
            "titel": _TEXT,
            "udgiver": _TEXT,
            "slags": Key(choices=("kildedokument", "lov", "vejledning", "fagside", "kommune", "praksis")),
            "dato": _MAYBE,
            "adresse": _MAYBE,
            "note": _TEXT,
        },
    )
}
TERMS: Final = {
    "ord": Key(
        "tables",
        shape={
            "id": _ID,
            "ord": _TEXT,
            "forkortelse": _MAYBE,
            "forklaring": _TEXT,
            "ogsaa": _MAYBE_TEXTS,
            "kilder": _MAYBE_IDS,
        },
    )
}
SIGN_GROUPS: Final = (
    "krop", "foelelser", "adfaerd", "relationer", "sprog-og-laering", "udsagn", "foraeldre-og-hjem"
)  # fmt: skip
SIGNS: Final = {
    "tegn": Key(
        "tables",
        shape={
            "id": _ID,
            "tekst": _TEXT,
            "gruppe": Key(choices=SIGN_GROUPS),
            "aldre": Key("texts", choices=AGES),
            "ord": _TEXTS,
            "spor": _IDS,
            "kilder": _IDS,
        },
    )
}
CASES: Final = {
    "case": Key(
        "tables",
        shape={
            "id": _ID,
            "titel": _TEXT,
            "historie": _TEXT,
            "rolle": Key(choices=ROLES),
            "sted": Key(choices=SETTINGS),
            "alder": Key(choices=AGES),
            "spor": _ID,
            "svar": Key("pairs"),
            "udfald": _ID,
            "hvorfor": _TEXT,
            "typisk_fejl": _TEXT,
            "maalgruppe": Key("texts", choices=ROLES),
            "ikke_fare_nu": _MAYBE,
            "par": Key("id", required=False),
        },
    )
}
VIGNETTES: Final = {
    "trin": Key("tables", shape={"id": _ID, "tekst": _TEXT, "betyder": _TEXT}),
    "vignet": Key(
        "tables",
        shape={
            "id": _ID,
            "titel": _TEXT,
            "historie": _TEXT,
            "rolle": Key(choices=ROLES),
            "sted": Key(choices=SETTINGS),
            "alder": Key(choices=AGES),
            "anbefalet": _IDS,
            "hvorfor": _TEXT,
            "lavere": _MAYBE,
            "hoejere": _MAYBE,
            "mange_tror": _TEXT,
            "lov": _IDS,
            "kilder": _IDS,
        },
    ),
}
_WRONG: Final = {"svar": _TEXT, "hvorfor": _TEXT}
QUIZ: Final = {
    "emne": Key("tables", shape={"id": _ID, "titel": _TEXT}),
    "spoergsmaal": Key(
        "tables",
        shape={
            "id": _ID,
            "emne": _ID,
            "tekst": _TEXT,
            "rigtigt": _TEXT,
            "hvorfor": _TEXT,
            "forkert": Key("tables", shape=_WRONG),
            "lov": _MAYBE_IDS,
            "kilder": _MAYBE_IDS,
            "side": _TEXT,
        },
    ),
    "fra_case": Key(
        "tables",
        required=False,
        shape={"case": _ID, "emne": _ID, "forkert": Key("tables", required=False, shape=_WRONG)},
    ),
}
_LOCAL_CONTACT: Final = {
    "nummer": Key(required=False, empty=True),
    "adresse": Key(required=False, empty=True),
    "aabent": Key(required=False, empty=True),
    "tjekket": Key("date", required=False, empty=True),
    "udloeber": Key("date", required=False, empty=True),
}
LOCAL: Final = {
    "kommune": Key(required=False, empty=True),
    "jurisdiktion": Key(required=False, choices=JURISDICTIONS),
    "topi_om_aaret": Key("number", required=False),
    "kontakter": Key("by_id", required=False, shape=_LOCAL_CONTACT),
    "navne": Key("words", required=False, empty=True),
    "links": Key("words", required=False, empty=True),
}
FRAME: Final = {
    "titel": _TEXT,
    "indledning": _TEXT,
    "noed_spoergsmaal": _TEXT,
    "noed_handling": _TEXT,
    "i_tvivl": _MAYBE,
    "lov_forbehold": _TEXT,
    "niveau": Key("tables", shape={"id": Key(choices=tuple(lv.id for lv in Level)), "ord": _TEXT, "betyder": _TEXT}),
    "gruppe": Key("tables", shape={"id": _ID, "titel": _TEXT}),
    "aktoer": Key("tables", shape={"id": _ID, "titel": _TEXT}),
    "rolle": Key("tables", shape={"id": _ID, "titel": _TEXT, "aktoerer": _IDS}),
}
RENAMED: Final = {"omdoebt": Key("words", required=False, empty=True)}
