"""English."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs, words
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "SPEECH"]

SPEECH: Final = Speech()

ACTIONS: Final = Actions(
    being=words("be am is are was were been being get gets got"),
    helping=words("has have had will would can could may might must should shall does do did"),
    determiners=words(
        "the a an his her its their our my your this that these those some any no each every both all another one"
    ),
    prepositions=words(
        "of to from in at near into onto on by for with against than over under between through toward towards via "
        "around behind outside inside beyond about across after before during within without since until among amid "
        "along despite throughout upon off above below as because beside besides per alongside"
    ),
    bounds=words("about around at between over than to under"),
    genitives=words("of for about between"),
    owning=words("of"),
    agent=words("by"),
    ties=words("and or"),
    openers=words("who whom whose which that when where while because if whether although though what how why after"),
    adverbs=words(
        "not also again never now then later soon already still only just first second twice once out up down back off "
        "away over on ahead together elsewhere early late there here as more less well further"
    ),
    pronouns=words("he she it they him them who itself himself herself themselves everyone nobody somebody someone"),
    numbers=words("dozens hundreds thousands several many half most few some rest much number two-thirds"),
    verbs=verbs(
        "abandon abduct abolish accept accuse acquire acquit add address adjourn admit adopt advance agree ambush "
        "announce annul appeal appear applaud apply appoint approve arrest arrive ask assassinate attack attend award "
        "back ban bar beat become begin block bomb book boycott break bring brush build burn burst buy call cancel cap "
        "capture carry cause charge check claim clash clear climb close collapse collide come compete complete concede "
        "conclude condemn conduct confirm convict correct count crash create criticise cross cut damage deal debate "
        "decide declare decline defeat defend delay deliver demand demolish denounce deny depart deploy deposit dissent "
        "destroy detain develop die disappear discharge discover discuss dismiss displace dissolve donate double draft "
        "draw drink drive drop drown dry eject elect embrace employ end endorse enrol enroll enter equalize erupt "
        "escape evacuate evict examine exchange exempt expand expel explain explode extend face fail fall fell fight "
        "file fill find fine finish fire fix flee flood fly follow force form free freeze gain gather get give go "
        "grant grow guard halt handle hang harm head hear help hire hit hold host hurt ignite impeach impose improve "
        "increase injure inspect install interview introduce invade invest investigate invite issue jail join jump "
        "keep kidnap kill knock land last launch lay lead leak lease leave lend level lie link look lift limit load lock lodge "
        "log loot lose lower make march mark marry measure meet merge mistreat mislead miss mistake move name narrow negotiate "
        "nominate notice obtain occupy occur offer open operate oppose order organise organize oust outline overrule "
        "overturn own pass pay perform plan plant play plead pledge plunge poll post postpone praise present "
        "presume prevent print probe promise propose protest prove provide publish pull pump purchase pursue push put "
        "quit raid raise rally reach read rebel rebound rebuild recall receive recognise recommend record recover "
        "recruit reduce refund refuse regain reinstate reject release remain remove rename renew repair repay "
        "repeal repel repeat replace reply report request require rescue resign resume retire retreat return reveal "
        "review revise revisit revoke ride rise rob roll rule run rush sack sail sanction save say schedule score "
        "scrap search secure see seek seize sell send sentence serve set settle shake share shed shelve shell shift ship "
        "shoot show shrink shut sign silence sink sit slash slip smash speak speed spend spill split spread stab stage "
        "stand start state stay steal step stop store storm strike strip submit succeed sue suffer suggest support "
        "surge surrender survive suspect suspend swear swap sweep switch table take talk target tear telephone tell test "
        "testify threaten throw tie topple torch touch tour train transfer travel treat triple trigger try turn "
        "unanimous undergo unveil upgrade uphold urge use vaccinate veto violate visit voice vote vow wait walk want "
        "warn wash wear welcome win withdraw work wound wreck write"
    ),
    finite=words(
        "beats becomes began begins bought broke brought built came chose cut did died drew drove fell fled flew "
        "fought found froze gave goes grew held hit hurt kept knew laid leaves led left lent lost made meets met paid "
        "put quit ran reaches read rose said sank sat saw says sent sentences set shook shot shrank shut sold sought "
        "spent split spoke stole stood struck swept swore tears threw told took tore went won withdrew wore wrote"
    ),
    participles=words(
        "beaten begun bought bitten broken brought built burnt caught chosen cut done drawn driven driven eaten fallen "
        "fed felt fought found flown forbidden forgotten freed frozen given gone grown heard held hidden hit hung hurt "
        "kept known laid led left lent lost made meant met misled overrun overthrown paid put read ridden risen run "
        "said seen sent set sewn shaken shot shown shrunk shut sold sought spent split spread stolen struck stuck "
        "sunk sworn swept taken taught thrown told torn understood upheld withdrawn won worn wound written overturned "
        "cast cut hanged overtaken rebuilt reborn sued"
    ),
    participle_endings=("ed",),
    person_endings=("s",),
    meeting=verbs("meet hold reach sign negotiate marry clash debate exchange collide talk"),
    receiving=verbs("receive undergo suffer get inherit"),
    staging=words("begin begins began start starts started continue continues continued agree agrees agreed"),
    places=words("in at near on outside inside across around off along between into onto through from to for"),
    sites=words(
        "airport arena coast bank avenue bank base basin bay beach border bridge building camp castle center centre checkpoint "
        "church cinema clinic coast corner court district estate factory farm field forest gym hall harbor harbour "
        "hill hospital hotel house island jail kitchen lake market mill mine mosque mountain museum office park "
        "parliament pitch plant pond port quarry river road room route ruins school sea shop site square "
        "stadium stage stands station store street studio supermarket supermarkets suburb theater theatre track "
        "tunnel university valley village villages warehouse yard zone area areas region town towns city cities "
        "country countries capital embassy headquarters monastery"
    ),
    occasions=words(
        "shield cup final finals league championship championships open games game series season summit festival war "
        "act bill award awards prize trophy match race marathon week month year times post courier review journal"
    ),
    saying=verbs(
        "say add argue insist believe think explain note estimate suggest state describe hint predict comment"
    ),
    remarking=verbs(
        "tell warn claim call report write deny admit confirm reply respond announce decide notice acknowledge reveal show find"
    ),
    states=verbs("contain consist belong cost include represent resemble"),
    moving=verbs("leave enter visit cross reach block occupy storm quit climb"),
    infinitive=words("to"),
    inside=words("in at near outside inside across around"),
    progressive_endings=("ing",),
    doubting={
        **dict.fromkeys(
            "if whether unclear threat threats risk fear fears prospect proposal unless bid possible".split(),
            "possible",
        ),
        **dict.fromkeys("decided plan plans planned expected invited ordered".split(), "planned"),
    },
    addressing=words("to from against at with before"),
    opposing=words("against"),
    beside=words("with"),
    giving=verbs("give send sell lend provide hand offer supply award deliver transfer pay return share fire buy take"),
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
    goods=words(
        " gun guns building buildings house houses "
        "home homes bridge bridges road roads train trains ship ships boat boats vessel vessels plane planes car cars "
        "truck trucks bus buses tank tanks tanker tankers tree trees market markets apartment apartments block blocks "
        "mill  factory factories animals cattle furniture  file files document "
        "documents  notice letter body bodies church mosque school hospital warehouse store "
        "shop shops stand windows cables pipes wells pipeline explosions breaches position treaty agreement scores "
        "painting paintings statue products vehicles helicopter aircraft award entry"
    ),
)
