"""The command within the tests' own process, which is quicker than one of its own."""

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess

import pytest
from conftest import environment
from kept import called, placed

from onrecord.cli.main import main


def onrecord(*arguments, cwd, **variables):
    """The command as it finished in the folder `cwd`, with the environment that it would have in a process."""
    given = environment(**variables)
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["onrecord", *(placed(each, cwd) for each in arguments)])
        for name in set(os.environ) - set(given):
            patch.delenv(name)
        for name, value in given.items():
            patch.setenv(name, str(value))
        with pytest.raises(SystemExit) as left:
            main()
    said = (called(each.getvalue(), arguments, cwd) for each in (out, err))
    return CompletedProcess(arguments, left.value.code, *said)
