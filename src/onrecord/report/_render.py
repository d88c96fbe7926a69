"""Self-contained HTML from templates: pages without a script, that load nothing.

Every value is autoescaped. Besides, the content security policy of a page allows nothing but its own style sheet, by
its hash, so that injected markup could neither run nor load anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.report._characters import presentable

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["counted", "render", "render_part"]


def render(
    template: str,
    shown: Mapping[str, Any],
    sheets: Sequence[str],
    *,
    framed: bool = False,
    package: str = "onrecord.report",
) -> str:
    """The page that a template makes of what is `shown`, with the style of `base.css` and of these sheets.

    Templates and sheets lie in the folder `templates` of a package; a template extends `base.html`. Sheets are
    templates, too, of the same values; no text of an article may go into one. A `framed` page is for the `srcdoc` of a
    frame: it has a base of its own, since its links would lead to places of the page around it otherwise.
    """
    from markupsafe import Markup

    environment = _environment(package)
    style = "".join(environment.get_template(sheet).render(shown) for sheet in ("base.css", *sheets))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # The style sheet is made of the package's own files; everything else is escaped.
    known = {"style": Markup(style), "style_hash": digest, "framed": framed}  # noqa: S704
    return environment.get_template(template).render(shown, **known)


def render_part(template: str, shown: Mapping[str, Any], *, package: str) -> str:
    """The HTML that a template in the folder `templates` of a package makes of what is `shown`, to be put elsewhere."""
    return _environment(package).get_template(template).render(shown)


@cache
def _environment(package: str) -> Environment:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("onrecord.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters |= {"figure": _figure, "signed": _signed, "count": counted}
    return environment


def _finalize(value: object) -> object:
    """The value as it is printed: text with its unprintable characters replaced. Markup and other values stay."""
    return presentable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}".replace("-", "−")


def counted(number: int, noun: str = "", plural: str | None = None) -> str:
    """A number with its noun, in the plural unless the number is 1; without a plural of its own, it ends in an s."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}" if noun else f"{number:,}"
