"""`onrecord prompts`: the prompt files at hand, checked; what one sends; a copy to edit; what differs between two."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord.cli.options import Commands, ModelOption, PromptsOption, SentencesPerCallOption, TextOrJson, with_kinds
from onrecord.cli.output import FAILED, FINE, escaped_json, print_text
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.extraction import Prompt
    from onrecord.verification import VerifyPrompt

__all__ = ["prompts"]

ANY = "other"
"""Stands for a model that isn't the embedded one."""

NAME = re.compile(r"[\w][\w.-]*")
"""What a prompt may be called: its file has the name, too."""


class _ListByDefault(TyperGroup):
    """Takes what is no command for the folder to list."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["list", *args])


prompts = Commands(
    name="prompts",
    cls=_ListByDefault,
    help="Check and list prompt files, show what one sends, copy one to edit, and compare two.",
)

FolderArgument = Annotated[
    Path | None,
    typer.Argument(help="The folder of prompt files; without one, the prompts in use are listed.", show_default=False),
]


@prompts.callback(invoke_without_command=True)
@with_kinds
def all_of_them(context: typer.Context) -> None:
    """Check and list prompt files, show what one sends, copy one to edit, and compare two."""
    if not context.invoked_subcommand:
        check(None)


@prompts.command("list")
@prompts.command("check")
def check(folder: FolderArgument = None) -> None:
    """Check prompt files and list each with its name, its kinds, the hash of what is sent, and its description."""
    from onrecord._prompty import VERIFY
    from onrecord.extraction import prompts_in
    from onrecord.verification import load_verify_prompt, verifier_used

    folder = folder or _in_use()
    lines = [_line(prompt) for prompt in prompts_in(folder)]
    if (path := folder / f"{VERIFY}.prompty").is_file():
        verifying = load_verify_prompt(path)
        lines.append(_in_columns(verifying, "verifies records", verifier_used(ANY, verifying).identity))
    print_text("".join(f"{line}\n" for line in lines))


def _in_use() -> Path:
    """The folder of the prompts that are used where none is named."""
    from onrecord.extraction import prompts_folder
    from onrecord.settings import Settings

    return Settings.from_environment().prompts or prompts_folder()


def _line(prompt: Prompt) -> str:
    kinds = ",".join(kind.kind for kind in prompt.kinds)
    return _in_columns(prompt, kinds, prompt.identity(prompt.form(ANY)))


def _in_columns(prompt: Prompt | VerifyPrompt, does: str, identity: str) -> str:
    return f"{prompt.name:<16} {does:<24} {identity[:12]}  {' '.join(prompt.description.split())}"


@prompts.command()
def show(
    name: Annotated[str, typer.Argument(help="The prompt, by its name or its file.", show_default=False)],
    *,
    article: Annotated[
        Path | None,
        typer.Option("--article", help="Show every call about the article in this file; without one, the template."),
    ] = None,
    model: ModelOption = None,
    prompts: PromptsOption = None,
    sentences_per_call: SentencesPerCallOption = None,
    output_format: Annotated[
        TextOrJson,
        typer.Option("--format", "-f", help="text, or json for the bodies as they are sent, one a line."),
    ] = TextOrJson.TEXT,
) -> None:
    """Show what is sent to the model, turn by turn, with its tokens; nothing is sent, and no key is needed.

    It is what the first try of each call sends; an endpoint that refuses a part of it is asked without that.
    """
    from onrecord import read_article
    from onrecord.cli.prompts_shown import bodies, template_lines, told
    from onrecord.extraction import find_prompt
    from onrecord.settings import Settings

    settings = Settings.from_environment()
    prompt = find_prompt(name, prompts or _in_use())
    asked = model or settings.model
    if article is None and output_format is TextOrJson.JSON:
        raise UsageError("--format json prints what is sent about an article: name one with --article FILE")
    lines: Iterable[str]
    if article is None:
        lines = asyncio.run(template_lines(prompt, asked, settings, sentences_per_call))
    else:
        sent = asyncio.run(bodies(prompt, asked, settings, read_article(article), sentences_per_call))
        if output_format is TextOrJson.JSON:
            print_text("".join(f"{escaped_json(call.body.decode())}\n" for call in sent))
            return
        lines = told(sent, asked)
    print_text("".join(f"{line}\n" for line in lines))


@prompts.command()
def new(
    source: Annotated[
        str,
        typer.Argument(metavar="FROM", help="The packaged prompt to copy, or a prompt file.", show_default=False),
    ],
    name: Annotated[
        str | None, typer.Argument(help="How the copy is called; without it, as the other.", show_default=False)
    ] = None,
    *,
    folder: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to put it into; it is made where it isn't there.")
    ] = Path("prompts"),
) -> None:
    """Copy a prompt, to edit it. A file that is there is never overwritten."""
    origin = _origin(source)
    called = name or origin.stem
    if not NAME.fullmatch(called):
        raise UsageError(f"{called!r}: a prompt's name has letters, digits, '-', '_' and '.' alone; choose such a one")
    text = origin.read_text(encoding="utf-8")
    target = folder / f"{called}{origin.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(re.sub(r"^name:.*$", lambda _: f"name: {called}", text, count=1, flags=re.MULTILINE))
    except FileExistsError:
        raise UsageError(f"{target}: is there already; choose another name, or another folder with --output") from None
    print_text(f"{target}: edit it, then: onrecord prompts check {folder}; onrecord prompts diff {origin} {target}\n")


def _origin(source: str) -> Path:
    """The file of a packaged prompt, or of one at a path. Raises `UsageError` where there is none."""
    from onrecord.extraction import prompts_folder

    packaged = sorted(prompts_folder().glob("*.prompty"))
    path = next((each for each in packaged if each.stem == source), Path(source))
    if path.suffix != ".prompty" or not path.is_file():
        names = ", ".join(each.stem for each in packaged)
        raise UsageError(f"{source}: is no packaged prompt and no prompt file; the packaged ones are {names}")
    return path


@prompts.command(epilog="Exit status: 0 nothing that is sent differs, 1 something does, 2 wrong use, 130 interrupted.")
def diff(
    a: Annotated[Path, typer.Argument(help="A prompt file, or a folder of them.", show_default=False)],
    b: Annotated[Path, typer.Argument(help="The other file or folder.", show_default=False)],
    *,
    model: ModelOption = None,
) -> None:
    """Show what differs in what two prompts send, by words: [-only in A-], {+only in B+}.

    What isn't sent, such as a description, makes no difference.
    """
    from onrecord.settings import Settings

    asked = model or Settings.from_environment().model
    lines = list(_differing(a, b, asked))
    print_text("".join(f"{line}\n" for line in lines))
    raise typer.Exit(FAILED if lines else FINE)


def _differing(a: Path, b: Path, model: str) -> Iterator[str]:
    if a.is_dir() != b.is_dir():
        raise UsageError(f"{a} and {b}: one is a folder and the other isn't; name two files or two folders")
    if not a.is_dir():
        yield from _files_differ(a, b, model)
        return
    ours, theirs = _by_name(a), _by_name(b)
    for name in sorted(ours.keys() | theirs.keys()):
        if name in ours and name in theirs:
            yield from _files_differ(ours[name], theirs[name], model)
        else:
            yield f"only in {a if name in ours else b}: {name}"


def _by_name(folder: Path) -> dict[str, Path]:
    found = {path.name: path for path in folder.glob("*.prompty")}
    if not found:
        raise UsageError(f"{folder}: no prompt files (*.prompty) in this folder")
    return found


def _files_differ(a: Path, b: Path, model: str) -> Iterator[str]:
    """The lines that tell what differs between two files; none where nothing does."""
    from onrecord._prompty import VERIFY
    from onrecord.extraction import differences_sent, load_prompt
    from onrecord.rewording import marked, reworded
    from onrecord.verification import load_verify_prompt

    one, other = (load_verify_prompt(path) if path.stem == VERIFY else load_prompt(path) for path in (a, b))
    if found := differences_sent(one, other, model):
        yield f"--- {a}"
        yield f"+++ {b}"
    part = ""
    for each in found:
        if each.part != part:
            yield f"{each.part}:"
        part = each.part
        yield from (f"  {line}" for line in marked(reworded(each.a, each.b)).splitlines())
