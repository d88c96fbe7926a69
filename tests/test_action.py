"""The GitHub action and the scripts of docs/ci.md, run as a runner does, against APIs on loopback."""

import json
import os
import re
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from conftest import SCRIPT, environment, run
from labelled import some_gold

REPOSITORY = Path(__file__).parents[1]
ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]
ANSWERS = REPOSITORY / "evals" / "answers.jsonl"
TOKEN = "ghs-secret-0123456789"
EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
PULL_REQUEST = {"number": 7, "head": {"repo": {"full_name": "press/prompts"}}}


STAND_IN = """#!/bin/bash
here="$RUNNER_TEMP/.."
printf '%s\\n' "$@" >> "$here/asked"
if [ "$1" = compare ]; then
  if [ "$4" = --markdown ]; then echo '**better**' > "$5"; else echo '**better**'; fi
  exit 0
fi
while [ "$1" != --output ]; do shift; done
status=$(cat "$here/status" 2> /dev/null || echo 0)
if [ "$status" -ne 2 ]; then echo '{}' > "$2"; echo 'packaged × local: 2 articles'; fi
if [ -f "$here/problems" ]; then cat "$here/problems" >&2; fi
exit "$status"
"""


# --- a runner


class Runner:
    """Runs the action's steps in a folder; steps that use other actions are noted in `used` and do nothing.

    Where it isn't `real`, a stand-in for `onrecord` notes what it was asked in the file `asked`, says what is in
    `problems`, and ends with the exit status in `status`.
    """

    def __init__(self, folder, api, event, inputs, *, real=False):
        self.folder, self.used, self.outputs, self.log = folder, [], {}, ""
        self.inputs = {name: each.get("default", "") for name, each in ACTION["inputs"].items()} | inputs
        self.github = {
            "action_path": "/the/action",
            "token": TOKEN,
            "api_url": api,
            "repository": "press/prompts",
            "run_id": "11",
            "ref_name": "main",
            "base_ref": "main" if event else "",
            "event": {"pull_request": event} if event else {},
        }
        self.failed = ""
        for name in ("temp", "bin"):
            (folder / name).mkdir(exist_ok=True)
        self._programs(SCRIPT if real else STAND_IN)
        for number, step in enumerate(STEPS):
            self._step(number, step)

    def _programs(self, onrecord):
        programs = {"python": '#!/bin/sh\nprintf "%s\\n" "$@" > "$RUNNER_TEMP/../installed"\n', "onrecord": onrecord}
        for name, program in programs.items():
            path = self.folder / "bin" / name
            path.unlink(missing_ok=True)
            if isinstance(program, Path):
                path.symlink_to(program)
            else:
                path.write_text(program)
                path.chmod(0o755)

    def value(self, expression):
        first, *rest = expression.split(".")
        steps = {name: {"outputs": found} for name, found in self.outputs.items()}
        at = {
            "inputs": self.inputs,
            "github": self.github,
            "runner": {"temp": str(self.folder / "temp")},
            "steps": steps,
        }
        at = at[first]
        for name in rest:
            at = at.get(name, "") if isinstance(at, dict) else ""
        return EXPRESSION.sub(lambda found: self.value(found[1]), str(at))

    def filled(self, text):
        return EXPRESSION.sub(lambda found: self.value(found[1]), str(text))

    def holds(self, condition):
        terms = condition.split(" && ") if condition else []
        if self.failed and "always()" not in terms:
            return False
        compared = [re.fullmatch(r"(\S+) (==|!=) '(.*)'", term) for term in terms if term != "always()"]
        return all((self.value(each[1]) == each[3]) == (each[2] == "==") for each in compared)

    def _step(self, number, step):
        if not self.holds(step.get("if", "")):
            return
        if "uses" in step:
            self.used.append(
                (step["uses"].split("@")[0], {key: self.filled(each) for key, each in step["with"].items()})
            )
            return
        files = {name: self.folder / f"{name}-{number}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        given = {name: self.filled(each) for name, each in step.get("env", {}).items()}
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        env = {**environment(PATH=path, RUNNER_TEMP=str(self.folder / "temp")), **given, **files}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env=env,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        self.log += done.stdout + done.stderr
        if files["GITHUB_OUTPUT"].exists():
            lines = files["GITHUB_OUTPUT"].read_text().splitlines()
            self.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)
            files["GITHUB_OUTPUT"].unlink()
        if done.returncode and not self.failed:
            self.failed = step["name"]

    @property
    def comment(self):
        return (self.folder / "temp/onrecord/comment.md").read_text()


