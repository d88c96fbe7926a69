"""Spanish."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language, assigned, numbered, weekdays, words

__all__ = ["SPANISH"]

SPANISH: Final = Language(
    code="es",
    weekdays=weekdays("lunes martes miércoles jueves viernes sábado domingo"),
    months=numbered(
        "enero/ene febrero/feb marzo abril/abr mayo junio/jun julio/jul agosto/ago septiembre/sept/setiembre "
        "octubre/oct noviembre/nov diciembre/dic"
    ),
    days=assigned("hoy=today ayer=yesterday anteayer=day_before_yesterday"),
    negatives=words("no nunca nadie nada ningún ninguno ninguna sin tampoco ni jamás"),
    function_words=words(
        "el la los las lo un una unos unas y e o u pero sino porque que quien quienes cual cuyo donde cuando como si "
        "aunque mientras a al ante bajo con contra de del desde durante en entre hacia hasta para por según sobre tras "
        "yo tú él ella ello nosotros ellos ellas usted ustedes me te se le les nos su sus mi mis tu tus este esta esto "
        "estos estas ese esa eso esos esas aquel aquella cada todo toda todos todas otro otra otros otras más menos "
        "muy también ya aún ahora así entonces es son era eran fue fueron ser sido será serán está están estaba "
        "estaban ha han había habían hay hubo haber puede pueden debe deben unos cerca"
    ),
)
