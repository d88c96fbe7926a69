"""What docs/extending.md shows, installed and run as it stands; packages that are broken, or have a name of another."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
import zipfile
from pathlib import Path

import pytest
from conftest import repeat, run, shown
from endpoint_server import EndpointServer, Reply, answer
from news_server import NewsServer, Sent
from test_registry import installed

from onrecord.testing import answer_text

PAGE = Path(__file__).parents[1] / "docs" / "extending.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

FERRY = "The ferry sank on Monday. Ann Lee left the meeting before the vote."
WIRE = "ZCZC HAR0042\n2026-11-30\nFerry sinks\nThe ferry sank on Monday.\nNNNN\n"


def blocks():
    """The page's blocks of code: each with its language."""
    return FENCE.findall(PAGE.read_text(encoding="utf-8"))


def examples():
    """The modules of the page by their names, each with the entry points that it has."""
    found, modules = {}, [(language, text) for language, text in blocks() if language in ("python", "toml")]
    for (_, module), (_, project) in zip(modules[::2], modules[1::2], strict=True):
        name = re.match(r"# (\w+)\.py\n", module)[1]
        found[name] = (module, tomllib.loads(project)["project"]["entry-points"])
    return found


def commands():
    """The commands of the page."""
    return [line[2:] for language, text in blocks() if language == "console" for line in text.splitlines()]


def parrot(seen):
    """What the page's service answers, and what an endpoint would."""
    if seen.path.endswith("/ask"):
        (number, sentence), *_ = shown(type(seen)(seen.path, {}, {"messages": seen.payload["messages"]}, 0.0)).items()
        text = answer_text({"claims": [{"sentences": [number], "text": sentence}]})
        return Reply(json.dumps({"text": text, "read": 100, "written": 20, "cut_off": False}).encode())
    return repeat(seen)


@pytest.fixture(scope="module")
def server():
    with EndpointServer(parrot) as server:
        yield server


@pytest.fixture
def site(tmp_path, server):
    """A folder with the page's packages installed in it."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name, (module, groups) in examples().items():
        for group, entries in groups.items():
            installed(folder, name, group, entries, module.replace("http://127.0.0.1:8000/v1", server.url))
    return folder


@pytest.fixture
def command(tmp_path, site, server):
    """Runs a command in a folder of articles, with the page's packages installed."""
    (tmp_path / "ferry.txt").write_text(FERRY)
    (tmp_path / "ferry.wire").write_text(WIRE)
    with zipfile.ZipFile(tmp_path / "telegrams.zip", "w") as archive:
        archive.writestr("one.wire", WIRE)
        archive.writestr("two.wire", WIRE.replace("0042", "0043"))
    variables = {"PYTHONPATH": str(site), "ACME_API_KEY": "k-acme", "PARROT_URL": server.url}

    def running(*arguments, **more):
        return run(*arguments, cwd=tmp_path, env=variables | more)

    return running


def test_every_command_of_the_page_works(command, tmp_path):
    said = {line: command(*shlex.split(line)[1:]) for line in commands()}
    assert {line: (done.returncode, done.stderr) for line, done in said.items() if done.returncode} == {}
    acme, models, parrots, *_, wire, telegrams = (done.stdout for done in said.values())
    assert "WHO SPEAKS" in acme or "1 record" in acme
    assert re.search(r"^acme/NAME +set, not tried: http://127", models, re.MULTILINE)
    assert re.search(r"^parrot/NAME +set, not tried: http://127", models, re.MULTILINE)
    assert "parrot/grey" in parrots
    assert "* ferry.txt\n- The ferry sank on Monday." in said["onrecord export --store news.db --format org"].stdout
    assert (tmp_path / "ferry.org").read_text().startswith("* ferry.txt\n- The ferry sank")
    assert "Ferry sinks" in wire
    assert telegrams.count("Ferry sinks") == 2


def test_the_model_of_a_package_is_asked_and_paid_as_others_are(command, server):
    before = len(server.requests)
    done = command("batch", "ferry.txt", "--store", "a.db", "-m", "parrot/grey", "--budget", "10-tokens")
    assert "the budget" in done.stderr
    assert len(server.requests) == before
    done = command("batch", "ferry.txt", "--store", "a.db", "-m", "parrot/grey", "--budget", "1.00")
    assert (done.returncode, "no price of parrot/grey is known" in done.stderr) == (2, True)
    done = command("batch", "ferry.txt", "--store", "a.db", "-m", "parrot/grey", "--provider-batch")
    assert (done.returncode, "parrot/grey has no such batches" in done.stderr) == (2, True)
    done = command("batch", "ferry.txt", "--store", "a.db", "-m", "parrot/grey", "--dry-run")
    assert "1 articles to read" in done.stdout


def test_the_model_of_a_package_is_scored(command, tmp_path):
    (tmp_path / "evals" / "gold").mkdir(parents=True)
    (tmp_path / "evals" / "articles").mkdir()
    (tmp_path / "evals" / "articles" / "ferry.txt").write_text(FERRY)
    (tmp_path / "evals" / "gold" / "ferry.yaml").write_text(
        "article: ferry\nclaims:\n- text: The ferry sank on Monday.\n  evidence: [The ferry sank]\n"
    )
    done = command("eval", "-m", "parrot/grey", "-k", "claim", "--format", "json")
    (cell,) = json.loads(done.stdout)["cells"]
    assert cell["name"].endswith("× parrot/grey")
    assert cell["scores"]["claim.f1"]["value"] == 1.0, cell["scores"].keys()


