"""Portuguese."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language, assigned, numbered, weekdays, words

__all__ = ["PORTUGUESE"]

PORTUGUESE: Final = Language(
    code="pt",
    weekdays=weekdays(
        "segunda/segunda-feira terça/terça-feira quarta-feira quinta-feira sexta/sexta-feira sábado domingo"
    ),
    months=numbered(
        "janeiro/jan fevereiro/fev março/mar abril/abr maio junho/jun julho/jul agosto/ago setembro/set outubro/out "
        "novembro/nov dezembro/dez"
    ),
    days=assigned("hoje=today ontem=yesterday amanhã=tomorrow"),
    negatives=words("não nunca ninguém nada nenhum nenhuma sem jamais nem tampouco"),
    function_words=words(
        "o a os as um uma uns umas e ou mas porque que quem qual onde quando como se embora enquanto de do da dos das "
        "em no na nos nas ao à aos às por pelo pela pelos pelas para com contra desde durante entre até sobre sob "
        "segundo após antes depois eu tu ele ela nós vós eles elas você vocês me te se lhe lhes seu sua seus suas meu "
        "minha este esta isto estes estas esse essa isso aquele aquela cada todo toda todos todas outro outra mais "
        "menos muito também já ainda agora assim então é são era eram foi foram ser sido será está estão estava ter "
        "tem têm tinha tinham há houve haver pode podem deve devem cerca"
    ),
    coordinators=words("e mas ou porém"),
    subordinators=words("porque embora enquanto quando onde como se quem cujo cuja"),
    complementizers=words("que se"),
    without=words("sem"),
    infinitive_prepositions=words("de para por a"),
    telling=words("segundo conforme agora então depois antes já ainda aqui ali lá"),
)
