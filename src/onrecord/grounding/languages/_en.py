"""English."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import (
    Language,
    assigned,
    forms,
    numbered,
    values,
    weekdays,
    words,
)

__all__ = ["ENGLISH"]

ENGLISH: Final = Language(
    code="en",
    weekdays=weekdays("monday tuesday wednesday thursday friday saturday sunday"),
    months=numbered(
        "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct "
        "november/nov december/dec"
    ),
    days=assigned("today=today tomorrow=tomorrow yesterday=yesterday tonight=tonight overnight=overnight"),
    negatives=words(
        "not no never nobody none nothing nowhere neither nor without cannot hardly scarcely barely isn't aren't "
        "wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't mustn't "
        "isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wouldnt cant couldnt shouldnt needn't mightn't "
        "ain't shan't daren't oughtn't unable"
    ),
    function_words=words(
        "a an the this that these those some any each every either both all such same other another what which who "
        "whom whose when where why how if whether because although though while since until unless as than and or but "
        "so nor yet of in on at by for with from to into onto over under above below between among through during "
        "before after about against within without across along around behind beyond despite except inside outside "
        "near off out up down toward towards upon via per amid alongside throughout i me my mine you your yours he him "
        "his she her hers it its we us our ours they them their theirs himself herself itself themselves myself "
        "ourselves one ones be am is are was were been being have has had having do does did doing done will would "
        "shall should can could may might must ought not no never there here then now just only also too very more "
        "most much many few less least again still even ever once back away later earlier already soon however "
        "meanwhile according mr mrs ms dr s t % $ £ €"
    ),
    telling=words(
        "according per now then later earlier soon already once again meanwhile here there inside outside away above "
        "below"
    ),
    grammar=words(
        "a an the this that it he she they his her its their is are was were be been being has have had will would"
    ),
    light_words=words(
        "say said says tell told tells make makes made making take takes took taken taking get gets got getting go "
        "goes went gone going give gives gave given giving put puts hold holds held holding happen happens happened "
        "occur occurs occurred old aged age become becomes became come comes came coming keep keeps kept let lets set "
        "sets use uses used"
    ),
    denials=words(
        "deny denies denied denying fail fails failed failing refuse refuses refused refusing reject rejects rejected "
        "rejecting decline declines declined declining yet false untrue"
    ),
    refusals=words(
        "deny denies denied denying denial fail fails failed failing failure refuse refuses refused refusing refusal "
        "reject rejects rejected rejecting decline declines declined declining lack lacks lacked lacking dismiss "
        "dismisses dismissed dismissing disputed disputing prevent prevents prevented preventing avoid avoids avoided "
        "avoiding ruled rules ruling cancel cancels canceled cancelled canceling cancelling abandon abandons abandoned "
        "scrap scraps scrapped stop stops stopped stopping halt halts halted cleared acquit acquits acquitted yet "
        "instead short block blocks blocked false untrue wrong wrongly called averted aborted"
    ),
    vague=words("dozens hundreds thousands millions billions trillions"),
    titles=words(
        "mayor councilor councillor commissioner sheriff president vice prime minister premier chancellor secretary "
        "governor mayor senator representative ambassador envoy general colonel captain lieutenant major sergeant "
        "admiral commander judge justice professor doctor chairman chairwoman chief executive director deputy acting "
        "former foreign finance defense defence interior health transport education justice king queen prince princess "
        "pope bishop archbishop cardinal sheikh referee coach midfielder defender striker goalkeeper forward "
        "substitute lead prosecutor detective inspector sir lord lady dame officer manager head spokesman spokeswoman "
        "spokesperson analyst economist"
    ),
    honorifics=words("mr mrs ms miss dr sir madam prof rev st jr sr"),
    person_pronouns=words("he him his she her hers himself herself i me my mine myself you your yours"),
    thing_pronouns=words("it its itself they them their theirs themselves we us our ours"),
    person_nouns=words(
        "man woman boy girl child mother father wife husband son daughter brother sister widow teenager victim suspect "
        "defendant client lawyer attorney barrister prosecutor judge justice magistrate officer detective soldier "
        "sergeant captain coach manager trainer striker midfielder defender goalkeeper forward winger player star "
        "champion referee president premier chancellor minister secretary governor mayor senator councilor councillor "
        "commissioner sheriff congressman congresswoman lawmaker deputy ambassador envoy diplomat king queen prince "
        "princess pope bishop priest leader chief chairman chairwoman chair director founder owner executive boss "
        "spokesman spokeswoman spokesperson official candidate politician author writer actor actress singer musician "
        "artist filmmaker athlete runner driver pilot doctor nurse physician surgeon pediatrician paediatrician "
        "psychologist scientist researcher professor teacher student engineer economist analyst epidemiologist expert "
        "witness resident survivor farmer worker predecessor successor colleague rival opponent mediator billionaire "
        "businessman businesswoman investor entrepreneur journalist reporter editor activist"
    ),
    group_nouns=words(
        "company firm business group bank lender union association federation organization organisation institute "
        "institution university school college hospital agency authority body commission committee council court "
        "tribunal jury board department ministry office government administration cabinet parliament congress senate "
        "assembly party opposition coalition alliance army military navy force police regulator watchdog charity "
        "foundation club team squad crew airline carrier operator manufacturer maker automaker retailer supermarket "
        "publisher newspaper network broadcaster startup exchange fund trust church movement militia rebels country "
        "nation state republic kingdom province region city capital town village district island islands war conflict"
    ),
    thing_nouns=words(
        "vessel ship plane aircraft vaccine drug product project program programme match game cup tournament "
        "competition race championship stadium election vote referendum summit trial study report agreement deal "
        "treaty strike virus disease storm hurricane earthquake route"
    ),
    place_nouns=words(
        "country nation state republic kingdom province region city capital town village district island islands area "
        "site venue stadium court place border airport port government national nationwide nationally economy"
    ),
    measures=forms(
        "kilometre kilometre kilometres kilometer kilometers km kms,metre metre metres meter meters,centimetre "
        "centimetre centimetres centimeter centimeters cm,millimetre millimetre millimetres millimeter millimeters "
        "mm,mile mile miles,yard yard yards,foot foot feet ft,inch inch inches,hectare hectare hectares,acre acre "
        "acres,kilogram kilogram kilograms kg,gram gram grams,ton ton tons tonne tonnes,ounce ounce ounces,litre litre "
        "litres liter liters,gallon gallon gallons,barrel barrel barrels,mph mph,kph kph,second second seconds,minute "
        "minute minutes,hour hour hours,day day days,week week weeks,fortnight fortnight fortnights,month month "
        "months,year year years,decade decade decades,century century centuries"
    ),
    demonyms=forms(
        "france french,spain spanish spaniard,germany german,netherlands dutch,britain british briton uk,greece "
        "greek,switzerland swiss,denmark danish dane,sweden swedish swede,poland polish pole,turkey turkish "
        "turk,finland finnish,ireland irish,wales welsh,scotland scottish scot,england english,norway "
        "norwegian,portugal portuguese,iraq iraqi,philippines filipino philippine,thailand thai,iceland "
        "icelandic,israel israeli,lebanon lebanese,peru peruvian,congo congolese,cyprus cypriot,afghanistan "
        "afghan,czechia czech,europe european,america american,china chinese,canada canadian,ukraine "
        "ukrainian,argentina argentine,belgium belgian,hungary hungarian,italy italian,chile chilean,brazil "
        "brazilian,egypt egyptian,palestine palestinian,taiwan taiwanese,myanmar burmese"
    ),
    irregular=forms(
        "win won,lose lost loss losing,rise rose risen,fall fell fallen,meet met,leave left,lead led,mislead "
        "misled,send sent,sell sold,buy bought,bring brought,think thought,fight fought,catch caught,teach taught,seek "
        "sought,speak spoke spoken speech,steal stole stolen,choose chose chosen choice,break broke broken,drive drove "
        "driven,write wrote written,ride rode,fly flew flown flight,grow grew grown growth,know knew known,throw threw "
        "thrown,draw drew drawn,show shown,see saw seen,eat ate eaten,begin began begun,run ran,swim swam,sing sang "
        "sung,sink sank sunk,drink drank,ring rang,speed sped,strike struck,stand stood,understand understood,find "
        "found,build built,spend spent,lend lent,bend bent,shoot shot,sit sat,feed fed,flee fled,bear bore born,wear "
        "wore,tear tore,swear swore sworn,withdraw withdrew withdrawn,freeze froze frozen,forget forgot "
        "forgotten,forbid forbade,hide hid hidden,bite bit bitten,beat beaten,pay paid payment,lay laid,die dead died "
        "dying death,kill killing,wake woke,shake shook,arise arose,undergo underwent,hit hitting,child children,man "
        "men,woman women,wife wives,life lives,half halves,person people,foot feet,mouse mice,thief thieves,analyse "
        "analyze,criticise criticize criticism,sign signature,receive recipient reception,decide decision,describe "
        "description,destroy destruction,produce production,reduce reduction,apply application,believe belief,prove "
        "proof proven,free freed,succeed success,invite invitation,injure injury,collide collision,divide "
        "division,expand expansion,explode explosion,invade invasion,deliver delivery,equalise equalize,subsidy "
        "subsidies subsidize subsidise subsidizes subsidises,cancel canceled cancelled,try tried tries trial,vaccinate "
        "vaccination vaccinated"
    ),
    acronyms=frozenset(
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
    ),
    units=values(
        "zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 "
        "fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 "
        "sixty=60 seventy=70 eighty=80 ninety=90"
    ),
    scales=values(
        "hundred=100 thousand=1000 million=1000000 billion=1000000000 trillion=1000000000000 dozen=12 m=1000000 "
        "mn=1000000 bn=1000000000 tn=1000000000000 k=1000"
    ),
    ordinals=values(
        "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 "
        "thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 "
        "thirtieth=30 fortieth=40 fiftieth=50 hundredth=100"
    ),
    fractions=values(
        "half=2 halves=2 third=3 thirds=3 quarter=4 quarters=4 fourths=4 fifth=5 fifths=5 sixths=6 sevenths=7 "
        "eighths=8 ninths=9 tenth=10 tenths=10"
    ),
)
