"""English."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "SPEECH"]

SPEECH: Final = Speech(
    says=words(
        "say says said tell tells told add adds added warn warns warned announce announces announced argue argues "
        "argued claim claims claimed report reports reported write writes wrote deny denies denied admit admits "
        "admitted insist insists insisted state states stated declare declares declared explain explains explained "
        "note notes noted estimate estimates estimated promise promises promised confirm confirms confirmed predict "
        "predicts predicted reply replies replied respond responds responded tweet tweets tweeted hint hints hinted "
        "stress stresses stressed acknowledge acknowledges acknowledged concede concedes conceded allege alleges "
        "alleged assert asserts asserted contend contends contended maintain maintains maintained emphasize emphasizes "
        "emphasized emphasise emphasises emphasised recall recalls recalled remark remarks remarked observe observes "
        "observed joke jokes joked quip quips quipped lament laments lamented complain complains complained caution "
        "cautions cautioned boast boasts boasted pledge pledges pledged vow vows vowed testify testifies testified "
        "conclude concludes concluded reiterate reiterates reiterated repeat repeats repeated reveal reveals revealed "
        "disclose discloses disclosed imply implies implied forecast forecasts suggest suggests suggested indicate "
        "indicates indicated signal signals signaled signalled assure assures assured inform informs informed remind "
        "reminds reminded expect expects believe believes ask asks asked wonder wonders wondered shout shouts shouted "
        "swear swears swore affirm affirms affirmed propose proposes proposed recommend recommends recommended advise "
        "advises advised counter counters countered retort retorts retorted comment comments commented read reads "
        "continue continues continued agree agrees agreed demand demands demanded speculate speculates speculated "
        "think thinks reckon reckons reckoned"
    ),
    clausal=words(
        "add adds added continue continues continued report reports reported read reads respond responds responded "
        "reply replies replied agree agrees agreed observe observes observed counter counters countered maintain "
        "maintains maintained state states stated note notes noted find finds found indicate indicates indicated show "
        "shows showed said say says reveal reveals revealed recall recalls recalled think thinks believe believes conclude concludes concluded repeat "
        "repeats repeated comment comments commented"
    ),
    tells=words(
        "tell tells told assure assures assured inform informs informed remind reminds reminded warn warns warned "
        "advise advises advised ask asks asked"
    ),
    objects=words(
        "reject rejects rejected dismiss dismisses dismissed condemn condemns condemned criticize criticizes "
        "criticized criticise criticises criticised praise praises praised blame blames blamed accuse accuses accused "
        "welcome welcomes welcomed denounce denounces denounced dispute disputes disputed describe describes described "
        "call calls called rebuff rebuffs rebuffed refute refutes refuted urge urges urged reiterate reiterates "
        "reiterated hail hails hailed attack attacks attacked slam slams slammed defend defends defended voice voices "
        "voiced express expresses expressed echo echoes echoed question questions questioned attribute attributes "
        "attributed lambast lambasts lambasted mock mocks mocked ridicule ridicules ridiculed"
    ),
    participles=words(
        "saying adding warning arguing claiming insisting stating declaring explaining noting confirming predicting "
        "telling writing calling describing suggesting hinting announcing stressing blaming accusing citing urging "
        "alleging denying acknowledging admitting promising vowing complaining"
    ),
    shows=words("show shows showed suggest suggests suggested find finds found indicate indicates indicated"),
    documents=words(
        "study studies survey surveys poll polls data figures documents document report reports paper papers filing "
        "filings record records letter letters email emails e mail mails minutes sheet register video footage research "
        "analysis results statistics statement memo memos review audit findings article book tests log logs images"
    ),
    nouns=words(
        "claim claims report reports estimate estimates note notes call calls state states forecast forecasts hint "
        "hints stress promise promises pledge pledges vow vows comment comments demand demands remark remarks signal "
        "signals joke jokes question questions attack attacks voice voices repeat tweet tweets counter counters "
        "reply replies warning dispute disputes welcome praise blame read reads"
    ),
    wholes=phrases(
        "declined to comment, declines to comment, declined to say, declined to discuss, declined to elaborate, "
        "declined to answer, declined to give, declined to confirm, declined to name, refused to comment, refused to "
        "discuss, refused to say, refused to answer, refused to confirm, would not say, would not comment, would not "
        "discuss, would not confirm, would say only, would only say, could not recall, neither confirmed nor denied, "
        "declined, refuses to comment, would not be drawn"
    ),
    compounds=phrases(
        "ruled out, rules out, pointed out, points out, point out, called for, calls for, called on, calls on, read "
        "out, expressed concern about, expressed concern over, expressed concerns about, expressed concerns over, expressed "
        "concerns regarding, made clear, makes clear, laid out, hit back, spoke out, went on, goes on"
    ),
    sources=phrases("according to, in the words of, in the view of, in the opinion of"),
    measures=words("put puts gave gives list lists listed count counts counted"),
    figures=words("at as about"),
    impersonal=words("it"),
    passives=words("be is are was were been being get gets got"),
    auxiliaries=words(
        "has have had also later then since already never still again at first initially repeatedly previously earlier "
        "however once now today yesterday only did not"
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
        "around behind outside inside beyond during after before despite without among amid about since until within"
    ),
    ties=words("of for at from with to"),
    adverbials=words(
        "last late early next this when while as today yesterday earlier again later there here flatly simply only "
        "publicly afterwards afterward recently"
    ),
    coordinators=words("and but or then while yet"),
    openers=words("that while but as after before because when if although though since whereas where whether so"),
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
        "columnist correspondent guard partner speaker whip treasurer clerk dean provost superintendent guide baker"
    ),
    role_endings=("ist", "ian", "man", "woman", "person", "or", "er", "ant", "ent", "ess", "maker", "keeper"),
    occupation_endings=("s",),
    verbs=words(
        "be am is are was were been being have has had having do does did doing will would shall should can could may "
        "might must ought won lost rose fell met left led sent sold bought brought thought fought caught took taken "
        "got gave given came went gone made became began begun ran put set hit cut kept held told said found stood sat "
        "spent shot knew known grew grown drew drawn broke broken drove driven wrote written spoke spoken saw seen ate "
        "showed shown threw thrown chose chosen felt heard paid laid meant withdrew struck won't isn't wasn't don't "
        "doesn't didn't hasn't haven't hadn't can't couldn't wouldn't aren't weren't"
    ),
    verb_endings=("ed",),
)

ACTIONS: Final = Actions()
