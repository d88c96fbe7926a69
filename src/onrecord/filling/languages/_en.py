"""English."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions
from onrecord.filling.languages._claiming import Claiming
from onrecord.filling.languages._speech import Speech
from onrecord.grounding.languages import phrases, words

__all__ = ["ACTIONS", "CLAIMING", "SPEECH"]

SPEECH: Final = Speech()

ACTIONS: Final = Actions()

CLAIMING: Final = Claiming(
    saying=words(
        "say says said saying tell tells told add adds added warn warns warned announce announces announced argue argues "
        "argued claim claims claimed report reports reported write writes wrote admit admits admitted insist insists "
        "insisted state states stated declare declares declared explain explains explained note notes noted estimate "
        "estimates estimated confirm confirms confirmed predict predicts predicted reply replies replied tweet tweeted "
        "maintain maintains maintained stress stresses stressed reiterate reiterates reiterated acknowledge acknowledges "
        "acknowledged assert asserts asserted allege alleges alleged reveal revealed recall recalled conclude concluded "
        "suggest suggests suggested hint hints hinted believe believes believed testify testified emphasize emphasized "
        "disclose disclosed complain complained concede conceded observe observed remark remarked"
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
        "declined to comment, did not comment, didn't comment, would not comment, refused to comment, declined comment, "
        "did not respond, did not immediately respond, could not be reached, did not reply, made no comment"
    ),
    persons=words("he she"),
    speakers=words("he she it they"),
    selves=words("i we my our me us you your mine ours"),
)
