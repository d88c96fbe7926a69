"""German."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language, assigned, numbered, weekdays, words

__all__ = ["GERMAN"]

GERMAN: Final = Language(
    code="de",
    weekdays=weekdays("montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag"),
    months=numbered(
        "januar/jan/jänner februar/feb/febr märz/mär april/apr mai juni/jun juli/jul august/aug september/sep/sept "
        "oktober/okt november/nov dezember/dez"
    ),
    days=assigned("heute=today gestern=yesterday vorgestern=day_before_yesterday übermorgen=day_after_tomorrow"),
    negatives=words(
        "nicht nichts nie niemals niemand niemanden niemandem kein keine keinen keinem keiner keines keinerlei ohne "
        "weder keinesfalls keineswegs"
    ),
    function_words=words(
        "der die das den dem des ein eine einen einem einer eines und oder aber denn sondern doch als wie dass daß ob "
        "weil wenn während obwohl damit bevor nachdem seit seitdem bis sobald solange falls in im ins an am ans auf "
        "aus außer bei beim durch für gegen hinter mit nach neben über um unter von vom vor zu zum zur zwischen wegen "
        "trotz laut gegenüber innerhalb außerhalb ich du er sie es wir ihr mich mir dich dir ihn ihm ihnen uns euch "
        "sich man mein meine dein sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere "
        "unseren unserem unserer dieser diese dieses diesen diesem jener jene jenes jeder jede jedes jeden jedem alle "
        "allen aller alles beide beiden einige mehrere viele wenige manche solche welche welcher welches wer was wo "
        "wann warum weshalb wieso wohin woher hier dort da dann nun jetzt schon noch auch nur sehr mehr sehr so zudem "
        "außerdem allerdings jedoch dabei dazu davon daran darauf daraus dafür dagegen danach daher deshalb deswegen "
        "darum darunter darüber etwa rund ca fast ungefähr knapp gut sowie sowohl zwar bereits wieder weiter weiterhin "
        "zunächst später früher zuvor ist sind war waren bin bist sei seien wäre wären wird werden wurde wurden worden "
        "geworden würde würden hat haben hatte hatten hätte hätten gehabt gewesen kann können konnte konnten könnte "
        "könnten muss müssen musste mussten soll sollen sollte sollten will wollen wollte wollten darf dürfen durfte "
        "mag lassen ließ gibt gab"
    ),
    determiners=words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner am im ins ans beim "
        "vom zum zur sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere dieser diese dieses "
        "diesen diesem jeder jede jedes jeden jedem alle allen einige mehrere viele wenige"
    ),
    lands=words(
        "iran irak türkei ukraine schweiz slowakei mongolei libanon jemen sudan südsudan kongo tschad vatikan "
        "niederlande niederlanden gambia"
    ),
)
