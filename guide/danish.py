"""Danish words as everyday people type them: their spelling, endings, denials, parts, and words that lie near them.

It knows no sign and no search. The tables stand first: a word added there is found in every sign. A key is the stem
that all forms of a word share; it is made for comparing, not for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Words that say nothing here.
_STOP: Final = """
ad af alle alt altid and andet at bare barnet barnets begynder begyndt blev blevet blive bliver bør da dag dage dagen
dagene de dem den denne der deres det dets dette dig din du efter eller en end endnu er et flere for fordi fra fået
får før gang gange haft ham han hans har havde have hele helt hen hende hendes her hinanden hos hun hvad hver hvis
hvor hvordan hvorfor i igen imens ind jeg jo lagt lave laver lidt lige lægger man masse med meget men mens mig min mit
mod måned måneder nogen noget nogle nok nu når næsten ofte og også om os over på ret rigtig set siden sig sin sine sit
skal skulle slet som stadig synes så sådan tiden til ting tit to tre tror uge uger under var ved vi virkelig vores
være været
"""
# Words that say a little: they help to choose between signs.
_LIGHT: Final = """
anden andre barn dreng elev få gerne give gå gøre kende kom komme lide ligge mange mere mest ned ny op pige pludselig
se selv sidde sige stor stå tage tid ud ung virke vis år
"""
# Words that tell something only when they are denied: "må ikke" is not "vil ikke".
_MODAL: Final = "kan kunne må måtte tør turde vil ville"
# What denies the word beside it; the first line also the word before it.
_DENIES: Final = """
ikke ikk ik aldrig sjældent ej
ingen intet ingenting uden nægter nægte nægtede mangler mangle manglende mangel
"""

# Forms that no ending explains, a word's forms between two semicolons; the first stands for all.
_FORMS: Final = """
slå slår slog slået slås; gå går gik gået; se ser set; få får fik; sige siger sagde sagt; give giver gav
tage tager tog; komme kommer kom; gøre gør gjorde gjort; ligge lå; sove søvn; drikke drak drukket drukken druk
bide bed bidt; skrige skreg; skrive skrev; græde gråd grædt; hænge hang; finde fandt fundet; lyve løj løgn
stjæle stjal stjålet; skære skar skåret; trække trak trukket; fryse frøs frosset; tvinge tvang tvunget; springe sprang
kvæle kvalt; fortælle fortalt; spørge spurgt; vælge valgt; sætte sat; dø død døden; stå står stod; bo bor boede
holde holdt; falde faldt; ryge ryger røg røget; hive hev; rive rev; gribe greb; smide smed smidt; stikke stak stukket
sende sendt; føle følt; mand mænd; barn børn; far fader fædre faren faderen; mor moder mødre moderen
bror broder brødre; søster søstre; datter døtre; hånd hænder; tand tænder; fod fødder; nat nætter; bog bøger; øje øjne
finger fingre; onkel onkler; himmel himlen; trussel trusler; stor større; lille små mindre; ung yngre; god godt bedre
sen sent; kollega kolleger; træt trætte; forælder forældre; sulten sultne sult; syg sygdom; angst ængstelig
nøgen nøgne; mager magre; tør turde; våd vådt våde; hjem hjemme hjemmefra; voksen voksne
"""

# Words that look like a form of another word.
_KEPT: Final = """
billede billeder billedet billederne; fremmed fremmede; ryg ryggen; vægt vægten; kaste kaster kastet kastede
sætning sætninger; underlig underligt underlige; sigtet; faster; født; videre; stemning stemningen; magte; skidt
mærkelig mærkeligt mærkelige; kedelig kedeligt kedelige; fare farer; rygte rygter; ondt; sammen; lussing lussinger
voldsom voldsomt voldsomme
"""

# Words that people use for the same thing, a group between two semicolons.
_SAME: Final = """
mor mama mamma; far papa farmand; ven kammerat veninde legekammerat; baby spæd spædbarn nyfødt; kommune forvaltning
slå tæske tæsk bank banke smække lussing øretæve klaske smæk endefuld tæv; vold voldelig mishandle
kvæle hals kvælertag; fuld beruset drikke alkohol øl vin spiritus bajer sprut sprit snaps plakatfuld promille
stoffer hash narko narkotika kokain coke joint skæv euforiserende pot lattergas; vape puff snus nikotin cigaret damp
bange ræd angst frygt skræmt utryg nervøs; ked trist ulykkelig nedtrykt deprimeret bedrøvet nede
græde tude hulke tårer grådlabil vræle
vred sur rasende gal hidsig raseri arrig tosset vredesudbrud raserianfald aggressiv; råbe skælde brøle skrige hyle
træt søvnig udmattet udkørt gabe; tynd mager undervægtig afmagret vægttab; vågen vågne
snavset beskidt uvasket usoigneret ulækker nusset hygiejne; lugte stinke hørm dunst lugt; rod rodet skrald affald
sår skramme rift hudafskrabning flænge; mærke plamage plet; bule hævelse hævet
brænde brandmærke brandsår skolde forbrænding; numse bagdel balle røv skridt
tissemand tissekone kønsdele kønsorgan penis skede underliv intim diller pik fisse; sex seksuel samleje kneppe
røre gramse beføle; alene ensom isoleret; drille mobbe chikanere mobning; kaste smide; ødelægge smadre
telefon mobil smartphone iphone; billede foto selfie; nude nøgenbillede nudes dickpic; selvmord dræbe livet leve
dele sprede lække videresende; pjække skulke udeblive vægre fravær; løbe rømme flygte stikke stukket forsvinde
hente afhente afhentning; aflevere aflevering; tale snakke ord sprog; ondt smerte pine øm; låse spærre lukke
kvalme opkast; tisse tis urin; afføring lort bæ pølle; gift gifte bryllup forlovet ægteskab; følge spore
true trussel presse tvinge pres tvang afpresse; skilsmisse skilt samvær skilles
skændes skænderi konflikt strid uvenner; søskende bror søster lillebror lillesøster storebror storesøster
stjæle tyveri hugge nuppe; læge doktor; gravid ufødt foster vordende højgravid graviditet føde fødsel
klamre klæbe klynge klistre; ruske ryste; stille tavs indesluttet indadvendt genert tilbagetrukket indelukket
time lektion undervisning; gymnastik idræt; koncentrere fokus opmærksom ukoncentreret; urolig uro rastløs hyperaktiv
handicap funktionsnedsættelse; autist autisme autistisk; kollega pædagog lærer medhjælper vikar ansat personale
leder chef; fryse kold kulde; selvskade cutte; overvåge kontrollere tjekke; håbløs opgive
psykisk sindslidelse depression psykose; forskrækket dukke krympe fare; spise mad måltid; bukser strømper
lege leg legetøj; rejse ferie udland; skamme skam flov; lyve gemme skjule; vaske bad; værelse seng
tilbage regression miste; penge fattig økonomi råd; grim tyk klam; hemmelig hemmelighed hemmeligt; spil gaming
medicin pille panodil tablet overdosis; spjætte ryk; tandpine tand; porno pornografi
fængsel arrest anholdt sigtet dømt; spiseforstyrrelse anoreksi bulimi; underrette underretning indberette
"""

# Words that lie near each other, without meaning the same.
_NEAR: Final = """
forælder mor far mama papa stedfar stedmor plejemor plejefar papfar papmor; familie mormor farmor morfar farfar bedste
slå vold sparke skubbe ruske nive rive hive mishandle knytnæve; slå bide nive sparke skubbe kradse spytte
drikke misbrug rus påvirket fest; stoffer misbrug rus påvirket ryge; bange urolig bekymret græde mareridt; ked græde
vred slå råbe eksplodere flippe skænde amok nedsmeltning; træt sove mareridt; mad madpakke morgenmad frokost sulten
tøj jakke bukser bluse trøje sko strømper flyverdragt overtøj påklædning klædt støvler hue
mærke sår hævet blå brud bule; ansigt kind pande øje hage næse mund; arm håndled underarm overarm hånd ærme
ben lår skinneben fod knæ; tisse ble; sex porno nøgen onani kysse røre tissemand numse bryst; alene udenfor ven lege
drille udenfor grine ond
telefon sms snap snapchat besked chat nettet internet online tiktok insta instagram computer skærm ipad spil
billede video film nøgen dele; selvskade skære snit ridse kradse sår; dø forsvinde himlen; selvmord dø
syg læge tandlæge sygehus hospital medicin skadestue feber; gift kæreste tvinge; udland rejse hjemland
ære skam rygte tørklæde religion kultur; bestemme kontrollere forbyde lov overvåge
onkel tante moster faster fætter kusine; kollega voksen; bande kriminel politi kniv våben hærværk gade
lege tegne rolleleg dukke; læse skrive regne lektier bogstav; stille sige trække alene tale; flytte bolig hjemløs
underrette svar kommune kvittering; fremmed ukendt; kommune socialrådgiver sagsbehandler familieafdeling
røre kærtegne kilde; snavset vaske lugte; ondt hoved mave; psykisk syg stemmer mani; skilsmisse skændes; vold true
kvalme brække kaste syg; skære kniv; fravær væk; ekstrem had vantro terror nazist krig
sorg død savne begravelse dødsfald miste; fritid klub lejr fødselsdag fest
spiseforstyrrelse kalorier slankekur mad vægt; klodset snuble falde motorik hoppe cykle; stress karakterer presse
banke dunke hamre; svømme bade omklædning klæde; udenfor udelukke inviteret; uro larm støj ballade
tale udtale mumle utydelig sætning; vuggestue børnehave dagpleje sfo
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
ningerne elserne ingerne ningen ninger erens ernes endes elsen heden heder ation ingen inger eren erne ende enes erer elser
else ning hed ede ene ere ens ers ets eri ing est ion iv en er et es e
"""

_WORD: Final = re.compile(r"[^\W\d_]+")
_TWICE: Final = re.compile(r"([^e])\1+")  # "bleen" is two syllables
_LETTERS: Final = str.maketrans({"ä": "æ", "ö": "ø", "é": "e", "è": "e", "ü": "y"})
_BARE: Final = str.maketrans("åæø", "aao")
_VOWELS: Final = "aeiouyæøå"
_START: Final = rf"([^{_VOWELS}]*[{_VOWELS}].*?)"
_ANY: Final = "|".join(_ENDINGS.split())
_NO_VOWEL: Final = _VOWELS.replace("å", "")
_LONE: Final = rf"(?<=[^{_NO_VOWEL}nt])t|(?<=....)(?:(?<=n)t|e?lig|(?<=[^{_VOWELS}s])s)"
_ENDING: Final = re.compile(rf"{_START}(?:(?<=...)(?:{_ANY}|{_LONE}))$")
_ONE_MORE: Final = re.compile(rf"{_START}(?:(?<=....)(?:{_ANY})|(?<=...)(?:{_LONE}))$")


@dataclass(frozen=True)
class Term:
    """One word of a text: its spelling folded (and with æ or ø, where that may be meant), as typed, and if denied."""

    forms: tuple[str, ...]
    typed: str
    denied: bool

    @property
    def key(self) -> str:
        """The stem of the word as it is spelled."""
        return stem(self.forms[0])


def fold(text: str) -> str:
    """Lower case with one spelling of å, and no letter twice in a row."""
    return _TWICE.sub(r"\1", text.lower().translate(_LETTERS).replace("aa", "å"))


def _spelled(form: str) -> str:
    """A folded word with æ and ø for ae and oe: right for "traet" and "boern", wrong for "videoen"."""
    return form.replace("ae", "æ").replace("oe", "ø")


def _strip(form: str) -> str:
    """A folded word without its endings, one after the other; a vowel and three letters are left, or four after more."""
    found = _ENDING.match(form)
    while found:
        form = found[1]
        found = _ONE_MORE.match(form)
    return form


def _groups(table: str) -> Iterator[list[str]]:
    """The groups of a table, each word folded. A group ends with a semicolon or a line."""
    return (fold(group).split() for line in table.strip().splitlines() for group in line.split(";"))


_EXACT: Final = {word: group[0] for group in _groups(_FORMS) for word in group}
_WHOLE: Final = {word: group[0] for group in _groups(_KEPT) for word in group}
_STRIPPED: Final = {_strip(word): key for word, key in _EXACT.items() if word[-1] != "t" or word[-2] == "e"}
_IRREGULAR: Final = _STRIPPED | _EXACT | _WHOLE
_STOPPED: Final = frozenset(word for group in _groups(_STOP) for word in group)
_DENYING_BEFORE, _DENYING_AFTER = (frozenset(group) for group in _groups(_DENIES))
_DENYING: Final = _DENYING_BEFORE | _DENYING_AFTER


@lru_cache(4096)
def stem(form: str) -> str:
    """The key of a folded word."""
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    stripped = _strip(form)
    return _IRREGULAR.get(stripped, stripped)


_MODALS: Final = frozenset(fold(_MODAL).split())
_SILENT: Final = _STOPPED | _MODALS | _DENYING
FAINT: Final = frozenset(stem(form) for form in fold(_LIGHT + _MODAL).split())
_PREFIXES: Final = ("be", "for", "ind", "over", "ud", "under", "til")
_NO_PARTS: Final = frozenset(fold(_NO_PART).split()) | _SILENT


def terms(text: str) -> tuple[Term, ...]:
    """The words of a text that say something, in order."""
    lowered = text.lower().replace("a\u030a", "å")
    typed, forms = _WORD.findall(lowered), _WORD.findall(fold(lowered))
    spelled = [_spelled(form) for form in forms]
    denied = _denied(spelled)
    return tuple(
        Term((form,) if form == right else (form, right), word, at in denied)
        for at, (form, right, word) in enumerate(zip(forms, spelled, typed, strict=True))
        if right not in _SILENT or (at in denied and right in _MODALS)
    )


def _denied(forms: list[str]) -> set[int]:
    """Which words `ikke` and its like deny: the next that says something, and the verb just before ("spiser ikke")."""
    denied: set[int] = set()
    for at in (at for at, form in enumerate(forms) if form in _DENYING):
        after = [i for i in range(at + 1, len(forms)) if forms[i] not in _SILENT]
        denied.update(after[: 2 if after and stem(forms[after[0]]) in FAINT else 1])
        denied.update(i for i in (at - 1, at + 1) if 0 <= i < len(forms) and forms[i] in _MODALS)
        if forms[at] in _DENYING_BEFORE and at and forms[at - 1] not in _SILENT:
            denied.add(at - 1)
    return denied


def split(form: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the two words that make a compound; one where the other is unknown; none for a simple word.

    `known` holds the key of every spelling. The best split leaves no short piece: `far` must not hide in "farvel".
    """
    found = []
    key = stem(form)
    for at in range(3, len(form) - 2):
        head = _part(known, form[:at], form[: at - 1] if form[at - 1] in "se" else "")
        again = at - 1 if head and at > 3 else at  # two words may share a letter: "billed(d)eling"
        tail = _part(known, form[at:], key[at:], form[again:], key[again:])
        long_enough = at >= 5 if head else len(form) - at >= 5 and not form.startswith(_PREFIXES)
        if (head and tail) or ((head or tail) and long_enough):
            found.append((bool(head and tail), min(at, len(form) - at), head, tail))
    return tuple(key for key in max(found, default=(False, 0, "", ""))[2:] if key)


def _part(known: Mapping[str, str], *forms: str) -> str:
    """The key of the first known form that may be part of a compound."""
    keys = (known[form] for form in forms if len(form) >= 3 and form in known and form not in _NO_PARTS)
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
    return (word for table in (_SAME, _NEAR, _FORMS, _KEPT, _PARTS) for group in _groups(table) for word in group)
