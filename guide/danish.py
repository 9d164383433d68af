"""Danish words as everyday people type them: their spelling, endings, denials, parts, and words that lie near them.

It knows no sign and no search. The tables stand first: a word added there is found in every sign. A key is the stem
that all forms of a word share; it is made for comparing, not for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

# Words that say almost nothing here. Alone they find only a phrase that has nothing else.
_STOP: Final = """
ad af alle alt altid and andet at bare barn barnet barnets begynder begyndt blev blive bliver blevet bør da dag dage de
dem den denne der deres det dets dette dig din du efter eller en end er et for fordi fra før får fået ham han hans har
havde haft have helt hele hen hende hendes her hos hun hvad hver hvis hvor hvordan hvorfor hørt i igen ind jeg jo kan kun
kunne lagt lave laver lidt lige lægge lægger man med meget men mens imens mig min mit mod må nogen noget nogle nok nu når
ofte og også om os over på set sig sin sine sit skal skulle som synes så sådan tiden til ting tit tror under var ved vi
vil ville virkelig vores være været rigtig ret selv hinanden endnu stadig uge gang gange
"""
# Words that say a little: they help to choose, but never find a sign alone against a better word.
_LIGHT: Final = """
andre anden dreng elev få gå gerne give gøre kom komme lide mange ned ny op pige pludselig se sidde sige stor tage tid ud
ung virke vis voksen år
"""
# What denies the word beside it; the first line also the word before it.
_DENIES: Final = """
ikke ikk ik aldrig sjældent ej
ingen intet ingenting uden nægter nægte nægtede mangler mangle manglende mangel
"""

# Forms that no ending explains, a word's forms between two semicolons; the first stands for all.
_FORMS: Final = """
slå slår slog slået slås; gå går gik gået; se ser set; få får fik; sige siger sagde sagt; give giver gav; tage tager tog
komme kommer kom; gøre gør gjorde gjort; ligge lå; sove søvn; drikke drak drukket drukken druk; bide bed bidt; skrige skreg
skrive skrev; græde gråd grædt; hænge hang; finde fandt fundet; lyve løj løgn; stjæle stjal stjålet; skære skar skåret
trække trak trukket; fryse frøs frosset; tvinge tvang tvunget; springe sprang; kvæle kvalt; fortælle fortalt; spørge spurgt
vælge valgt; sætte sat; turde tør; dø død døden; stå står stod; bo bor boede; holde holdt; falde faldt; ryge røg røget
hive hev; rive rev; stinke stank; gribe greb; smide smed smidt; stikke stak stukket; sende sendt; bryde brudt; føle følt
mand mænd; barn børn; far fader fædre faren faderen; mor moder mødre moderen; bror broder brødre; søster søstre
datter døtre; hånd hænder; tand tænder; fod fødder; nat nætter; bog bøger; øje øjne; finger fingre; onkel onkler
himmel himlen; trussel trusler; stor større; lille små mindre; ung yngre; dårlig værre; god godt bedre; ond ondt
træt trætte trætheden; forælder forældre; sulten sultne sult; syg sygdom; mærkelig mærkeligt; angst ængstelig; nøgen nøgne
våd vådt våde; uartikuleret; sikker; mager magre; blød; hjem hjemme hjemmefra; bange; kedelig; skole; skade
"""

# Words that people use for the same thing, a group between two semicolons.
_SAME: Final = """
mor mama mamma; far papa farmand; ven kammerat veninde legekammerat; baby spæd spædbarn nyfødt; kommune forvaltning
slå tæske tæsk bank banke smække lussing øretæve klaske smæk endefuld; vold voldelig mishandle; kvæle hals kvælertag
fuld beruset drikke alkohol øl vin spiritus bajer sprut sprit snaps plakatfuld promille
stoffer hash narko narkotika kokain coke joint skæv euforiserende pot lattergas; vape puff snus nikotin cigaret damp
bange ræd angst frygt skræmt utryg nervøs; ked trist ulykkelig nedtrykt deprimeret bedrøvet
græde tude hulke tårer grådlabil; vred sur rasende gal hidsig raseri arrig tosset vredesudbrud raserianfald aggressiv
råbe skælde brøle skrige hyle; træt søvnig udmattet udkørt gabe; tynd mager undervægtig afmagret vægttab
snavset beskidt uvasket usoigneret ulækker nusset hygiejne; lugte stinke hørm dunst lugt
sår skramme rift hudafskrabning flænge; mærke plamage plet; bule hævelse hævet
brænde brandmærke brandsår skolde forbrænding; numse bagdel balle røv
tissemand tissekone kønsdele kønsorgan penis skede underliv intim diller; sex seksuel samleje kneppe
røre gramse beføle; alene ensom isoleret; drille mobbe chikanere mobning
telefon mobil smartphone iphone; billede foto selfie; dø selvmord dræbe livet leve; pjække skulke udeblive vægre fravær
hente afhente afhentning; aflevere aflevering; tale snakke ord sprog; ondt smerte pine øm
kvalme opkast brække; tisse tis urin; afføring lort bæ pølle; gift gifte bryllup forlovet ægteskab
true trussel presse tvinge pres tvang; skilsmisse skilt samvær; skændes skænderi konflikt strid uvenner
søskende bror søster lillebror lillesøster storebror storesøster; stjæle tyveri hugge nuppe
gravid ufødt foster vordende; klamre klæbe klynge klistre; stille tavs indesluttet indadvendt genert tilbagetrukket
koncentrere fokus opmærksom ukoncentreret; urolig uro rastløs hyperaktiv; handicap funktionsnedsættelse
leder chef; fryse kold kulde; selvskade cutte; psykisk sindslidelse depression psykose; overvåge kontrollere tjekke
forskrækket sammen dukke krympe; sulten spise mad måltid; bukser strømper; skuffe love
lege leg legetøj; rejse ferie udland; skamme skam flov; lyve gemme skjule; vaske bad; værelse seng
tilbage regression miste; penge fattig økonomi råd; grim tyk klam; dum dårlig hade; hemmelig hemmelighed hemmeligt
forsvinde stikke stukket; spil gaming; medicin pille; ryste spjætte; tandpine tand; porno pornografi
"""

# Words that lie near each other, without meaning the same.
_NEAR: Final = """
forælder mor far mama papa stedfar stedmor plejemor plejefar papfar papmor; familie mormor farmor morfar farfar bedste
slå vold sparke skubbe ruske nive rive hive mishandle knytnæve; slå bide nive sparke skubbe kradse spytte
drikke misbrug rus påvirket fest; stoffer misbrug rus påvirket ryge; bange urolig bekymret græde mareridt; ked græde
vred slå råbe eksplodere flippe skænde; træt sove mareridt; mad madpakke morgenmad frokost sulten
tøj jakke bukser bluse trøje sko strømper flyverdragt overtøj påklædning klædt støvler hue; mærke sår hævet blå brud bule
ansigt kind pande øje hage næse mund; arm håndled underarm overarm hånd ærme; ben lår skinneben fod knæ; tisse ble
sex porno nøgen onani kysse røre tissemand numse; alene udenfor ven lege; drille udenfor grine ond
telefon sms snap snapchat besked chat nettet internet online tiktok insta instagram computer skærm ipad spil
billede video film nøgen dele; selvskade skære snit ridse kradse sår; dø forsvinde himlen; fravær hjemme syg skole
syg læge tandlæge sygehus hospital medicin skadestue feber; gift kæreste tvinge; udland rejse hjemland
ære skam rygte tørklæde religion kultur; bestemme kontrollere forbyde lov overvåge; onkel tante moster faster fætter kusine
kollega pædagog lærer medhjælper vikar ansat personale voksen; bande kriminel politi kniv våben hærværk gade
lege tegne rolleleg dukke; læse skrive regne lektier bogstav; stille sige trække alene tale; flytte bolig hjemløs
underretning svar kommune; fremmed ukendt; kommune socialrådgiver sagsbehandler familieafdeling; røre kærtegne kilde
snavset vaske lugte; ondt hoved mave; psykisk syg; skilsmisse skændes; kvalme kaste syg; skære kniv; vold true
"""

# Beginnings and ends that make no compound of a word: "fuld" in "smertefuld" has nothing to do with drink.
_NO_PART: Final = """
for ude ind til mis gen mod sam fuld løs lig elig agtig skab dom bar som heds else ende inde ned hen ting ten under over
efter kom gør gå
"""
# Ordinary parts of compounds that the catalogue need not hold itself.
_PARTS: Final = """
pakke tid tøj seng pine smerte bog tanke adfærd problem dag kasse vægring miljø skema mærke time barn skole mor far mave
hoved mad fri hjem liv mord leg plads prøve stue besøg vane
"""

_ENDINGS: Final = """
elserne ernes endes elsen heden heder ation erne ende enes erer elser else elig ning hed ede ene ere ens ers ets eri ing est
lig ion iv en er et es e s t
"""

_WORD: Final = re.compile(r"[^\W\d_]+")
_TWICE: Final = re.compile(r"(.)\1+")
_LETTERS: Final = str.maketrans({"ä": "æ", "ö": "ø", "é": "e", "è": "e", "ü": "y", "´": "", "'": ""})
_BARE: Final = str.maketrans("åæø", "aao")
_VOWELS: Final = frozenset("aeiouyæøå")
_CUT: Final = tuple(_ENDINGS.split())


@dataclass(frozen=True)
class Term:
    """One word of a text: its stem, its spelling folded and as typed, and whether it is denied (`ikke`)."""

    key: str
    form: str
    typed: str
    denied: bool


def fold(text: str) -> str:
    """Lower case with one spelling of å, æ and ø, and no letter twice in a row."""
    folded = text.lower().translate(_LETTERS).replace("aa", "å").replace("ae", "æ").replace("oe", "ø")
    return _TWICE.sub(r"\1", folded)


def _strip(form: str) -> str:
    """A folded word without its endings: at least three letters with a vowel are left."""
    while True:
        for ending in _CUT:
            rest = form.removesuffix(ending)
            if len(rest) >= 3 and rest != form and _is_ending(ending, rest):
                form = rest
                break
        else:
            return form


def _is_ending(ending: str, rest: str) -> bool:
    """Whether the letters left can be a word: a lone t or s is an ending only after some letters."""
    if ending == "t":
        return rest[-1] not in "aeiouyæøt"
    if ending == "s":
        return rest[-1] not in "aeiouyæøås" and len(rest) > 3
    if ending in ("elig", "lig"):
        return len(rest) > 3
    return not _VOWELS.isdisjoint(rest)


def _groups(table: str) -> Iterator[list[str]]:
    """The groups of a table, each word folded. A group ends with a semicolon or a line."""
    return (fold(group).split() for line in table.strip().splitlines() for group in line.split(";"))


_IRREGULAR: Final = {
    name: _strip(group[0]) for group in _groups(_FORMS) for word in group for name in (word, _strip(word))
}
_STOPPED: Final = frozenset(word for group in _groups(_STOP) for word in group)
_DENYING_BEFORE, _DENYING_AFTER = (frozenset(group) for group in _groups(_DENIES))
_DENYING: Final = _DENYING_BEFORE | _DENYING_AFTER


def stem(form: str) -> str:
    """The key of a folded word."""
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    stripped = _strip(form)
    return _IRREGULAR.get(stripped, stripped)


FAINT: Final = frozenset(stem(form) for form in fold(_LIGHT).split())
_ENDS: Final = frozenset(fold(_NO_PART).split())


def terms(text: str) -> tuple[Term, ...]:
    """The words of a text that say something; where there are none, all of its words."""
    typed = _WORD.findall(text.lower())
    forms = [fold(word) for word in typed]
    denied = _denied(forms)
    pairs = enumerate(zip(forms, typed, strict=True))
    read = [Term(stem(form), form, word, at in denied) for at, (form, word) in pairs]
    telling = [term for term in read if term.form not in _STOPPED and term.form not in _DENYING]
    return tuple(telling or read)


def _denied(forms: list[str]) -> set[int]:
    """Which words `ikke` and its like deny: the next that says something, and the verb just before ("spiser ikke")."""
    denied: set[int] = set()
    for at in (at for at, form in enumerate(forms) if form in _DENYING):
        after = (i for i in range(at + 1, len(forms)) if forms[i] not in _STOPPED)
        denied.update(list(after)[: 1 + (at + 1 < len(forms) and stem(forms[at + 1]) in FAINT)])
        if forms[at] in _DENYING_BEFORE and at and forms[at - 1] not in _STOPPED:
            denied.add(at - 1)
    return denied


def split(form: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the two words that make a compound; one where the other is unknown; none for a simple word.

    `known` holds the key of every spelling. The best split leaves no short piece: `far` must not hide in "farvel".
    """
    best, pieces = 0, ("", "")
    key = stem(form)
    for at in range(3, len(form) - 2):
        head = _part(known, form[:at], form[: at - 1] if form[at - 1] in "se" else "")
        tail = _part(known, form[at:], key[at:]) or (head and _part(known, form[at - 1 :], key[at - 1 :]))
        size = min(at, len(form) - at) + (10 if head and tail else 0)
        if size > best and (size > 10 or len(head or tail) >= 4):
            best, pieces = size, (head, tail)
    return tuple(piece for piece in pieces if piece)


def _part(known: Mapping[str, str], *forms: str) -> str:
    """The key of the first known form that may be part of a compound."""
    keys = (known[form] for form in forms if len(form) >= 3 and form in known and form not in _ENDS)
    return next((key for key in keys if key not in FAINT), "")


def near_words(same_worth: float, near_worth: float) -> dict[str, dict[str, float]]:
    """Each word of the tables with its neighbours; the nearer meaning counts where a pair stands in both tables."""
    near: dict[str, dict[str, float]] = {}
    for table, worth in ((_NEAR, near_worth), (_SAME, same_worth)):
        for group in _groups(table):
            keys = [stem(word) for word in group]
            for key in keys:
                near.setdefault(key, {}).update((other, worth) for other in keys if other != key)
    return near


def bare(form: str) -> str:
    """A folded word without Danish letters, for keyboards and people that leave them out."""
    return form.translate(_BARE)


def table_words() -> Iterator[str]:
    """Every word of the tables, folded: words that are known although no sign holds them."""
    return (word for table in (_SAME, _NEAR, _FORMS, _PARTS) for group in _groups(table) for word in group)
