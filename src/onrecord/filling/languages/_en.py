"""English."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

SPEECH: Final = Speech(
    says=words(
        "say says said tell tells told add adds added warn warns warned announce announces announced argue argues "
        "argued claim claims claimed report reports reported write writes wrote deny denies denied admit admits "
        "admitted insist insists insisted state states stated declare declares declared explain explains explained "
        "note notes noted estimate estimates estimated promise promises promised confirm confirms confirmed predict "
        "predicts predicted reply replies replied respond responds responded tweet tweets tweeted hint hints hinted "
        "stress stresses stressed acknowledge acknowledges acknowledged concede concedes conceded allege alleges "
        "alleged assert asserts asserted contend contends contended maintain maintains maintained emphasize "
        "emphasizes emphasized emphasise emphasises emphasised recall recalls recalled remark remarks remarked "
        "observe observes observed joke jokes joked quip quips quipped lament laments lamented complain complains "
        "complained caution cautions cautioned boast boasts boasted pledge pledges pledged vow vows vowed testify "
        "testifies testified conclude concludes concluded reiterate reiterates reiterated repeat repeats repeated "
        "reveal reveals revealed disclose discloses disclosed imply implies implied forecast forecasts suggest "
        "suggests suggested indicate indicates indicated signal signals signaled signalled assure assures assured "
        "inform informs informed remind reminds reminded expect expects believe believes ask asks asked wonder "
        "wonders wondered shout shouts shouted swear swears swore affirm affirms affirmed propose proposes proposed "
        "recommend recommends recommended advise advises advised counter counters countered retort retorts retorted "
        "comment comments commented read reads continue continues continued agree agrees agreed demand demands "
        "demanded speculate speculates speculated think thinks reckon reckons reckoned threaten threatens "
        "threatened clarify clarifies clarified elaborate elaborates elaborated ruled proclaim proclaims proclaimed "
        "plead pleads pleaded muse muses mused opine opines opined posit posits posited yell yells yelled chant "
        "chants chanted scoff scoffs scoffed request requests requested decide decides decided"
    ),
    clausal=words(
        "add adds added continue continues continued report reports reported read reads respond responds responded "
        "reply replies replied agree agrees agreed observe observes observed counter counters countered maintain "
        "maintains maintained state states stated note notes noted indicate indicates indicated reveal reveals "
        "revealed recall recalls recalled think thinks believe believes conclude concludes concluded repeat repeats "
        "repeated comment comments commented ruled decide decides decided chant chants chanted yell yells yelled "
        "muse muses mused plead pleads pleaded"
    ),
    tells=words(
        "tell tells told assure assures assured inform informs informed remind reminds reminded warn warns warned "
        "advise advises advised ask asks asked"
    ),
    objects=words(
        "reject rejects rejected dismiss dismisses dismissed condemn condemns condemned criticize criticizes "
        "criticized criticise criticises criticised praise praises praised blame blames blamed accuse accuses "
        "accused welcome welcomes welcomed denounce denounces denounced dispute disputes disputed describe "
        "describes described call calls called rebuff rebuffs rebuffed refute refutes refuted urge urges urged "
        "reiterate reiterates reiterated hail hails hailed attack attacks attacked slam slams slammed defend "
        "defends defended voice voices voiced express expresses expressed echo echoes echoed question questions "
        "questioned attribute attributes attributed lambast lambasts lambasted mock mocks mocked ridicule ridicules "
        "ridiculed cite cites cited blast blasts blasted liken likens likened scold scolds scolded laud lauds "
        "lauded label labels labeled labelled deride derides derided downplay downplays downplayed encourage "
        "encourages encouraged implore implores implored mention mentions mentioned invoke invokes invoked chastise "
        "chastises chastised outline outlines outlined endorse endorses endorsed compare compares compared tout "
        "touts touted fault faults faulted portray portrays portrayed characterize characterizes characterized "
        "characterise characterises characterised brand brands branded dub dubs dubbed highlight highlights "
        "highlighted reference references referenced rip rips ripped thank thanks thanked exhort exhorts exhorted "
        "critique critiques critiqued chide chides chided decry decries decried deplore deplores deplored bemoan "
        "bemoans bemoaned applaud applauds applauded"
    ),
    participles=words(
        "saying adding warning arguing claiming insisting stating declaring explaining noting confirming predicting "
        "telling writing calling describing suggesting hinting announcing stressing blaming accusing citing urging "
        "alleging denying acknowledging admitting promising vowing complaining demanding promising proposing "
        "defending emphasizing encouraging lamenting asking questioning criticizing praising pledging threatening "
        "predicting revealing speculating tweeting asserting slamming blasting attacking referencing shouting touting "
        "comparing endorsing conceding cautioning dismissing rejecting condemning replying recalling"
    ),
    shows=words("show shows showed suggest suggests suggested find finds found indicate indicates indicated"),
    documents=words(
        "study studies survey surveys poll polls data figures documents document report reports paper papers filing "
        "filings record records letter letters email emails e mail mails minutes sheet register video footage "
        "research analysis results statistics statement memo memos review audit findings article book tests log logs "
        "images transcript transcripts slide slides chart charts ad ads advert lawsuit complaint ruling message "
        "messages post posts tape tapes recording recordings clip film documentary column editorial"
    ),
    nouns=words(
        "claim claims report reports estimate estimates note notes call calls state states forecast forecasts hint "
        "hints stress promise promises pledge pledges vow vows comment comments demand demands remark remarks signal "
        "signals joke jokes question questions attack attacks voice voices repeat tweet tweets counter counters reply "
        "replies warning dispute disputes welcome praise blame read reads cite cites label labels mention mentions "
        "outline outlines request requests muse chant chants yell yells fault faults brand brands highlight "
        "highlights reference references rip critique critiques"
    ),
    occasions=words(
        "statement interview interviews tweet tweets post posts letter letters email emails e-mail speech speeches "
        "rally rallies debate debates hearing hearings conference briefing meeting broadcast show program programme "
        "podcast video message memo article column op-ed editorial essay blog book report testimony remarks address "
        "call diatribe session press filing lawsuit appearance event forum ruling stop stops visit trip tour "
        "twitter facebook television radio tv"
    ),
    venues=words("in on at during via"),
    wholes=phrases(
        "declined to comment, declines to comment, declined to say, declined to discuss, declined to elaborate, "
        "declined to answer, declined to give, declined to confirm, declined to name, refused to comment, refused to "
        "discuss, refused to say, refused to answer, refused to confirm, would not say, would not comment, would not "
        "discuss, would not confirm, would say only, would only say, could not recall, neither confirmed nor denied, "
        "declined, refuses to comment, would not be drawn"
    ),
    compounds=phrases(
        "ruled out, rules out, pointed out, points out, point out, called for, calls for, called on, calls on, read "
        "out, warned against, warns against, warned about, warns about, warned of, warns of, cautioned against, "
        "advised against, advises against, complained about, complains about, complained of, complains of, spoke "
        "out about, spoke out against, spoke of, speaks of, spoke about, speaks about, talked about, talks about, "
        "joked about, boasted about, boasted of, commented on, comments on, referred to, refers to, raised "
        "questions about, raises questions about, raised concerns about, hinted at, hints at, alluded to, alludes "
        "to, apologized for, apologised for, apologizes for, apologises for, objected to, objects to, agreed with, "
        "disagreed with, railed against, argued for, argued against, took issue with, takes issue with, cast doubt "
        "on, casts doubt on, made the case for, makes the case for, expressed concern about, expressed concern "
        "over, expressed concerns about, expressed concerns over, expressed concerns regarding, made clear, makes "
        "clear, laid out, put it, puts it, hit back, spoke out, went on, goes on"
    ),
    sources=phrases("according to, in the words of, in the view of, in the opinion of"),
    measures=words("put puts gave gives list lists listed count counts counted"),
    figures=words("at as about"),
    impersonal=words("it"),
    passives=words("be is are was were been being get gets got"),
    auxiliaries=words(
        "has have had also later then since already never still again at first initially repeatedly previously "
        "earlier however once now today yesterday only did not"
    ),
    negations=words("not never n't"),
    infinitive=words(
        "to would will could can may might must should shall did does do cannot can't couldn't wouldn't won't didn't "
        "doesn't don't not let"
    ),
    complementizers=words("that"),
    determiners=words("the a an this these those some any no each every another both two three four five six several"),
    possessives=words("his her its their our my your"),
    prepositions=words(
        "of to from in at near into onto by for with against than over under on between through toward towards via "
        "around behind outside inside beyond during after before despite without among amid about since until "
        "within including"
    ),
    ties=words("of for at from with to"),
    adverbials=words(
        "online late early when while as today yesterday earlier again later flatly simply only several publicly "
        "afterwards afterward recently then"
    ),
    affiliations=words("of at from"),
    shifts=words("last next this that"),
    times=words("day week weekend month year morning afternoon evening night spring summer autumn fall winter quarter"),
    adverb_endings=("ly",),
    coordinators=words("and but or then while yet"),
    leads=words(
        "appeared appears appear seemed seems seem continued continues continue went goes go refused refuses refuse "
        "sought seeks tried tries managed dared"
    ),
    emphatics=words("even also often repeatedly"),
    means=words("by before after"),
    openings=words("to"),
    openers=words("that while but as after before because when if although though since whereas where whether so"),
    subordinators=words("when while after although though as because if since whereas before once until unless"),
    contrasts=words("although though but while whereas yet"),
    meanwhile=words("while when after although though"),
    relatives=words("who whom whose which"),
    persons=words("he she i"),
    things=words("it they we"),
    ranks=words("prime vice deputy former first shadow chief"),
    masculine=words("he his him mr man sir"),
    feminine=words("she her mrs ms miss woman lady dame"),
    roles=words(
        "cousin sister brother mother father wife husband widow son daughter uncle aunt neighbour neighbor friend "
        "captain counterpart co-author author spokesman spokeswoman spokesperson chair chief head boss aide adviser "
        "advisor lawmaker envoy leader minister member co-founder neurologist physiotherapist judge broadcaster "
        "columnist correspondent guard partner speaker whip treasurer clerk dean provost superintendent guide baker "
        "sen rep gov gen lt col sgt capt"
    ),
    role_endings=("ist", "ian", "man", "woman", "person", "or", "er", "ant", "ent", "ess", "maker", "keeper"),
    occupation_endings=("s",),
    verbs=words(
        "be am is are was were been being have has had having do does did doing will would shall should can could may "
        "might must ought won lost rose fell met left led sent sold bought brought thought fought caught took taken "
        "got gave given came went gone made became began begun ran put set hit cut kept held told said found stood "
        "sat spent shot knew known grew grown drew drawn broke broken drove driven wrote written spoke spoken saw "
        "seen ate showed shown threw thrown chose chosen felt heard paid laid meant withdrew struck won't isn't "
        "wasn't don't doesn't didn't hasn't haven't hadn't can't couldn't wouldn't aren't weren't"
    ),
    verb_endings=("ed",),
)

ACTIONS: Final = Actions(
    being=words("be am is are was were been being get gets got"),
    helping=words("has have had will would can could may might must should shall does do did"),
    standing=words("must can cannot is are"),
    present_endings=("s",),
    determiners=words(
        "the a an his her its their our my your this these those some any no each every both all another one"
    ),
    prepositions=words(
        "of to from in at near into onto on by for with against than over under between through toward towards via "
        "around behind outside inside beyond about across after before during within without since until among amid "
        "along despite throughout upon off above below as because beside besides per alongside"
    ),
    bounds=words("about around at between over than to under"),
    genitives=words("of for about between"),
    owning=words("of"),
    shortened=words("bros co corp inc jr ltd sr st"),
    offices=words(
        "affairs agriculture commerce culture defence defense development education energy environment finance foreign "
        "health interior justice labor labour security staff state trade transport transportation treasury"
    ),
    agent=words("by"),
    ties=words("and or"),
    openers=words("who whom whose which that when where while because if whether although though what how why"),
    doubles=words("after before until since"),
    purposes=words("to"),
    reporting=words("that"),
    around_occasions=words("after before during"),
    definite=words("the"),
    producing=verbs(
        "carry compile conduct hold issue launch open organise organize pay plan play post publish schedule"
    ),
    due=words("due planned scheduled"),
    relatives=words("that who which"),
    seeming=words("apparently evidently presumably probably seemingly"),
    adverbs=words(
        "not also again never now then later soon already still only just first second twice once out up down back "
        "off away over on ahead together elsewhere early late there here as more less well further"
    ),
    pronouns=words(
        "i we you he she it they him them who itself himself herself themselves everyone nobody somebody someone"
    ),
    numbers=words("dozens hundreds thousands several many half most few some rest much number two-thirds"),
    verbs=verbs(
        "abandon abduct abolish accept accuse acquire acquit add address adjourn admit adopt advance agree ambush "
        "announce annul appeal appear applaud apply appoint approve arrest arrive ask assassinate attack attend award "
        "back ban bar beat become begin block bomb book boycott break bring brush build burn burst buy call cancel "
        "cap capture carry cause charge check claim clash clear climb close collapse collide come compete complete "
        "concede conclude condemn conduct confirm consider convict correct count crash create criticise cross cut "
        "damage deal debate decide declare decline defeat defend delay deliver demand demolish denounce deny depart "
        "deploy "
        "deposit dissent destroy detain develop die disappear discharge discover discuss dismiss displace dissolve "
        "donate double draft draw drink drive drop drown dry eject elect embrace employ end endorse enrol enroll "
        "enter equalize erupt escape evacuate evict examine exchange exempt expand expel explain explode extend face "
        "fail fall fell fight file fill find fine finish fire fix flee flood fly follow force form free freeze gain "
        "gather get give go grant grow guard halt handle hang harm head hear help hire hit hold host hurt ignite "
        "impeach impose improve increase injure inspect install interview introduce invade invest investigate invite "
        "issue jail join jump keep kidnap kill knock land last launch lay lead leak lease leave lend level lie link "
        "look lift limit load lock lodge log loot lose lower make march mark marry measure meet merge mistreat "
        "mislead miss mistake move name narrow negotiate nominate notice obtain occupy occur offer open operate "
        "oppose order organise organize oust outline overrule overturn own pass pay perform plan plant play plead "
        "pledge plunge poll post postpone praise present presume prevent print probe promise propose protest prove "
        "provide publish pull pump purchase pursue push put quit raid raise rally reach read rebel rebound rebuild "
        "recall receive recognise recommend record recover recruit reduce refund refuse regain reinstate reject "
        "release remain remove rename renew repair repay repeal repel repeat replace reply report request require "
        "rescue resign resume retire retreat return reveal review revise revisit revoke ride rise rob roll rule run "
        "rush sack sail sanction save say schedule score scrap search secure see seek seize sell send sentence serve "
        "set settle shake share shed shelve shell shift ship shoot show shrink shut sign silence sink sit slash slip "
        "smash speak speed spend spill split spread stab stage stand start state stay steal step stop store storm "
        "strike strip submit succeed sue suffer suggest support surge surrender survive suspect suspend swear swap "
        "sweep switch table take talk target tear telephone tell test testify threaten throw tie topple torch touch "
        "tour train transfer travel treat triple trigger try turn unanimous undergo unveil upgrade uphold urge use "
        "vaccinate veto violate visit voice vote vow wait walk want warn wash wear welcome win withdraw work wound "
        "wreck write"
    ),
    acts=verbs(
        "achieve adhere aid amend analyse analyze apologise apologize apprehend blame carve catch celebrate clinch "
        "collaborate commit compensate complain comply confiscate confront congratulate connect consult consume "
        "contact contribute convene convert cooperate coordinate cripple crush deepen delete derail descend deserve "
        "devastate devise dine direct disband disclose disrupt distribute divert dominate earn eat elude emerge emit "
        "enable enact encounter encourage enforce enhance enlist ensure entangle equip establish evade exceed execute "
        "expose extinguish extradite fasten fetch flatten float foil forbid foster fulfil fulfill furnish gallop "
        "generate govern grab hamper hoist identify ignore illuminate immigrate imprison inaugurate incorporate incur "
        "indict induce infect inflict inhabit inherit initiate insert insult intercept interrogate intervene invoke "
        "irritate isolate justify legalise legalize liberate maintain manage manufacture mediate melt mobilise "
        "mobilize modify nationalise nationalize navigate neglect obey obstruct omit overrun oversee overtake "
        "overthrow overwhelm participate pave penalise penalize perish permit persuade pick pierce ponder portray "
        "possess pour pray preach prefer prepare prevail prohibit promote prosecute protect provoke punish qualify "
        "quarantine quell reassign reassure rebuke recapture reclaim reconcile redeem redesign refer refuel regulate "
        "reimburse relocate remind render reopen repaint repatriate represent rescind reshape reshuffle resist "
        "resolve respond restart restore restrict restructure retain retake rethink retrieve reunite reverse rupture "
        "scatter scrutinise scrutinize shatter shorten smuggle soar specify stabilise stabilize strengthen strive "
        "subpoena subsidise subsidize sustain swallow teach thank thwart traverse underline undermine unearth unify "
        "unite unleash unload unlock unseat uproot usher utter vacate vandalise vandalize vanish verify watch weaken "
        "whip widen wrestle"
    ),
    finite=words(
        "beats becomes began begins bought broke brought built came chose cut did died drew drove fell fled flew "
        "fought found froze gave goes grew held hit hurt kept knew laid leaves led left lent lost made meets met paid "
        "put quit ran reaches read rose said sank sat saw says sent sentences set shook shot shrank shut sold sought "
        "spent split spoke stole stood struck swept swore tears threw told took tore went won withdrew wore wrote"
    ),
    participles=words(
        "beaten begun bought bitten broken brought built burnt caught chosen cut done drawn driven driven eaten "
        "fallen fed felt fought found flown forbidden forgotten freed frozen given gone grown heard held hidden hit "
        "hung hurt kept known laid led left lent lost made meant met misled overrun overthrown paid put read ridden "
        "risen run said seen sent set sewn shaken shot shown shrunk shut sold sought spent split spread stolen struck "
        "stuck sunk sworn swept taken taught thrown told torn understood upheld withdrawn won worn wound written "
        "overturned cast cut hanged overtaken rebuilt reborn sued"
    ),
    participle_endings=("ed",),
    person_endings=("s",),
    noun_endings=("ing", "ings"),
    meeting=verbs("meet marry clash debate collide talk"),
    sharing=verbs("hold reach sign negotiate exchange"),
    gatherings=words("meeting meetings negotiation negotiations summit talk talks"),
    awaited=words(
        "expected due set scheduled likely supposed poised believed thought reported planned ready about bound"
    ),
    receiving=verbs("receive undergo suffer get inherit"),
    staging=words("begin begins began start starts started continue continues continued agree agrees agreed"),
    places=words("in at near on outside inside across around off along between into onto through from to for"),
    sites=words(
        "airport arena coast bank avenue bank base basin bay beach border bridge building camp castle center centre "
        "checkpoint church cinema clinic coast corner court district estate factory farm field forest gym hall harbor "
        "harbour hill hospital hotel house island jail kitchen lake market mill mine mosque mountain museum office "
        "park parliament pitch plant pond port quarry river road room route ruins school sea shop site square stadium "
        "stage stands station store street studio supermarket supermarkets suburb theater theatre track tunnel "
        "university valley village villages warehouse yard zone area areas region town towns city cities country "
        "countries capital embassy headquarters monastery"
    ),
    occasions=words(
        "shield cup final finals league championship championships open games game series season summit festival war "
        "act bill award awards prize trophy match race marathon week month year times post courier review journal"
    ),
    saying=verbs(
        "say said add argue insist believe think explain note estimate suggest state describe hint predict comment "
        "express"
    ),
    remarking=verbs(
        "tell warn claim call report write deny admit confirm reply respond announce notice acknowledge reveal "
        "show find"
    ),
    states=verbs("contain consist belong cost include represent resemble"),
    moving=verbs("leave enter visit cross reach block occupy storm quit climb"),
    infinitive=words("to"),
    inside=words("in at near outside inside across around"),
    progressive_endings=("ing",),
    doubting={
        **dict.fromkeys(
            words("if whether unclear threat threats risk fear fears prospect proposal unless bid possible"), "possible"
        ),
        **dict.fromkeys(words("decided plan plans planned expected invited ordered"), "planned"),
    },
    addressing=words("to from against at with before"),
    opposing=words("against"),
    beside=words("with"),
    giving=verbs(
        "address award buy deliver fire give hand lend lodge offer pay provide return sell send share supply take "
        "transfer"
    ),
    folk=words(
        "people men women boys girls children residents soldiers troops forces police officers officials lawmakers "
        "workers crews members staff employees passengers patients farmers protesters demonstrators students teachers "
        "pupils customers clients families victims suspects civilians migrants refugees rebels militants gunmen "
        "hostages prisoners inmates reporters journalists ministers leaders voters economists investors savers "
        "traders researchers scientists doctors nurses firefighters drivers tourists villagers neighbors neighbours "
        "armies sides parties ministers regulators companies banks firms judges lawyers monks sailors fishermen "
        "teammates fans supporters managers volunteers managers observers monitors colleagues ambassador ambassadors "
        "jury public crowd couple infant baby father mother shareholders owner owners son"
    ),
    folk_endings=("ers", "ors", "ists", "ians"),
    no_folk=words(
        "answers papers powers offers orders letters numbers figures members rivers covers matters quarters centers "
        "computers sensors tractors trailers containers motors doors floors errors factors sectors mirrors monitors "
        "waters winters summers others years hours dollars colors borders orders tankers shelters towers layers "
        "chapters posters newspapers boosters scores stores fires shares measures wonders barriers helicopters "
        "cancers fingers shoulders disorders corridors reactors transistors harbors labors favors honors lists "
        "weathers routers servers printers users rates meters kilometers kilometres liters litres centimeters "
        "millimeters tenors rumors rumours terrors mayors flowers showers rockets freezers drawers trousers"
    ),
    goods=words(
        " gun guns building buildings house houses home homes bridge bridges road roads train trains ship ships boat "
        "boats vessel vessels plane planes car cars truck trucks bus buses tank tanks tanker tankers tree trees "
        "market markets apartment apartments block blocks mill  factory factories animals cattle furniture  file "
        "files document documents  notice letter body bodies church mosque school hospital warehouse store shop shops "
        "stand windows cables pipes wells pipeline explosions breaches position treaty agreement scores painting "
        "paintings statue products vehicles helicopter aircraft award entry"
    ),
)

CLAIMING: Final = Claiming(
    saying=words(
        "say says said saying tell tells told add adds added warn warns warned announce announces announced argue "
        "argues argued claim claims claimed report reports reported write writes wrote admit admits admitted insist "
        "insists insisted state states stated declare declares declared explain explains explained note notes noted "
        "estimate estimates estimated confirm confirms confirmed predict predicts predicted reply replies replied "
        "tweet tweeted maintain maintains maintained stress stresses stressed reiterate reiterates reiterated "
        "acknowledge acknowledges acknowledged assert asserts asserted allege alleges alleged reveal revealed recall "
        "recalled conclude concluded suggest suggests suggested hint hints hinted believe believes believed testify "
        "testified emphasize emphasized disclose disclosed complain complained concede conceded observe observed "
        "remark remarked"
    ),
    denying=words("deny denies denied denying dispute disputes disputed refute refutes refuted"),
    that=words("that"),
    bare=words("say says said saying insists insisted believe believes believed think thinks thought"),
    no_speakers=words(
        "is are was were be been being to the a an this that their his her its which who not didn't doesn't don't never"
    ),
    helpers=words("has have had also later then previously repeatedly"),
    openers=words("to in at on of by with as for about from so during after before against nothing how why what if"),
    sources=phrases("according to"),
    hedges={
        "probable": phrases("reportedly, understood to, thought to, believed to, rumored to, rumoured to, reported to"),
        "possible": phrases(
            "suggest, suggests, suggested, suggesting, hint, hints, hinted, hinting, alleged, alleges, allege, "
            "allegedly, allegation, allegations, accused of, accused * of, accuses * of, suspected of, suspected, "
            "suspect, suspects, claimed to, unconfirmed, feared"
        ),
        "denied": phrases("denied, denies, deny, denying, dismissed as, rejected claims, rejected the claim"),
        "certain": phrases("could not, couldn't, could no, might have been expected, suspected of being"),
    },
    opinions=phrases(
        "should, ought to, hope to, hopes to, hoped to, hope that, hopes that, hoped that, promise to, promises to, "
        "promised to, vowed to, vows to, pledged to, urge, urged, urges, wants to, wanted to, called it, calls it, "
        "encouraging, disappointing, expressed concern, expressed concerns, little comfort"
    ),
    silence=phrases(
        "declined to comment, did not comment, didn't comment, would not comment, refused to comment, declined "
        "comment, did not respond, did not immediately respond, could not be reached, did not reply, made no comment"
    ),
    persons=words("he she"),
    speakers=words("he she it they"),
    selves=words("i we my our me us you your mine ours"),
    coordinators=words("and but while"),
    subordinators=words("after because although though since"),
)
