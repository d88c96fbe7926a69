"""Dutch."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language, assigned, numbered, weekdays, words

__all__ = ["DUTCH"]

DUTCH: Final = Language(
    code="nl",
    weekdays=weekdays("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    months=numbered("januari februari maart april mei juni juli augustus september oktober november december"),
    days=assigned("vandaag=today gisteren=yesterday morgen=tomorrow"),
    negatives=words("niet niets nooit niemand geen zonder noch nergens"),
    function_words=words(
        "de het een en of maar want dat die dit deze als dan omdat terwijl voordat nadat sinds tot in op aan bij van "
        "voor met naar over onder uit door om tegen tussen tijdens volgens ik jij hij zij ze het wij we jullie hun hen "
        "haar hem zich zijn is was waren ben wordt worden werd werden heeft hebben had hadden kan kunnen kon zal "
        "zullen zou zouden moet moeten mag wil willen er hier daar nu ook nog al wel meer zeer zo"
    ),
    coordinators=words("en maar of want"),
    subordinators=words("omdat terwijl hoewel toen als nadat voordat die dat waar wie"),
    complementizers=words("dat of wat wie"),
    without=words("zonder"),
    telling=words("volgens nu dan later eerder al hier daar"),
)
