"""Frozen lists of words that grounding reads by, English ones where no language is named: data alone, no rules."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = [
    "ACRONYMS",
    "CALENDARS",
    "DECIMAL_COMMA",
    "DEMONYMS",
    "DENIALS",
    "FRACTIONS",
    "FUNCTION_WORDS",
    "GERMAN_DETERMINERS",
    "GERMAN_LANDS",
    "GRAMMAR",
    "GROUP_NOUNS",
    "HONORIFICS",
    "IRREGULAR",
    "LIGHT_WORDS",
    "MEASURES",
    "MONTHS",
    "NEGATIVES",
    "NEGATIVES_OF",
    "ORDINALS",
    "PERSON_NOUNS",
    "PERSON_PRONOUNS",
    "PLACE_NOUNS",
    "REFUSALS",
    "SCALES",
    "SMALL_WORDS",
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

DECIMAL_COMMA: Final = _words(
    "af be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq sr "
    "sv tr uk vi"
)
"""Languages that write 2,5 where English has 2.5, and group figures by full stops or spaces."""

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

CALENDARS: Final = MappingProxyType(
    {
        "de": (
            "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
            "januar/jan/jänner februar/feb/febr märz/mär april/apr mai juni/jun juli/jul august/aug september/sep/sept "
            "oktober/okt november/nov dezember/dez",
            "heute=today gestern=yesterday vorgestern=day_before_yesterday übermorgen=day_after_tomorrow",
        ),
        "nl": (
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "vandaag=today gisteren=yesterday morgen=tomorrow",
        ),
        "fr": (
            "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct "
            "novembre/nov décembre/déc",
            "aujourd=today hier=yesterday demain=tomorrow",
        ),
        "es": (
            "lunes martes miércoles jueves viernes sábado domingo",
            "enero/ene febrero/feb marzo abril/abr mayo junio/jun julio/jul agosto/ago septiembre/sept/setiembre "
            "octubre/oct noviembre/nov diciembre/dic",
            "hoy=today ayer=yesterday anteayer=day_before_yesterday",
        ),
        "it": (
            "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "oggi=today ieri=yesterday domani=tomorrow",
        ),
        "pt": (
            "segunda/segunda-feira terça/terça-feira quarta-feira quinta-feira sexta/sexta-feira sábado domingo",
            "janeiro/jan fevereiro/fev março/mar abril/abr maio junho/jun julho/jul agosto/ago setembro/set "
            "outubro/out novembro/nov dezembro/dez",
            "hoje=today ontem=yesterday amanhã=tomorrow",
        ),
        "ru": (
            "понедельник/понедельника вторник/вторника среда/среду/среды четверг/четверга пятница/пятницу/пятницы "
            "суббота/субботу/субботы воскресенье/воскресенья",
            "января/январе/январь февраля/феврале/февраль марта/марте/март апреля/апреле/апрель мая/мае/май "
            "июня/июне/июнь июля/июле/июль августа/августе/август сентября/сентябре/сентябрь октября/октябре/октябрь "
            "ноября/ноябре/ноябрь декабря/декабре/декабрь",
            "сегодня=today вчера=yesterday завтра=tomorrow",
        ),
    }
)
"""A language's weekdays from Monday on, its months, and its words for days as seen from today; forms of one by `/`."""

