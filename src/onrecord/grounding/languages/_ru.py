"""Russian."""

from __future__ import annotations

from typing import Final

from onrecord.grounding.languages._language import Language, assigned, numbered, weekdays

__all__ = ["RUSSIAN"]

RUSSIAN: Final = Language(
    code="ru",
    weekdays=weekdays(
        "понедельник/понедельника вторник/вторника среда/среду/среды четверг/четверга пятница/пятницу/пятницы "
        "суббота/субботу/субботы воскресенье/воскресенья"
    ),
    months=numbered(
        "января/январе/январь февраля/феврале/февраль марта/марте/март апреля/апреле/апрель мая/мае/май июня/июне/июнь "
        "июля/июле/июль августа/августе/август сентября/сентябре/сентябрь октября/октябре/октябрь ноября/ноябре/ноябрь "
        "декабря/декабре/декабрь"
    ),
    days=assigned("сегодня=today вчера=yesterday завтра=tomorrow"),
)