# --- an API


class Api(BaseHTTPRequestHandler):
    """Comments of one pull request; the server's `state` has them, and every request."""

    def log_message(self, *_):
        pass

    def _reply(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _taken(self):
        token = self.headers["Authorization"] or self.headers["PRIVATE-TOKEN"]
        self.server.state.requests.append((self.command, self.path, token))
        length = int(self.headers["Content-Length"] or 0)
        return json.loads(self.rfile.read(length)) if length else {}

    def do_GET(self):
        self._taken()
        page = int(re.search(r"[?&]page=(\d+)", self.path)[1])
        self._reply(self.server.state.comments[100 * (page - 1) : 100 * page])

    def do_POST(self):
        body = self._taken()
        if self.server.state.forbidden:
            self._reply({"message": "Resource not accessible by integration"}, 403)
            return
        self.server.state.comments.append({"id": 900, "user": {"type": "Bot"}, **body})
        self._reply({}, 201)

    def do_PATCH(self):
        body = self._taken()
        wanted = int(self.path.rpartition("/")[2])
        next(each for each in self.server.state.comments if each["id"] == wanted).update(body)
        self._reply({})


class GitLab(Api):
    """Notes of one merge request, and the run of the base branch where the `state` has one."""

    def do_GET(self):
        self._taken()
        if "/jobs/artifacts/main/raw/run.json?job=prompts" in self.path:
            self._reply(*(({}, 200) if self.server.state.base else ({}, 404)))
        else:
            self._reply(self.server.state.comments)

    def do_POST(self):
        self.server.state.comments.append({"id": 5, **self._taken()})
        self._reply({}, 201)

    def do_PUT(self):
        self.do_PATCH()


@contextmanager
def serving(handler):
    """A server's state, in which `url` says where it is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.state = SimpleNamespace(comments=[], requests=[], forbidden=False, base=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        server.state.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield server.state
        server.shutdown()
        thread.join()


@pytest.fixture
def api():
    with serving(Api) as state:
        yield state


@pytest.fixture(scope="module")
def floors(tmp_path_factory):
    """Labelled articles, the floors that the recorded answers hold, floors that they don't, and the run itself."""
    folder = tmp_path_factory.mktemp("floors")
    some_gold(folder / "evals", "ferry-strike", "missile-launch")
    arguments = ("--replay", ANSWERS, "--baseline", "floors.json", "--pin", "-o", "run.json")
    done = run("eval", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    higher = json.loads((folder / "floors.json").read_text())
    higher["bounds"]["packaged × local"]["event.f1"] = 0.99
    (folder / "higher.json").write_text(json.dumps(higher))
    return folder


@pytest.fixture
def acted(api, tmp_path):
    """Runs the action for an event, with inputs, beside a command that ends with a status and says of problems."""

    def acting(event=PULL_REQUEST, *, status=0, problems="", **inputs):
        (tmp_path / "status").write_text(str(status))
        (tmp_path / "problems").write_text(problems)
        return Runner(tmp_path, api.url, event, {"baseline": "floors.json", **inputs})

    return acting


@pytest.fixture
def really(floors, api, tmp_path):
    """Runs the action with the real command, on recorded answers, against floors."""

    def acting(baseline):
        inputs = {"gold": str(floors / "evals"), "replay": str(ANSWERS), "baseline": str(floors / baseline)}
        return Runner(tmp_path, api.url, PULL_REQUEST, inputs, real=True)

    return acting


# --- with the real command


def test_a_gate_that_holds_passes_and_says_so_and_what_changed_on_the_pull_request(really, api, floors, tmp_path):
    base = tmp_path / "temp/onrecord-base"
    base.mkdir(parents=True)
    (base / "run.json").write_bytes((floors / "run.json").read_bytes())
    ran = really("floors.json")
    assert ran.failed == "", ran.log
    assert ran.outputs["eval"]["passed"] == "true"
    [comment] = api.comments
    assert comment["body"].startswith("<!-- onrecord: onrecord -->\n### onrecord: every floor holds\n")
    assert "    packaged × local: 2 articles, " in comment["body"]
    assert "Against the base branch (A is the base, B this pull request):\n\n### Is B better than A?" in comment["body"]
    assert "not compared" not in comment["body"]
    assert {request[2] for request in api.requests} == {f"Bearer {TOKEN}"}


def test_a_gate_that_does_not_hold_fails_at_the_end_after_the_comment(really, api):
    ran = really("higher.json")
    assert ran.failed == "Hold to the floors"
    assert ran.outputs["eval"]["passed"] == "false"
    [comment] = api.comments
    assert "### onrecord: failed\n" in comment["body"]
    assert "packaged × local: event.f1: " in comment["body"]
    assert [used for used, _ in ran.used][-1] == "actions/upload-artifact"
    assert "<failure" in (ran.folder / "temp/onrecord/junit.xml").read_text()


# --- comments


def test_a_comment_is_updated_and_not_doubled_however_many_others_there_are(acted, api):
    api.comments += [{"id": number, "user": {"type": "User"}, "body": "fine"} for number in range(130)]
    acted()
    acted(status=1)
    own = [each for each in api.comments if each["body"].startswith("<!-- onrecord: onrecord -->")]
    assert len(own) == 1
    assert "### onrecord: failed" in own[0]["body"]
    assert len(api.comments) == 131


def test_a_comment_that_somebody_else_made_to_look_alike_is_left_alone(acted, api):
    api.comments.append({"id": 1, "user": {"type": "User"}, "body": "<!-- onrecord: onrecord --> mine"})
    acted()
    assert api.comments[0]["body"] == "<!-- onrecord: onrecord --> mine"
    assert len(api.comments) == 2


def test_two_uses_in_one_repository_have_a_comment_each(acted, api):
    acted(name="news")
    acted(name="sport")
    assert [each["body"].partition(" -->")[0] for each in api.comments] == [
        "<!-- onrecord: news",
        "<!-- onrecord: sport",
    ]


@pytest.mark.parametrize(
    ("event", "inputs"),
    [
        ({"number": 7, "head": {"repo": {"full_name": "someone/prompts"}}}, {}),
        (PULL_REQUEST, {"token": ""}),
        (PULL_REQUEST, {"comment": "false"}),
        (None, {}),
    ],
    ids=["a fork", "no token", "none wanted", "a push"],
)
def test_no_comment_is_made_where_none_may_be_and_the_gate_holds_all_the_same(acted, api, event, inputs):
    ran = acted(event, status=1, **inputs)
    assert api.requests == []
    assert ran.failed == "Hold to the floors"


def test_a_comment_that_is_refused_is_a_warning_and_no_failure(acted, api):
    api.forbidden = True
    ran = acted()
    assert ran.failed == ""
    assert "::warning title=onrecord::The comment was not made" in ran.log


def test_a_comment_that_is_too_long_is_cut_short_and_says_so(acted, api):
    acted(status=1, problems="a problem\n" * 10_000)
    assert len(api.comments[0]["body"]) < 65_536
    assert api.comments[0]["body"].endswith("the report among the artifacts is whole.\n")


def test_the_summary_of_the_job_has_the_same(acted):
    ran = acted()
    [summary] = ran.folder.glob("GITHUB_STEP_SUMMARY-*")
    assert summary.read_text() == ran.comment


# --- runs


def test_a_run_of_the_base_branch_is_compared_with_where_there_is_one(acted, api, tmp_path):
    acted()
    assert "Against the base branch" not in api.comments[0]["body"]
    base = tmp_path / "temp/onrecord-base"
    base.mkdir(parents=True)
    (base / "run.json").write_text("{}")
    acted()
    assert "Against the base branch (A is the base, B this pull request):\n\n**better**" in api.comments[0]["body"]


def test_a_push_keeps_its_run_for_pull_requests_and_a_pull_request_does_not(acted):
    pushed = acted(None)
    caches = dict(pushed.used)
    assert caches["actions/cache/save"]["key"] == "onrecord/onrecord/main/11"
    assert (pushed.folder / "temp/onrecord-base/run.json").exists()
    asked = dict(acted().used)
    assert "actions/cache/save" not in asked
    assert asked["actions/cache/restore"]["restore-keys"] == "onrecord/onrecord/main/"


def test_wrong_use_fails_and_says_why(acted, api):
    ran = acted(status=2, problems="onrecord: nowhere: no such folder\n")
    assert ran.failed == "Hold to the floors"
    assert "    onrecord: nowhere: no such folder" in api.comments[0]["body"]


def test_it_installs_its_own_version_with_the_extras_or_what_is_named(acted):
    ran = acted(extras="eval,local")
    assert (ran.folder / "installed").read_text().splitlines()[-1] == "/the/action[eval,local]"
    named = acted(package="onrecord[eval]==0.1.0")
    assert (named.folder / "installed").read_text().splitlines()[-1] == "onrecord[eval]==0.1.0"


def test_the_inputs_become_options(acted):
    ran = acted(gold="my gold", prompts="first one\n\nsecond\n", model="openai/x", replay="answers.jsonl")
    asked = (ran.folder / "asked").read_text().splitlines()
    assert asked[:3] == ["eval", "--gold", "my gold"]
    options = list(zip(asked[1::2], asked[2::2], strict=True))
    assert options[4:] == [
        ("--prompts", "first one"),
        ("--prompts", "second"),
        ("--model", "openai/x"),
        ("--replay", "answers.jsonl"),
        ("--baseline", "floors.json"),
    ]


# --- untrusted text


def test_no_script_has_an_expression_in_it_so_that_no_text_reaches_a_shell():
    for step in STEPS:
        assert "${{" not in step.get("run", ""), step["name"]


def test_inputs_with_commands_in_them_are_texts(acted, api, tmp_path):
    evil = '$(touch owned) `touch owned` "; touch owned; " \'; touch owned'
    ran = acted(**dict.fromkeys(["name", "model", "prompts", "gold", "replay", "baseline", "package"], evil))
    assert not list(tmp_path.rglob("owned"))
    assert (tmp_path / "asked").read_text().splitlines().count(evil) == 5
    assert ran.failed == ""
    assert len(api.comments) == 1


def test_what_an_article_says_is_no_command_to_the_runner(acted):
    """Commands stop before what is printed of the run, until a word that no text can know."""
    lines = acted(status=1, problems="::error::owned\n").log.splitlines()
    stopped = next(place for place, line in enumerate(lines) if line.startswith("::stop-commands::"))
    word = lines[stopped].removeprefix("::stop-commands::")
    assert stopped < lines.index("::error::owned") < lines.index(f"::{word}::")


def test_markdown_in_messages_stays_text(acted, api):
    acted(status=1, problems="`\n### owned <img src=x>\n```\n")
    body = api.comments[0]["body"]
    assert "    ### owned <img src=x>" in body
    assert not re.search(r"^(###|<img|`).*owned", body, re.MULTILINE)


# --- the page


PAGE = (REPOSITORY / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = {language: re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) for language in ("yaml", "bash")}


def test_the_workflow_of_the_page_gives_inputs_that_there_are_and_the_page_names_all():
    workflow, _ = map(yaml.safe_load, BLOCKS["yaml"])
    [job] = workflow["jobs"].values()
    assert set(job["steps"][-1]["with"]) <= set(ACTION["inputs"])
    assert workflow["permissions"]["pull-requests"] == "write"
    assert all(f"`{name}`" in PAGE for name in [*ACTION["inputs"], *ACTION["outputs"]])


@pytest.fixture
def noted(tmp_path):
    """Runs the page's script for GitLab, against an API on loopback, and gives what became of its notes."""
    with serving(GitLab) as gitlab:
        (tmp_path / "onrecord").write_text(STAND_IN)
        (tmp_path / "onrecord").chmod(0o755)
        (tmp_path / "run.json").write_text("{}")

        def run_script():
            env = environment(
                PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
                RUNNER_TEMP=str(tmp_path / "temp"),
                ONRECORD_TOKEN=TOKEN,
                CI_API_V4_URL=gitlab.url,
                CI_PROJECT_ID="3",
                CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
                CI_MERGE_REQUEST_IID="7",
            )
            (tmp_path / "temp").mkdir(exist_ok=True)
            [script] = BLOCKS["bash"]
            done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, check=False)
            assert done.returncode == 0, done.stderr
            return gitlab

        run_script.gitlab = gitlab
        yield run_script


def test_a_note_on_gitlab_is_made_and_then_updated(noted):
    noted()
    gitlab = noted()
    assert [each["body"] for each in gitlab.comments] == ["<!-- onrecord -->\n**better**\n"]
    assert [method for method, _, _ in gitlab.requests] == ["GET", "GET", "POST", "GET", "GET", "PUT"]
    assert {token for _, _, token in gitlab.requests} == {TOKEN}


def test_no_note_on_gitlab_is_made_where_the_base_branch_has_no_run(noted):
    noted.gitlab.base = False
    assert noted().comments == []
