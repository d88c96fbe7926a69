"""What mkdocs needs to make pages of files that lie beside docs/, and to lead links to them there."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

BESIDE = {
    "README.md": "readme.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "evals/stories/README.md": "story-set.md",
}
"""The pages that files of the repository are in the site."""

ROOT = Path(__file__).parents[1]
FILES = {page: path for path, page in BESIDE.items()}
LINK = re.compile(r"\]\(([^)#:\s]+)(#[^)\s]*)?\)")
"""A link to a file, which is no address."""

MARK = re.compile(r"^(```\w+) \w+$", re.MULTILINE)
"""The start of a block of code with a word for the tests, after that for its language."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The files of the site, with those from beside docs/."""
    for path, page in BESIDE.items():
        files.append(File.generated(config, page, content=ROOT.joinpath(path).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """A page whose links lead to other pages of the site."""
    uri = page.file.src_uri
    folder = posixpath.dirname(FILES.get(uri, f"docs/{uri}"))

    def led(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, found[1]))
        inside = BESIDE.get(target, target.removeprefix("docs/"))
        return f"]({posixpath.relpath(inside, posixpath.dirname(uri) or '.')}{found[2] or ''})"

    return LINK.sub(led, MARK.sub(r"\1", markdown))
