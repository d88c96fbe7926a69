"""English."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._assertions import Assertions, phrases
from onrecord.grounding.languages._language import (
    Language,
    assigned,
    forms,
    numbered,
    values,
    weekdays,
    words,
)
from onrecord.grounding.languages._parts import Parts

__all__ = ["ENGLISH"]

_ASSERTIONS: Final = Assertions(
    hedges={
        "possible": phrases("may, might, could, possibly, perhaps, maybe, potentially, conceivably"),
        "probable": phrases(
            "likely, probably, apparently, presumably, expected to, expects to, expect to, expect * to, expects * to, "
            "expected * to, expecting * to, believed to, thought to, seems to, seem to, seemed to, appears to, appear "
            "to, appeared to, poised to, expected that, forecast to, projected to, estimated to, unlikely, tends to, "
            "tend to"
        ),
        "reported": phrases(
            "suspect that, suspects that, suspected that, allege that, alleges that, alleged that, allegedly, "
            "reportedly, purportedly, supposedly, alleged to, said to, rumored to, rumoured to, reported to, accused "
            "of, accuses * of, accused * of, suspected of, claimed to, charged with, suspected to, understood to, "
            "claims to, accusing * of, accuse * of"
        ),
        "planned": phrases(
            "plan to, plans to, planned to, planning to, intend to, intends to, intended to, aim to, aims to, aimed "
            "to, aiming to, set to, due to, scheduled to, scheduled for, agreed to, promised to, promises to, vowed "
            "to, vows to, pledged to, pledges to, going to, about to, preparing to, prepares to"
        ),
        "future": phrases("will, shall, ll, won't"),
        "conditional": phrases("would"),
        "wished": phrases(
            "hope to, hopes to, hoped to, hoping to, want to, wants to, wanted to, seek to, seeks to, sought to, "
            "seeking to, try to, tries to, tried to, trying to, attempt to, attempts to, attempted to, attempting to, "
            "consider, considers, considering, considered, mulling, mulls, weighing, weighs, proposes to, proposed "
            "to, proposing to, threatened to, threatens to, threatening to, proposes, hopes * will, hoped * would, "
            "ordered * to, orders * to, recommended that, recommends that, recommended * to, urged * to, urges * to, "
            "urging * to, asked * to, asks * to, asking * to, told * to, pressed * to, begged * to, called on * to, "
            "calls on * to, calling on * to, called for * to, calls for * to, calling for * to, told to, asked to, "
            "ordered to, urged to, advised to, wants * to, wanted * to, demanded that, demands that, encouraged * to, "
            "advised * to, appealed to * to, calls for, called for, calling for"
        ),
        "obliged": phrases(
            "should, ought to, must, need to, needs to, have to, has to, obliged to, required to, bound to"
        ),
        "weak": phrases(
            "can, able to, possible, possibility, potential, risk, risks, risked, threat, threats, fear, fears, "
            "feared, chance, chances, believe, believes, believed, think, thinks, thought, suggest, suggests, "
            "suggested, suggesting, estimate, estimates, estimated, forecast, forecasts, predict, predicts, "
            "predicted, projected, plan, plans, planned, expected, expects, expect, alleged, allegation, allegations, "
            "accused, accusations, warned, warns, warning, capable of, claim, claims, claimed, claiming, suspicion, "
            "in case, whether, unclear, reports, rumors, rumours, prospect, proposal, proposals, bid, if, unless, "
            "hope, hopes, ready to, prepared to, willing to, supposed to, used to, wants, seeks, proposed, demanded, "
            "demands, could face, may face, might face, decided to, ordered, asked, invited"
        ),
    },
    bounds={
        "low": phrases(
            "at least, no fewer than, no less than, not less than, a minimum of, minimum of, upwards of, more than, "
            "over, above, exceeding, greater than, higher than, exceeded, well over"
        ),
        "high": phrases(
            "at most, up to, as many as, as much as, no more than, not more than, a maximum of, fewer than, less than, "
            "under, below, lower than, maximum of"
        ),
        "nearly": phrases("nearly, almost, close to, just under, just below, not quite, just short of"),
        "about": phrases("about, around, roughly, approximately, some, an estimated, estimated"),
        "exactly": phrases("exactly, precisely"),
        "only": phrases("only, just, merely"),
    },
    bounds_behind={
        "low": phrases("or more, and over, and above, plus, or over"),
        "high": phrases("or fewer, or less, or under"),
    },
    quantifiers={
        "all": phrases("all, every, both, entire"),
        "most": phrases("most, most of, the majority of, a majority of, majority of"),
        "many": phrases("many, much, numerous, lots of, scores of"),
        "some": phrases("some, a few, remaining, several, a number of, parts of, a handful of"),
        "few": phrases("few, hardly any, a minority of"),
        "part": phrases("some of, several of, a few of, few of, rest of, remainder of, not every, not all"),
        "only": phrases("only, solely, single, sole, just, merely, alone"),
        "none": phrases("no, none of"),
    },
    restrictors=phrases(
        "former, ex, acting, deputy, vice, interim, assistant, would-be, fake, alleged, suspected, attempted, mock, "
        "so-called, honorary, aspiring, caretaker, counterfeit, onetime, one-time, supposed, self-styled, "
        "self-proclaimed, shadow, possible, presumed, purported, provisional, hypothetical, incoming"
    ),
    opposites=(
        "rise rose rising risen increase growth grow grew grown climb gain surge soar jump raise raises raised raising "
        "hike higher / "
        "fall fell decrease decline drop plunge slump sink sank sunk shrink shrank shrunk lower lowers lowered "
        "lowering cut reduce slash",
        "more / less fewer",
        "most / least",
        "high / low",
        "highest / lowest",
        "better / worse",
        "best / worst",
        "bigger larger greater / smaller",
        "biggest largest greatest / smallest",
        "faster quicker / slower",
        "fastest / slowest",
        "older elder / younger",
        "oldest eldest / youngest",
        "longer taller / shorter",
        "longest tallest / shortest",
        "stronger / weaker",
        "strong / weak",
        "strengthen / weaken",
        "earlier / later",
        "early / late",
        "approve endorse ratify adopt pass / reject refuse veto",
        "sign / veto",
        "accept / reject refuse decline turn spurn rebuff",
        "capture seize conquer / lose lost surrender",
        "won win / lost lose",
        "uphold upheld confirm / overturn quash overrule",
        "support favor favour endorse / oppose reject",
        "supporter / opponent",
        "arrest detain jail imprison / release free",
        "guilty convict / acquit innocent exonerate",
        "opened open reopen / closed close shut",
        "begin began begun start launch / end finish conclude",
        "first / last",
        "before / after",
        "hire appoint recruit / fire sack dismiss",
        "praise laud hail commend / criticise criticize condemn denounce slam",
        "allow permit legalise legalize / ban forbid prohibit outlaw",
        "legal / illegal",
        "safe / unsafe dangerous",
        "success succeed successful / failure fail unsuccessful",
        "above / below",
        "inside / outside",
        "expand / shrink contract",
        "improve improvement / worsen deteriorate",
        "accelerate / slow decelerate",
        "ease relax loosen / tighten",
        "agree / disagree",
        "confirm / deny",
        "admit / deny",
        "enter join / leave quit",
        "arrive / depart leave",
        "attack / defend",
        "advance / retreat",
        "victory win triumph / defeat loss",
        "profit / loss",
        "alive survive / dead die death kill",
        "majority / minority",
        "include / exclude",
        "import / export",
        "optimistic / pessimistic",
        "north northern / south southern",
        "east eastern / west western",
        "northeast northeastern / southwest southwestern",
        "northwest northwestern / southeast southeastern",
        "man men male boy / woman women female girl",
        "husband / wife",
        "father / mother",
        "son / daughter",
        "brother / sister",
        "buyer / seller",
        "winner / loser",
        "morning / evening afternoon night",
        "day / night",
        "summer / winter",
        "spring / autumn",
        "hot warm hotter warmer / cold cool colder cooler",
        "domestic / foreign",
        "public / private",
        "rich wealthy / poor",
        "cheap cheaper / expensive",
        "major / minor",
        "wide / narrow",
        "unanimous unanimously / narrowly",
        "resume / suspend halt",
        "reveal disclose / conceal hide",
        "encourage / discourage",
        "build / demolish",
        "create / destroy",
        "deploy / withdraw",
        "positive / negative",
        "voluntary / forced compulsory",
        "military / civilian",
        "lift / impose",
        "peaceful / violent",
        "friend ally / enemy",
        "surplus / deficit",
    ),
    than=words("than"),
    of=words("of"),
    superlatives=words(
        "most least best worst largest biggest greatest highest lowest smallest oldest eldest youngest longest "
        "shortest tallest strongest weakest fastest slowest richest poorest busiest deepest heaviest closest nearest "
        "newest warmest hottest coldest deadliest wettest driest"
    ),
    origins=words("from"),
    goals=words("to until"),
    pairers=words("both"),
    coordinators=words("and or but then"),
    conditions={
        "condition": phrases(
            "if, unless, provided that, provided, in case, as long as, on condition that, in the event, assuming, were "
            "it not for, only if"
        ),
        "alone": phrases("even if, lest, suppose, supposing"),
        "none": phrases("as if, what if, if not, if any, if only, if possible, if necessary"),
    },
    doubts=words(
        "ask asked asks can't cannot consider considering decide deciding denial denied denies deny denying determine "
        "didn't "
        "dismissed dispute disputed disputes doesn't don't doubt doubted doubts false fiction hoax imagine impossible "
        "investigating isn't lie lies myth neither never no nobody nonsense not nothing pretend pretended question "
        "questioned refused refuted refutes rejected rejects ruled rumor rumors rumour rumours suppose supposing "
        "uncertain unclear unknown unlikely unproven unsure untrue wasn't wish wished wishes wonder wondered wrong"
    ),
    factives=words(
        "aware disclose disclosed forget forgot just knew know known knows matter mention mentioned notice noticed "
        "only realise realised realize realized regret remember reveal revealed surprise surprised surprising"
    ),
    clause_openers=words("if that whether"),
    questions=words("whether"),
    cancelled=words(
        "denied denies deny dispute disputed disputes doubt doubted doubts lie question questioned untrue wrong"
    ),
    unasserted={
        "doubted": phrases(
            "don't think, do not think, doesn't think, does not think, didn't think, did not think, don't believe, do "
            "not believe, doesn't believe, does not believe, didn't believe, did not believe, no one can say, nobody "
            "can say, cannot say, can't say, never claimed, never said, never thought, never believed, didn't say, did "
            "not say, i hope, we hope, i wish, we wish, i doubt, we doubt, imagine, denied saying, denies saying, deny "
            "saying, denying saying, denied claiming, few believe, few think, nobody believes, nobody thinks, no one "
            "believes, no one thinks, remains to be seen if"
        ),
        "reported": phrases(
            "lied that, falsely claimed, falsely claims, falsely claiming, falsely said, wrongly claimed, wrongly "
            "claims, wrongly said, theory that, theories that, idea that, notion that, speculation that, rumours that, "
            "rumors that, allegation that, allegations that, suggestion that, suggestions that, hypothesis that, "
            "belief that, suspicion that, suspicions that"
        ),
        "believed": phrases("believe, believes, think, thinks"),
        "suspected": phrases(
            "believed, thought, suspect, suspects, suspected, fear, fears, feared, hope, hopes, hoped, allege, "
            "alleges, alleged"
        ),
        "noun": phrases("reports that, claims that, claim that"),
        "behind": phrases(
            "according to a rumour, according to a rumor, according to rumours, according to rumors, rumours "
            "said, rumors said, rumour said, rumor said, a claim * denied, a claim * denies, a claim that * "
            "denied, a claim that * denies, a claim that * deny, a claim that * disputed, a claim that * "
            "disputes, a claim that * rejected, an allegation * denied, an allegation * denies, which * denied, "
            "which * denies, which * deny"
        ),
    },
    subjects=words(
        "the a an this these those his her its their my our your some any no each every he she it they i we you there"
    ),
    plain_openers=words("that in on as were only even do does did i we"),
    bans=words(
        "ban banned banning bans bar barred bars exempt exempted exempts forbade forbid forbids illegal outlaw "
        "outlawed outlaws prohibit prohibited prohibits recall recalled recalls restrict restricted restricts"
    ),
    rules=words("must may can cannot should will have need are"),
    limits=words("aged at during except for from in near on over to under unless who whose with without"),
    plurals=("s", "men", "people", "children"),
    infinitives=words("to"),
    determiners=words("the a an this that these those his her its their my our your some any no each every"),
    reasons=phrases(
        "because, because of, due to, owing to, thanks to, in order to, so that, as a result of, in response to, in "
        "protest at, in protest against, in retaliation for, out of, amid, following, in an effort to, in a bid to, in "
        "an attempt to, for fear of, on account of, caused by, leading to, resulting in, after, since, as part of, "
        "prompting, forcing, causing"
    ),
    adverb_endings=("ly",),
    plain_modifiers=words(
        "actually additionally allegedly ally annually anomaly apparently apply approximately assembly barely belly "
        "bully butterfly comply costly currently daily deadly directly early effectively elderly especially eventually "
        "exactly family federally finally fly formally formerly friendly fully generally globally hardly holy hourly "
        "immediately initially internationally italy jelly july largely late lately latest likely locally lonely "
        "lovely mainly merely monopoly monthly mostly multiply namely nationally nearly new newly novel officially old "
        "only orderly originally own particularly partly possibly potentially precisely presumably previously probably "
        "publicly purportedly quarterly rally really recently rely reply reportedly respectively roughly scarcely "
        "significantly silly simply solely specifically subsequently supply supposedly timely typically ugly "
        "ultimately usually weekly yearly"
    ),
)
_PARTS: Final = Parts(
    pronouns=words("he she it they him her them his its their"),
    relatives=words("who whom whose which"),
    determiners=words("the a an his her its their this these those some any no each every another"),
    openers=words("that while but as after before because when if although though since whereas where"),
    ties=words("and but then or"),
    prepositions=words(
        "of to from in at near into onto by for with against than over on under between through toward towards via "
        "around behind outside inside beyond"
    ),
    genitives=words("of from in at for"),
    agent=words("by"),
    passives=words("be am is are was were been being get gets got getting"),
    auxiliaries=words(
        "be is are was were been being has have had will would can could may might must should did does do not also "
        "then later already never still"
    ),
    modals=words("will would can could may might must should to"),
    reciprocals=words(
        "meet meets met meeting marry marries married wed divorce divorced talk talks talked negotiate negotiates "
        "negotiated negotiations play plays played playing face faces faced facing tie ties tied draw draws drew agree "
        "agrees agreed agreement fight fights fought fighting clash clashes clashed debate debates debated split "
        "separate separated border borders compete competes competed between"
    ),
    inverses=(
        ("buy", "sell"),
        ("lend", "borrow"),
        ("give", "receive"),
        ("teach", "learn"),
        ("beat", "lose"),
        ("defeat", "lose"),
        ("win", "lose"),
        ("higher", "lower"),
        ("bigger", "smaller"),
        ("larger", "smaller"),
        ("older", "younger"),
        ("taller", "shorter"),
        ("longer", "shorter"),
        ("faster", "slower"),
        ("stronger", "weaker"),
        ("richer", "poorer"),
        ("better", "worse"),
    ),
    reporting=words(
        "say says said saying tell tells told add adds added warn warns warned announce announces announced argue "
        "argues argued claim claims claimed call calls called accuse accuses accused report reports reported write "
        "writes wrote deny denies denied admit admits admitted insist insists insisted believe believes believed "
        "think thinks thought state states stated declare declares declared explain explains explained note notes "
        "noted estimate estimates estimated suggest suggests suggested promise promises promised confirm confirms "
        "confirmed predict predicts predicted ask asks asked reply replies replied respond responds responded tweet "
        "tweets tweeted hint hints hinted hinting suggesting adding warning announcing arguing claiming reporting "
        "insisting stating declaring explaining noting confirming predicting telling writing describing "
        "describe describes described"
    ),
    sources=(("according", "to"),),
    relations=words(
        "lawyer lawyers attorney attorneys solicitor barrister doctor doctors friend friends neighbour neighbor "
        "neighbours neighbors colleague colleagues partner wife husband widow widower son sons daughter daughters "
        "brother brothers sister sisters mother father parents parent uncle aunt cousin nephew niece grandson "
        "granddaughter grandmother grandfather relative relatives family critic critics rival rivals opponent "
        "opponents enemy enemies foe foes fan fans supporter supporters ally allies victim victims biographer "
        "predecessor successor aide aides adviser advisers assistant bodyguard driver girlfriend boyfriend fiance "
        "follower followers customer customers competitor competitors"
    ),
    clausal=words(
        "know knows knew known hope hopes hoped fear fears feared see sees saw seen find finds found learn learns "
        "learned hear hears heard feel feels felt expect expects expected mean means meant show shows showed wish "
        "wishes"
    ),
    ownings=words("of for to with against on"),
    wholes=words(
        "city town village state republic island province county kingdom region district port country nation capital "
        "company firm brand army forces troops soldiers navy police government authorities team side people residents "
        "members thousands hundreds dozens majority crew staff management board owner owners voters club agency "
        "ministry department office"
    ),
    than=words("than"),
)
ENGLISH: Final = Language(
    code="en",
    parts=_PARTS,
    assertions=_ASSERTIONS,
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
        "a an the this that these those some any none each every either both all such same other another what which "
        "who whom whose when where why how if whether because although though while since until unless as than and or "
        "but so nor yet of in on at by for with from to into onto over under above below between among through during "
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
        "businessman businesswoman investor entrepreneur journalist reporter editor activist campaigner lobbyist "
        "columnist novelist historian sociologist philosopher linguist mathematician statistician physicist chemist "
        "biologist geologist hydrologist ecologist botanist meteorologist climatologist virologist immunologist "
        "cardiologist oncologist neurologist psychiatrist geneticist archaeologist anthropologist astronomer astronaut "
        "dentist pharmacist midwife paramedic firefighter therapist veterinarian architect accountant auditor "
        "consultant strategist technician electrician mechanic librarian lecturer shopkeeper baker chef fisherman "
        "sailor skipper pensioner retiree volunteer tenant landlord"
    ),
    group_nouns=words(
        "company firm business group bank lender union association federation organization organisation institute "
        "institution university school college hospital agency bureau authority body commission committee council "
        "court tribunal jury board department ministry office government administration cabinet parliament congress "
        "senate assembly party opposition coalition alliance army military navy force police regulator watchdog "
        "charity foundation club team squad crew airline carrier operator manufacturer maker automaker retailer "
        "supermarket publisher newspaper network broadcaster startup exchange fund trust church movement militia "
        "rebels country nation state republic kingdom province region city capital town village district island "
        "islands war conflict"
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
    definite=words("the this that these those both"),
    articles=words("a an the"),
    where=words("in at near"),
    of_persons=words("who aged"),
)
