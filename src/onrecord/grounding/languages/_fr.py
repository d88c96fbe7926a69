"""French."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language, assigned, numbered, weekdays, words

__all__ = ["FRENCH"]

FRENCH: Final = Language(
    code="fr",
    weekdays=weekdays("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    months=numbered(
        "janvier/janv février/févr mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct novembre/nov "
        "décembre/déc"
    ),
    days=assigned("aujourd=today hier=yesterday demain=tomorrow"),
    negatives=words("n ne pas jamais rien aucun aucune sans ni nul nulle"),
    function_words=words(
        "le la les l un une des du de d au aux et ou mais donc or car que qu qui quoi dont où si comme lorsque quand "
        "puisque parce tandis alors ainsi puis à en dans sur sous par pour avec chez contre entre vers depuis pendant "
        "durant avant après dès selon lors jusque jusqu je j tu il elle on nous vous ils elles me m te t se s lui leur "
        "leurs y ce c cet cette ces ceci cela ça mon ma mes ton ta tes son sa ses notre nos votre vos tout toute tous "
        "toutes chaque plusieurs quelques plus moins très trop aussi encore déjà ici là est sont était étaient été "
        "être sera seront serait fut furent a ont avait avaient eu avoir aura auront aurait soit peut peuvent pouvait "
        "doit doivent environ près"
    ),
)
