"""Frozen lists of English words that grounding reads by: data alone, no rules."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = [
    "ACRONYMS",
    "DEMONYMS",
    "DENIALS",
    "FRACTIONS",
    "FUNCTION_WORDS",
    "GRAMMAR",
    "GROUP_NOUNS",
    "HONORIFICS",
    "IRREGULAR",
    "LIGHT_WORDS",
    "MEASURES",
    "MONTHS",
    "NEGATIVES",
    "ORDINALS",
    "PERSON_NOUNS",
    "PERSON_PRONOUNS",
    "PLACE_NOUNS",
    "REFUSALS",
    "SCALES",
    "TELLING",
    "THING_NOUNS",
    "THING_PRONOUNS",
    "TITLES",
    "UNITS",
    "VAGUE",
    "WEEKDAYS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> MappingProxyType[str, str]:
    return MappingProxyType({form: base for base, *forms in map(str.split, text.split(",")) for form in forms})


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
UNITS: Final = MappingProxyType(
    {word: number for number, word in enumerate(_SMALL.split())}
    | {
        word: 20 + 10 * n
        for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
    }
)
SCALES: Final = MappingProxyType(
    {
        "hundred": 100,
        "thousand": 1000,
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
        "dozen": 12,
        "m": 10**6,
        "mn": 10**6,
        "bn": 10**9,
        "tn": 10**12,
        "k": 1000,
    }
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: Final = MappingProxyType(
    {word: number for number, word in enumerate(_ORDINALS.split(), start=1)}
    | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
)
FRACTIONS: Final = MappingProxyType(
    {
        "half": 2,
        "halves": 2,
        "third": 3,
        "thirds": 3,
        "quarter": 4,
        "quarters": 4,
        "fourths": 4,
        "fifth": 5,
        "fifths": 5,
    }
    | {"sixths": 6, "sevenths": 7, "eighths": 8, "ninths": 9, "tenth": 10, "tenths": 10}
)

VAGUE: Final = _words("dozens hundreds thousands millions billions trillions")
MEASURES: Final = _pairs(
    "kilometre kilometre kilometres kilometer kilometers km kms,metre metre metres meter meters,centimetre centimetre "
    "centimetres centimeter centimeters cm,millimetre millimetre millimetres millimeter millimeters mm,mile mile "
    "miles,yard yard yards,foot foot feet ft,inch inch inches,hectare hectare hectares,acre acre acres,kilogram "
    "kilogram kilograms kg,gram gram grams,ton ton tons tonne tonnes,ounce ounce ounces,litre litre litres liter "
    "liters,gallon gallon gallons,barrel barrel barrels,mph mph,kph kph,second second seconds,minute minute "
    "minutes,hour hour hours,day day days,week week weeks,fortnight fortnight fortnights,month month months,year year "
    "years,decade decade decades,century century centuries"
)

WEEKDAYS: Final = _words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS: Final = MappingProxyType(
    {
        form: number
        for number, forms in enumerate(
            [
                "january jan",
                "february feb",
                "march mar",
                "april apr",
                "may",
                "june jun",
                "july jul",
                "august aug",
                "september sep sept",
                "october oct",
                "november nov",
                "december dec",
            ],
            start=1,
        )
        for form in forms.split()
    }
)

NEGATIVES: Final = _words(
    "not no never nobody none nothing nowhere neither nor without cannot hardly scarcely barely isn't aren't "
    "wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't mustn't "
    "isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wouldnt cant couldnt shouldnt "
    "needn't mightn't ain't shan't daren't oughtn't unable nicht kein keine keinen keiner nie niemals pas jamais aucun "
    "aucune sans nunca ningún ninguna sin não nenhum niet geen nooit mai senza не нет ни никогда без 不 没 沒 未 無 "
    "无 非 لا لم لن ليس ليست غير بدون"
)
DENIALS: Final = _words(
    "deny denies denied denying fail fails failed failing refuse refuses refused refusing reject rejects rejected "
    "rejecting decline declines declined declining yet false untrue"
)
"""Refusals that turn what they reach into its opposite; the others, such as `cancel`, may also just describe."""
REFUSALS: Final = _words(
    "deny denies denied denying denial fail fails failed failing failure refuse refuses refused refusing "
    "refusal reject rejects rejected rejecting decline declines declined declining lack lacks lacked lacking "
    "dismiss dismisses dismissed dismissing disputed disputing prevent prevents prevented preventing avoid "
    "avoids avoided avoiding ruled rules ruling cancel cancels canceled cancelled canceling cancelling abandon "
    "abandons abandoned scrap scraps scrapped stop stops stopped stopping halt halts halted cleared acquit "
    "acquits acquitted yet instead short block blocks blocked false untrue wrong wrongly called averted "
    "aborted"
)

FUNCTION_WORDS: Final = _words(
    "a an the this that these those some any each every either both all such same other another what which who "
    "whom whose when where why how if whether because although though while since until unless as than and or "
    "but so nor yet of in on at by for with from to into onto over under above below between among through "
    "during before after about against within without across along around behind beyond despite except inside "
    "outside near off out up down toward towards upon via per amid alongside throughout i me my mine you your "
    "yours he him his she her hers it its we us our ours they them their theirs himself herself itself "
    "themselves myself ourselves one ones be am is are was were been being have has had having do does did "
    "doing done will would shall should can could may might must ought not no never there here then now just "
    "only also too very more most much many few less least again still even ever once back away later earlier "
    "already soon however meanwhile according mr mrs ms dr s t % $ £ €"
)
TELLING: Final = _words(
    "according per now then later earlier soon already once again meanwhile here there inside outside away above below"
)
"""Function words that tell something alone: attributions, times and places."""
GRAMMAR: Final = _words(
    "a an the this that it he she they his her its their is are was were be been being has have had will would"
)
LIGHT_WORDS: Final = _words(
    "say said says tell told tells make makes made making take takes took taken taking get gets got getting go "
    "goes went gone going give gives gave given giving put puts hold holds held holding happen happens "
    "happened occur occurs occurred old aged age become becomes became come comes came coming keep keeps kept "
    "let lets set sets use uses used"
)

PERSON_PRONOUNS: Final = _words("he him his she her hers himself herself i me my mine myself you your yours")
THING_PRONOUNS: Final = _words("it its itself they them their theirs themselves we us our ours")
PERSON_NOUNS: Final = _words(
    "man woman boy girl child mother father wife husband son daughter brother sister widow teenager victim "
    "suspect defendant client lawyer attorney barrister prosecutor judge justice magistrate officer detective "
    "soldier sergeant captain coach manager trainer striker midfielder defender goalkeeper forward winger "
    "player star champion referee president premier chancellor minister secretary governor mayor senator "
    "councilor councillor commissioner sheriff congressman congresswoman lawmaker deputy ambassador envoy "
    "diplomat king queen prince princess pope bishop priest leader chief chairman chairwoman chair director "
    "founder owner executive boss spokesman spokeswoman spokesperson official candidate politician author "
    "writer actor actress singer musician artist filmmaker athlete runner driver pilot doctor nurse physician "
    "surgeon pediatrician paediatrician psychologist scientist researcher professor teacher student engineer "
    "economist analyst epidemiologist expert witness resident survivor farmer worker predecessor successor "
    "colleague rival opponent mediator billionaire businessman businesswoman investor entrepreneur journalist "
    "reporter editor activist"
)
GROUP_NOUNS: Final = _words(
    "company firm business group bank lender union association federation organization organisation institute "
    "institution university school college hospital agency authority body commission committee council court "
    "tribunal jury board department ministry office government administration cabinet parliament congress "
    "senate assembly party opposition coalition alliance army military navy force police regulator watchdog "
    "charity foundation club team squad crew airline carrier operator manufacturer maker automaker retailer "
    "supermarket publisher newspaper network broadcaster startup exchange fund trust church movement militia "
    "rebels country nation state republic kingdom province region city capital town village district island "
    "islands war conflict"
)
THING_NOUNS: Final = _words(
    "vessel ship plane aircraft vaccine drug product project program programme match game cup tournament "
    "competition race championship stadium election vote referendum summit trial study report agreement deal "
    "treaty strike virus disease storm hurricane earthquake route"
)
PLACE_NOUNS: Final = _words(
    "country nation state republic kingdom province region city capital town village district island islands "
    "area site venue stadium court place border airport port government national nationwide nationally economy"
)
TITLES: Final = _words(
    "mayor councilor councillor commissioner sheriff president vice prime minister premier chancellor "
    "secretary governor mayor senator representative ambassador envoy general colonel captain lieutenant major "
    "sergeant admiral commander judge justice professor doctor chairman chairwoman chief executive director "
    "deputy acting former foreign finance defense defence interior health transport education justice king "
    "queen prince princess pope bishop archbishop cardinal sheikh referee coach midfielder defender striker "
    "goalkeeper forward substitute lead prosecutor detective inspector sir lord lady dame officer manager head "
    "spokesman spokeswoman spokesperson analyst economist"
)
ACRONYMS: Final = frozenset(
    {
        "united states",
        "united states of america",
        "united nations",
        "united kingdom",
        "european union",
        "united arab emirates",
        "world health organization",
        "international monetary fund",
        "north atlantic treaty organization",
        "european central bank",
    }
)
HONORIFICS: Final = _words("mr mrs ms miss dr sir madam prof rev st jr sr")

DEMONYMS: Final = _pairs(
    "france french,spain spanish spaniard,germany german,netherlands dutch,britain british briton uk,greece "
    "greek,switzerland swiss,denmark danish dane,sweden swedish swede,poland polish pole,turkey turkish "
    "turk,finland finnish,ireland irish,wales welsh,scotland scottish scot,england english,norway "
    "norwegian,portugal portuguese,iraq iraqi,philippines filipino philippine,thailand thai,iceland "
    "icelandic,israel israeli,lebanon lebanese,peru peruvian,congo congolese,cyprus cypriot,afghanistan "
    "afghan,czechia czech,europe european,america american,china chinese,canada canadian,ukraine "
    "ukrainian,argentina argentine,belgium belgian,hungary hungarian,italy italian,chile chilean,brazil "
    "brazilian,egypt egyptian,palestine palestinian,taiwan taiwanese,myanmar burmese"
)

IRREGULAR: Final = _pairs(
    "win won,lose lost loss losing,rise rose risen,fall fell fallen,meet met,leave left,lead led,mislead "
    "misled,send sent,sell sold,buy bought,bring brought,think thought,fight fought,catch caught,teach "
    "taught,seek sought,speak spoke spoken speech,steal stole stolen,choose chose chosen choice,break broke "
    "broken,drive drove driven,write wrote written,ride rode,fly flew flown flight,grow grew grown growth,know "
    "knew known,throw threw thrown,draw drew drawn,show shown,see saw seen,eat ate eaten,begin began begun,run "
    "ran,swim swam,sing sang sung,sink sank sunk,drink drank,ring rang,speed sped,strike struck,stand "
    "stood,understand understood,find found,build built,spend spent,lend lent,bend bent,shoot shot,sit "
    "sat,feed fed,flee fled,bear bore born,wear wore,tear tore,swear swore sworn,withdraw withdrew "
    "withdrawn,freeze froze frozen,forget forgot forgotten,forbid forbade,hide hid hidden,bite bit bitten,beat "
    "beaten,pay paid payment,lay laid,die dead died dying death,kill killing,wake woke,shake shook,arise "
    "arose,undergo underwent,hit hitting,child children,man men,woman women,wife wives,life lives,half "
    "halves,person people,foot feet,mouse mice,thief thieves,analyse analyze,criticise criticize "
    "criticism,sign signature,receive recipient reception,decide decision,describe description,destroy "
    "destruction,produce production,reduce reduction,apply application,believe belief,prove proof proven,free "
    "freed,succeed success,invite invitation,injure injury,collide collision,divide division,expand "
    "expansion,explode explosion,invade invasion,deliver delivery,equalise equalize,subsidy subsidies "
    "subsidize subsidise subsidizes subsidises,cancel canceled cancelled,try tried tries trial,vaccinate "
    "vaccination vaccinated"
)
