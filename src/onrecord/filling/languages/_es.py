"""Spanish."""

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
        "dice dicen dijo dijeron dicho afirma afirman afirmó afirmaron afirmado asegura aseguran aseguró aseguraron "
        "asegurado explica explican explicó explicaron explicado señala señalan señaló señalaron señalado añade añadió "
        "añadieron añadido advierte advierten advirtió advirtieron advertido anuncia anunció anunciaron anunciado "
        "confirma confirman confirmó confirmaron confirmado indicó indicaron indicado sostiene sostienen sostuvo declaró "
        "declararon declarado informó informaron informado reconoció reconocieron reconocido admitió estima estiman "
        "estimó calcula calculan calculó escribió insistió recordó recuerda cree creen considera consideran sugiere "
        "sugieren sugirió"
    ),
    denying=words("niega niegan negó negaron negado desmiente desmienten desmintió desmintieron desmentido"),
    that=words("que"),
    no_speakers=words("ser fue fueron es son que se el la un una lo no su sus"),
    helpers=words("ha han había habían también"),
    openers=words("a en de por con para sobre cómo nada"),
    sources=phrases("según, de acuerdo con"),
    hedges={
        "probable": phrases(
            "probablemente, al parecer, aparentemente, se espera que, previsiblemente, se prevé que, seguramente"
        ),
        "possible": phrases(
            "puede, pueden, podría, podrían, pudo, podía, quizá, quizás, tal vez, posiblemente, presunto, presunta, "
            "presuntos, presuntamente, supuesto, supuesta, supuestamente, sugiere, sugieren, sugirió, acusado de, "
            "acusada de, acusados de, acusa a, acusó a, sospecha, sospechan"
        ),
        "denied": phrases("niega, niegan, negó, negaron, desmiente, desmienten, desmintió, desmintieron"),
        "certain": phrases("no puede, no pueden, no pudo, no podía, se puede, se pueden"),
    },
    opinions=phrases(
        "debe, deben, debería, deberían, espera que, esperan que, esperaba que, confía en, confían en, prometió, "
        "prometieron, pidió que, pidieron que, exige, exigen, exigió"
    ),
    silence=phrases(
        "no quiso comentar, no quiso hacer comentarios, declinó hacer comentarios, no hizo comentarios, rehusó "
        "comentar, no respondió, no ha querido"
    ),
    persons=words("él ella"),
    speakers=words("él ella ellos ellas"),
    selves=words("yo mi mis nosotros nosotras nuestro nuestra nuestros nuestras me nos hemos tenemos somos estamos"),
)