def test_what_goes_wrong_in_the_model_of_a_package_is_told_in_a_line(command):
    done = command("summarize", "ferry.txt", "-m", "parrot/grey", PARROT_URL="")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert re.search(r"parrot/grey: .*UnsupportedProtocol|parrot/grey: no connection", done.stderr)
    done = command("summarize", "ferry.txt", "-m", "parrot/grey", PARROT_URL="http://127.0.0.1:9")
    assert "parrot/grey: no connection" in done.stderr


def test_a_telegram_at_an_address_is_read_too(command):
    with NewsServer({"/ferry": Sent(WIRE.encode(), headers={"Content-Type": "text/plain"})}) as news:
        done = command("summarize", f"{news.url}/ferry", "--allow-private", "-m", "acme/large")
    assert "Ferry sinks" in done.stdout


def test_the_check_of_a_package_finds_what_ours_don_t(site, command, tmp_path):
    claim = {"claims": [{"sentences": [2], "text": "Ann Lee fled the meeting before the vote."}]}
    with EndpointServer([answer(answer_text(claim))]) as server:
        told = ("summarize", "ferry.txt", "-m", "openai/x", "-k", "claim", "--format", "json")
        with_it = command(*told, OPENAI_BASE_URL=server.url)
        without = run(*told, cwd=tmp_path, env={"OPENAI_BASE_URL": server.url})
    codes = [
        [value.get("code") for record in json.loads(done.stdout)[0]["records"] for value in record["support"].values()]
        for done in (with_it, without)
    ]
    assert "drama" in codes[0]
    assert "drama" not in codes[1]


BROKEN = {
    "onrecord.models": ("acme", "model provider", ["summarize", "ferry.txt", "-m", "acme/large"]),
    "onrecord.exports": ("org", "format", ["summarize", "ferry.txt", "-m", "openai/x", "-f", "org"]),
    "onrecord.digests": ("slides", "digest format", ["digest", "--store", "news.db", "-f", "slides"]),
}
"""The groups whose items are asked for by name: a name, what it is of, and a command that asks for it."""


@pytest.mark.parametrize("group", BROKEN)
def test_what_can_t_be_loaded_is_told_to_who_asks_for_it(tmp_path, group):
    name, what, asking = BROKEN[group]
    installed(tmp_path, "brittle", group, {name: "brittle:GONE"})
    (tmp_path / "ferry.txt").write_text(FERRY)
    done = run(*asking, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    said = f"the {what} '{name}' of the package brittle 1.0 (brittle:GONE) can't be used: AttributeError"
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_can_t_be_loaded_is_warned_of_and_all_else_works(tmp_path, server):
    groups = ("models", "exports", "digests", "sources", "checks", "kinds")
    for group in groups:
        installed(tmp_path, f"brittle_{group}", f"onrecord.{group}", {"brittle": f"brittle_{group}:GONE"})
    (tmp_path / "ferry.txt").write_text(FERRY)
    given = {"PYTHONPATH": str(tmp_path), "OPENAI_BASE_URL": server.url}
    done = run("summarize", "ferry.txt", "-m", "openai/x", "-f", "json", cwd=tmp_path, env=given)
    assert (done.returncode, len(json.loads(done.stdout))) == (0, 1)
    for group in set(groups) - {"digests"}:
        assert done.stderr.count(f"of the package brittle_{group} 1.0 (brittle_{group}:GONE) can't be used") == 1
    assert "Traceback" not in done.stderr


TAKEN = {
    "models": ("from onrecord.models import endpoint_provider as make\nITEM = make('openai', 'http://x')", "openai"),
    "exports": ("from onrecord.export import Format\nITEM = Format(name='csv', writer=print)", "csv"),
    "digests": ("from onrecord.digest import Format\nITEM = Format('md', str, ())", "md"),
    "sources": (
        "from onrecord.sources.formats import Format\nITEM = Format(name='a text', told_by=bool, parse=list)",
        "a text",
    ),
    "checks": ("from onrecord.grounding.checks import Check\nITEM = Check('names', print)", "names"),
    "kinds": (
        "from onrecord.kinds import Claim\nclass ITEM(Claim):\n    pass",
        "claim",
    ),
}


def test_a_name_that_is_taken_is_refused_with_both_origins_and_ours_goes_on_working(tmp_path, server):
    for group, (module, _) in TAKEN.items():
        installed(tmp_path, f"greedy_{group}", f"onrecord.{group}", {"greedy": f"greedy_{group}:ITEM"}, module)
    (tmp_path / "ferry.txt").write_text(FERRY)
    given = {"PYTHONPATH": str(tmp_path), "OPENAI_BASE_URL": server.url}
    done = run("summarize", "ferry.txt", "-m", "openai/x", "-f", "csv", cwd=tmp_path, env=given)
    assert done.returncode == 0
    assert done.stdout.startswith('"kind","article_id"')
    for group in TAKEN.keys() - {"digests"}:
        name = TAKEN[group][1]
        assert f"are called '{name}': one of onrecord, one of greedy_{group} 1.0" in done.stderr