NEGATIVES: Final = _words(
    "not no never nobody none nothing nowhere neither nor without cannot hardly scarcely barely isn't aren't "
    "wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't mustn't "
    "isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wouldnt cant couldnt shouldnt "
    "needn't mightn't ain't shan't daren't oughtn't unable nicht kein keine keinen keiner nie niemals pas jamais aucun "
    "aucune sans nunca ningún ninguna sin não nenhum niet geen nooit mai senza не нет ни никогда без 不 没 沒 未 無 "
    "无 非 لا لم لن ليس ليست غير بدون"
)
NEGATIVES_OF: Final = MappingProxyType(
    {
        "de": _words(
            "nicht nichts nie niemals niemand niemanden niemandem kein keine keinen keinem keiner keines keinerlei "
            "ohne weder keinesfalls keineswegs"
        ),
        "nl": _words("niet niets nooit niemand geen zonder noch nergens"),
        "fr": _words("n ne pas jamais rien aucun aucune sans ni nul nulle"),
        "es": _words("no nunca nadie nada ningún ninguno ninguna sin tampoco ni jamás"),
        "it": _words("non mai nessuno nessuna nessun niente nulla senza né neppure"),
        "pt": _words("não nunca ninguém nada nenhum nenhuma sem jamais nem tampouco"),
    }
)
"""Negatives of languages that have a list of their own; all others have `NEGATIVES`."""
SMALL_WORDS: Final = MappingProxyType(
    {
        "de": _words(
            "der die das den dem des ein eine einen einem einer eines und oder aber denn sondern doch als wie dass daß "
            "ob weil wenn während obwohl damit bevor nachdem seit seitdem bis sobald solange falls in im ins an am ans "
            "auf aus außer bei beim durch für gegen hinter mit nach neben über um unter von vom vor zu zum zur "
            "zwischen wegen trotz laut gegenüber innerhalb außerhalb ich du er sie es wir ihr mich mir dich dir ihn "
            "ihm ihnen uns euch sich man mein meine dein sein seine seinen seinem seiner seines ihre ihren ihrem ihrer "
            "ihres unser unsere unseren unserem unserer dieser diese dieses diesen diesem jener jene jenes jeder jede "
            "jedes jeden jedem alle allen aller alles beide beiden einige mehrere viele wenige manche solche welche "
            "welcher welches wer was wo wann warum weshalb wieso wohin woher hier dort da dann nun jetzt schon noch "
            "auch nur sehr mehr sehr so zudem außerdem allerdings jedoch dabei dazu davon daran darauf daraus dafür "
            "dagegen danach daher deshalb deswegen darum darunter darüber etwa rund ca fast ungefähr knapp gut sowie "
            "sowohl zwar bereits wieder weiter weiterhin zunächst später früher zuvor ist sind war waren bin bist sei "
            "seien wäre wären wird werden wurde wurden worden geworden würde würden hat haben hatte hatten hätte "
            "hätten gehabt gewesen kann können konnte konnten könnte könnten muss müssen musste mussten soll sollen "
            "sollte sollten will wollen wollte wollten darf dürfen durfte mag lassen ließ gibt gab"
        ),
        "nl": _words(
            "de het een en of maar want dat die dit deze als dan omdat terwijl voordat nadat sinds tot in op aan bij "
            "van voor met naar over onder uit door om tegen tussen tijdens volgens ik jij hij zij ze het wij we jullie "
            "hun hen haar hem zich zijn is was waren ben wordt worden werd werden heeft hebben had hadden kan kunnen "
            "kon zal zullen zou zouden moet moeten mag wil willen er hier daar nu ook nog al wel meer zeer zo"
        ),
        "fr": _words(
            "le la les l un une des du de d au aux et ou mais donc or car que qu qui quoi dont où si comme lorsque "
            "quand puisque parce tandis alors ainsi puis à en dans sur sous par pour avec chez contre entre vers "
            "depuis pendant durant avant après dès selon lors jusque jusqu je j tu il elle on nous vous ils elles me m "
            "te t se s lui leur leurs y ce c cet cette ces ceci cela ça mon ma mes ton ta tes son sa ses notre nos "
            "votre vos tout toute tous toutes chaque plusieurs quelques plus moins très trop aussi encore déjà ici là "
            "est sont était étaient été être sera seront serait fut furent a ont avait avaient eu avoir aura auront "
            "aurait soit peut peuvent pouvait doit doivent environ près"
        ),
        "es": _words(
            "el la los las lo un una unos unas y e o u pero sino porque que quien quienes cual cuyo donde cuando como "
            "si aunque mientras a al ante bajo con contra de del desde durante en entre hacia hasta para por según "
            "sobre tras yo tú él ella ello nosotros ellos ellas usted ustedes me te se le les nos su sus mi mis tu tus "
            "este esta esto estos estas ese esa eso esos esas aquel aquella cada todo toda todos todas otro otra otros "
            "otras más menos muy también ya aún ahora así entonces es son era eran fue fueron ser sido será serán está "
            "están estaba estaban ha han había habían hay hubo haber puede pueden debe deben unos cerca"
        ),
        "it": _words(
            "il lo la i gli le l un uno una e ed o ma se che chi cui quale dove quando come perché mentre di del dello "
            "della dei degli delle d a al allo alla ai agli alle da dal dallo dalla dai dalle in nel nello nella nei "
            "nelle su sul sullo sulla sui sulle con per tra fra contro dopo prima durante verso secondo io tu lui lei "
            "noi voi loro si ci vi ne mi ti suo sua suoi sue questo questa questi queste quello quella ogni tutto "
            "tutta tutti tutte altro altra altri più meno molto anche già ancora ora così poi è sono era erano fu "
            "furono essere stato stata stati state sarà ha hanno aveva avevano avere può possono deve devono circa"
        ),
        "pt": _words(
            "o a os as um uma uns umas e ou mas porque que quem qual onde quando como se embora enquanto de do da dos "
            "das em no na nos nas ao à aos às por pelo pela pelos pelas para com contra desde durante entre até sobre "
            "sob segundo após antes depois eu tu ele ela nós vós eles elas você vocês me te se lhe lhes seu sua seus "
            "suas meu minha este esta isto estes estas esse essa isso aquele aquela cada todo toda todos todas outro "
            "outra mais menos muito também já ainda agora assim então é são era eram foi foram ser sido será está "
            "estão estava ter tem têm tinha tinham há houve haver pode podem deve devem cerca"
        ),
    }
)
"""A language's words that are no names and carry no content, whatever their case."""
GERMAN_DETERMINERS: Final = _words(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner am im ins ans beim vom "
    "zum zur sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere dieser diese dieses diesen diesem "
    "jeder jede jedes jeden jedem alle allen einige mehrere viele wenige"
)
"""Words before which a capital letter makes a noun, and no name."""
GERMAN_LANDS: Final = _words(
    "iran irak türkei ukraine schweiz slowakei mongolei libanon jemen sudan südsudan kongo tschad vatikan niederlande "
    "niederlanden gambia"
)
"""Names of countries that have an article before them all the same."""

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
