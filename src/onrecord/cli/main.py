"""The `onrecord` command."""

from __future__ import annotations

import gc
import signal
import sys
from asyncio import CancelledError
from importlib.metadata import version
from logging import ERROR
from typing import Annotated

import typer

from onrecord.cli.batch import batch
from onrecord.cli.calibrate import calibrate
from onrecord.cli.changes import changes
from onrecord.cli.compare import compare
from onrecord.cli.digest import digest
from onrecord.cli.eval import evaluate
from onrecord.cli.export import export
from onrecord.cli.formats import WithFormats, WithFormatsOfStores
from onrecord.cli.gold import gold
from onrecord.cli.improve import improve
from onrecord.cli.kinds import kinds
from onrecord.cli.label import label
from onrecord.cli.log import log_as
from onrecord.cli.models import models
from onrecord.cli.options import Commands
from onrecord.cli.output import FAILED, INTERRUPTED, MISUSED, logger, tell
from onrecord.cli.prompts import prompts
from onrecord.cli.purge import purge
from onrecord.cli.runs import runs
from onrecord.cli.schema import schema
from onrecord.cli.serve import serve
from onrecord.cli.stories import stories
from onrecord.cli.summarize import summarize
from onrecord.errors import OnrecordError, UsageError

__all__ = ["app", "main"]

EXITS = "Exit status: 0 all fine, 1 some article failed or was read only in part, 2 wrong use, 130 interrupted."
BATCH_EXITS = (
    "Exit status: 0 all fine, 1 an article failed or was read only in part, or a feed could not be read, "
    "2 wrong use, 130 interrupted."
)
EVAL_EXITS = "Exit status: 0 all fine, 1 an article failed or a score is below its floor, 2 wrong use, 130 interrupted."
CALIBRATE_EXITS = "Exit status: 0 all fine, 1 the model failed, 2 wrong use, 130 interrupted."
IMPROVE_EXITS = (
    "Exit status: 0 all fine, whether something was kept or not, 1 a model failed, 2 wrong use, 130 interrupted."
)
EXPORT_EXITS = (
    "Exit status: 0 all fine, 1 reading the store or writing the result failed, 2 wrong use, 130 interrupted."
)
STORE_EXITS = "Exit status: 0 all fine, 1 reading the store failed, 2 wrong use, 130 interrupted."
SERVE_EXITS = "Exit status: 0 ended by Ctrl-C, 1 the store can't be read, 2 wrong use."
MODELS_EXITS = (
    "Exit status: 0 all fine, 1 weights could not be fetched, or nothing was there to remove, 2 wrong use, "
    "130 interrupted."
)
PURGE_EXITS = (
    "Exit status: 0 all fine, 1 the store could not be written or has no such article, 2 wrong use, 130 interrupted."
)


app = Commands(
    name="onrecord",
    help="Puts on record what news articles say: events, statements and claims, each tied to its evidence.",
    epilog=EXITS,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command(cls=WithFormats, epilog=EXITS)(summarize)
app.command(epilog=BATCH_EXITS)(batch)
app.command(cls=WithFormatsOfStores, epilog=EXPORT_EXITS)(export)
app.command(epilog=STORE_EXITS)(runs)
app.command(epilog=STORE_EXITS)(changes)
app.command(epilog=STORE_EXITS)(stories)
app.command(epilog=EXPORT_EXITS)(digest)
app.command(epilog=SERVE_EXITS)(serve)
app.command(epilog=PURGE_EXITS)(purge)
app.command("eval", epilog=EVAL_EXITS)(evaluate)
app.command(epilog=CALIBRATE_EXITS)(calibrate)
app.command()(compare)
app.command(epilog=IMPROVE_EXITS)(improve)
app.add_typer(gold)
app.add_typer(kinds)
app.command()(label)
app.add_typer(models, epilog=MODELS_EXITS)
app.add_typer(prompts)
app.command()(schema)


def _show_version(wanted: bool) -> None:  # noqa: FBT001  # typer's callback
    if wanted:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Put on record what news articles say: events, statements and claims, each tied to its evidence."""


ALLOCATIONS = 100_000
"""How many more objects there have to be before unreachable ones are looked for: most live as long as the command does.

With Python's own 700, a digest of a day takes a sixth longer.
"""


def main() -> None:
    """Run the command; every error of ours, or of the system's, ends as one line on stderr and an exit status."""
    gc.set_threshold(ALLOCATIONS)
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        app()
    except UsageError as error:
        tell("error", str(error), level=ERROR)
        sys.exit(MISUSED)
    except (OnrecordError, OSError) as error:
        tell("error", str(error), level=ERROR)
        sys.exit(FAILED)
    except (KeyboardInterrupt, CancelledError):  # asyncio lets the second out where work was being cancelled anyway
        sys.exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001  # told whole, as a defect of ours
        if _came_of_interruption(error):
            sys.exit(INTERRUPTED)
        if fault := _fault_of_kind(error):
            tell("error", f"a kind of your own can't be used: {fault}", level=ERROR)
            sys.exit(FAILED)
        logger.exception("a defect in onrecord, please report it", extra={"event": "defect"})
        sys.exit(FAILED)
    finally:
        log_as(None)
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    """End at a request to terminate as at Ctrl-C: nothing is left behind.

    A shell has what it starts in the background ignore Ctrl-C, and not this.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)


def _fault_of_kind(error: BaseException) -> str | None:
    from onrecord.kinds import fault_of_kind

    return fault_of_kind(error)


def _came_of_interruption(error: BaseException | None) -> bool:
    """Whether the error was raised while an interruption was being seen to, as by a thread that had yet to start."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
