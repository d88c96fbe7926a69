"""French."""

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
        "dit disent disait déclare déclarent déclaré affirme affirment affirmé assure assurent assuré explique expliquent "
        "expliqué précise précisent précisé ajoute ajoutent ajouté indique indiquent indiqué souligne soulignent souligné "
        "annonce annoncent annoncé confirme confirment confirmé estime estiment estimé rapporte rapportent rapporté écrit "
        "écrivent admet admettent admis reconnaît reconnu prévient prévenu averti avertit rappelle rappelé croit pense "
        "pensent soutient soutiennent soutenu raconte raconté suggère suggèrent suggéré"
    ),
    denying=words("nie nient nié niait dément démentent démenti conteste contestent contesté"),
    that=words("que qu"),
    no_speakers=words("est sont été être qui que se s le la les un une ne n pas"),
    helpers=words("a ont avait avaient aussi également"),
    openers=words("à en de par avec pour sur comment rien"),
    sources=phrases("selon, d'après"),
    hedges={
        "probable": phrases("probablement, apparemment, sans doute, vraisemblablement, semble, semblent, devrait, devraient"),
        "possible": phrases(
            "peut, peuvent, pourrait, pourraient, peut-être, éventuellement, possiblement, aurait, auraient, serait, "
            "seraient, présumé, présumée, présumés, soupçonné, soupçonnée, soupçonnés, suggère, suggèrent, accusé de, "
            "accusée de, accusés de, accuse, prétendument"
        ),
        "denied": phrases("nie, nient, nié, dément, démentent, démenti, conteste, contesté"),
        "certain": phrases("ne peut, ne peuvent"),
    },
    opinions=phrases(
        "il faut, faudrait, doit, doivent, devrait, devraient, espère, espèrent, espérait, promet, promis, réclame, "
        "réclament, demande que, souhaite, souhaitent"
    ),
    silence=phrases(
        "n'a pas souhaité, n'a pas voulu, s'est refusé à, se refuse à, n'a pas répondu, pas souhaité commenter, "
        "refusé de commenter"
    ),
    persons=words("elle"),
    speakers=words("il elle ils elles"),
    selves=words("je j mon ma mes nous notre nos moi vous votre vos"),
)
