"""The built wheel, installed in an environment of its own, far from the source tree."""

import json
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from conftest import run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(tmp_path_factory, wheel):
    """The `bin` folder of a new environment that holds the wheel, and finds its dependencies where we have ours.

    Ours come last on the path and their `.pth` files aren't read, so that no editable install of this project counts.
    """
    home = tmp_path_factory.mktemp("env")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    (packages,) = home.glob("lib/python*/site-packages")
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--quiet", "--disable-pip-version-check", wheel], check=True, capture_output=True)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def inside(installed, code, cwd):
    done = subprocess.run(
        [installed / "python", "-c", code],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def test_the_wheel_holds_the_package_with_its_data_and_prompts_and_nothing_else(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info" not in name}
    package = {f"onrecord/{name}" for name in files_below(ROOT / "src" / "onrecord")}
    prompts = {f"onrecord/_prompts/{name}" for name in files_below(ROOT / "prompts")}
    assert names == package | prompts
    digests = {"onrecord/digest/templates/digest.css"} | {
        f"onrecord/digest/templates/{name}.html" for name in ("digest", "entry", "parts", "story")
    }
    templates = {name for name in names if "/templates/" in name}
    pages = {name for name in templates if name.startswith("onrecord/web/")}
    assert {"onrecord/web/templates/label.html", "onrecord/web/templates/label.css"} <= pages
    assert "onrecord/web/static/label.js" in names
    assert digests <= templates
    assert {name.removeprefix("onrecord/report/templates/") for name in templates - digests - pages} == {
        "article.html", "base.css", "base.html", "comparison.html", "plot.html", "records.html", "run.css", "run.html",
        "summary.css", "summary.html"
    }  # fmt: skip
    assert {name.removeprefix("onrecord/_prompts/") for name in prompts} == {
        f"{name}.prompty" for name in ("claim", "event", "records", "statement", "verify")
    }
    assert "onrecord/py.typed" in names


def test_it_is_the_wheel_s_own_package_that_runs(installed, tmp_path):
    place = inside(installed, "import onrecord; print(onrecord.__file__)", tmp_path)
    assert Path(place).is_relative_to(installed.parent)


def test_the_prompts_are_found_in_the_wheel(installed, tmp_path):
    done = run("prompts", script=installed / "onrecord", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "claim",
        "event",
        "records",
        "statement",
        "verify",
    ]
    code = "from onrecord.extraction._prompts import prompts_folder; print(prompts_folder())"
    assert Path(inside(installed, code, tmp_path)).is_relative_to(installed.parent)


def test_a_page_is_made_from_the_wheel(installed, tmp_path):
    code = "from onrecord.report import Comparison, comparison_page; print(comparison_page(Comparison('a', 'b', [])))"
    assert "<h1>Is B better than A?</h1>" in inside(installed, code, tmp_path)


def test_an_article_is_summarized_from_the_wheel(installed, endpoint, tmp_path):
    (tmp_path / "ferry.txt").write_text("The ferry sank on Monday. Nobody was hurt.")
    arguments = ["summarize", "ferry.txt", "--model", "openai/x", "--format", "json"]
    env = {"OPENAI_BASE_URL": endpoint.url}
    done = run(*arguments, script=installed / "onrecord", cwd=tmp_path, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    (summary,) = json.loads(done.stdout)
    assert [record["text"] for record in summary["records"]] == ["The ferry sank on Monday."]
    assert summary["records"][0]["supported"]


def test_the_help_of_the_installed_command_answers(installed, tmp_path):
    done = run("summarize", "--help", script=installed / "onrecord", cwd=tmp_path)
    assert done.returncode == 0
    assert "--strict" in done.stdout
