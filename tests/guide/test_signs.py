from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from timeit import repeat
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.danish import fold, near_words, split, stem, terms
from guide.signs import Found, Sign, by_group, find, index

# id | group | text | words
_CATALOGUE: Final = """
maerker | krop | Barnet har blå mærker steder, hvor man ikke slår sig i leg | blåt mærke, mærker på kroppen, blodudtrækning
braendemaerker | krop | Barnet har brandmærker eller brandsår | brandsår, cigaretmærke, forbrændt
soevn | krop | Barnet er træt og falder i søvn i løbet af dagen | træt, søvnig, gaber
ondt-i-maven | krop | Barnet har ofte ondt i maven eller hovedet uden en forklaring | mavepine, hovedpine, smerter
usoigneret | krop | Barnet er snavset eller lugter | usoigneret, beskidt, lugter, samme tøj
forkert-toej | krop | Barnets tøj passer ikke til vejret | tyndt tøj, mangler jakke, fryser
sulten | krop | Barnet er meget sultent eller hamstrer mad | sulten, tom madpakke, stjæler mad
taber-sig | krop | Barnet taber sig eller vil ikke spise | spiser ikke, tynd, vægttab
tisser | krop | Barnet tisser i bukserne, selv om det har været renligt | tisser i sengen, afføring i bukserne
selvskade | krop | Barnet skærer i sig selv eller skjuler sine arme | cutter, snitsår, lange ærmer, selvskade
klynger | følelser | Barnet klynger sig til voksne | klamrer, vil ikke slippe, klæber
bange | følelser | Barnet er bange for bestemte personer eller steder | angst, ræd, utryg
farer-sammen | følelser | Barnet farer sammen eller dukker sig, når en voksen løfter hånden | forskrækket, dukker sig, krymper sig
ked | følelser | Barnet er ked af det eller græder uden tydelig grund | trist, græder, tuder
vrede | adfærd | Barnet får voldsomme vredesudbrud | raserianfald, vred, hidsig
slaar-andre | adfærd | Barnet slår, bider eller sparker andre børn | slår de andre, bider, sparker
stille | adfærd | Barnet er blevet stille og trækker sig | indadvendt, tavs, siger ikke noget
hemmeligheder | adfærd | Barnet taler om hemmeligheder, som det ikke må fortælle | hemmelighed, må ikke sige det
seksuel-leg | adfærd | Barnet leger seksuelle lege, der ikke passer til alderen | seksuel leg, rører kønsdele
vil-ikke-hjem | adfærd | Barnet vil ikke hjem, når det bliver hentet | vil ikke hjem, græder ved afhentning
alene | relationer | Barnet har ingen venner eller leger altid alene | ensom, ingen venner, udenfor
mobning | relationer | Barnet bliver mobbet eller holdt udenfor | mobning, drilleri, bliver drillet
deling | relationer | Barnets billeder bliver delt på nettet uden lov | nøgenbilleder, billeddeling, snapchat
faa-ord | sprog og læring | Barnet har få ord for sin alder | taler ikke, siger få ord, sprog
koncentration | sprog og læring | Barnet kan ikke koncentrere sig | ukoncentreret, urolig, kan ikke sidde stille
fravaer | sprog og læring | Barnet kommer ikke i skole | skolefravær, pjækker, fravær
vil-doe | udsagn | Barnet siger, at det ikke vil leve | vil dø, selvmord, ikke være her mere
bliver-slaaet | udsagn | Barnet fortæller, at det bliver slået hjemme | mor slår, får tæsk, far slår mig
paavirket | forældre og hjem | En forælder lugter af alkohol eller er påvirket | fuld, beruset, spiritus, stoffer
ny-kaereste | forældre og hjem | Forældrene skændes eller råber ad barnet | skældud, råber, skænderier
"""


def _signs() -> tuple[Sign, ...]:
    rows = [[cell.strip() for cell in line.split("|")] for line in _CATALOGUE.strip().splitlines()]
    return tuple(Sign(id_, text, group, (), tuple(words.split(", ")), (), ()) for id_, group, text, words in rows)


SIGNS: Final = _signs()
INDEX: Final = index(SIGNS)


def first(text: str, number: int = 3) -> list[str]:
    return [found.sign.id for found in find(INDEX, text)[:number]]


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        ("blå mærker", "maerker"),
        ("blåt mærke kinden", "maerker"),
        ("blaa maerker", "maerker"),
        ("bla marker", "maerker"),
        ("vil ikke hjem", "vil-ikke-hjem"),
        ("meget træt", "soevn"),
        ("trætte børn", "soevn"),
        ("har mange hemmeligheder", "hemmeligheder"),
        ("hemlighed", "hemmeligheder"),
        ("lugter af øl mor", "paavirket"),
        ("faren var fuld da han hentede", "paavirket"),
        ("siger ikke noget", "stille"),
        ("vil ikke spise noget", "taber-sig"),
        ("spiser aldrig sin mad", "taber-sig"),
        ("har ikke nogen venner", "alene"),
        ("leger ikke med nogen", "alene"),
        ("blev slået af sin far", "bliver-slaaet"),
        ("får lussinger", "bliver-slaaet"),
        ("moren tæsker ham", "bliver-slaaet"),
        ("tudede hele dagen", "ked"),
        ("græd", "ked"),
        ("er ræd for sin onkel", "bange"),
        ("selvmordstanker", "vil-doe"),
        ("skolevægring", "fravaer"),
        ("ondt i mave", "ondt-i-maven"),
        ("mavesmerter", "ondt-i-maven"),
        ("madpakken er tom", "sulten"),
        ("skar sig i armen", "selvskade"),
        ("stinker og har beskidte klæder", "usoigneret"),
        ("ingen jakke på om vinteren", "forkert-toej"),
        ("skælder ud", "ny-kaereste"),
        ("nøgenfoto", "deling"),
        ("tisede i bukserne", "tisser"),
        ("rasserianfald", "vrede"),
        ("mobet", "mobning"),
    ],
)
def test_everyday_words_find_their_sign(typed: str, sign: str) -> None:
    assert sign in first(typed)
