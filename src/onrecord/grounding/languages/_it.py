"""Italian."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language, assigned, numbered, weekdays, words

__all__ = ["ITALIAN"]

ITALIAN: Final = Language(
    code="it",
    weekdays=weekdays("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
    months=numbered("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    days=assigned("oggi=today ieri=yesterday domani=tomorrow"),
    negatives=words("non mai nessuno nessuna nessun niente nulla senza né neppure"),
    function_words=words(
        "il lo la i gli le l un uno una e ed o ma se che chi cui quale dove quando come perché mentre di del dello "
        "della dei degli delle d a al allo alla ai agli alle da dal dallo dalla dai dalle in nel nello nella nei nelle "
        "su sul sullo sulla sui sulle con per tra fra contro dopo prima durante verso secondo io tu lui lei noi voi "
        "loro si ci vi ne mi ti suo sua suoi sue questo questa questi queste quello quella ogni tutto tutta tutti "
        "tutte altro altra altri più meno molto anche già ancora ora così poi è sono era erano fu furono essere stato "
        "stata stati state sarà ha hanno aveva avevano avere può possono deve devono circa"
    ),
    coordinators=words("e ed ma o però bensì"),
    subordinators=words("perché poiché mentre quando dove come se chi cui"),
    complementizers=words("che se"),
    without=words("senza"),
    infinitive_prepositions=words("di per a"),
    telling=words("secondo ora poi dopo prima già ancora qui là mentre"),
)
