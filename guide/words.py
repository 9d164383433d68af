"""Words that stand in more than one place of what the guide says, so that they are always the same."""

from collections.abc import Mapping
from typing import Final

from guide.model import Parents

PARENTS: Final[Mapping[Parents, str]] = {
    Parents.YES: "Tal med dem.",
    Parents.NO: "Tal ikke med dem endnu.",
    Parents.AUTHORITY_DECIDES: "Aftal med kommunen, hvem der siger hvad.",
}
CHECK_LAW: Final = "kontrollér mod gældende lov"
FILLED_LOCALLY: Final = "Udfyldes lokalt"
HERE: Final = "Du er her"
ROLES: Final[Mapping[str, str]] = {
    "medhjaelper": "pædagogmedhjælper",
    "paedagog": "pædagog",
    "laerer": "lærer",
    "dagplejer": "dagplejer",
    "akt": "AKT-medarbejder",
    "leder": "leder",
    "sundhedsplejerske": "sundhedsplejerske",
}
SETTINGS: Final[Mapping[str, str]] = {
    "vuggestue": "vuggestue",
    "boernehave": "børnehave",
    "dagpleje": "dagpleje",
    "skole": "skole",
    "sfo": "SFO",
    "klub": "klub",
    "specialtilbud": "specialtilbud",
    "sundhedspleje": "sundhedspleje",
}
