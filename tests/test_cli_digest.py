"""`onrecord digest`, as a user runs it, on a store that a batch could have written."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import in_a_file, run
from digests import BEFORE, DAY, EARLIER, PROMPTS, ferry, plain, summary_of
from in_process import onrecord
from kept import location_of

from onrecord.digest import FORMATS, digest_of
from onrecord.kinds import Claim
from onrecord.store import open_store

ATOM = "{http://www.w3.org/2005/Atom}"


def keep(path, *summaries):
    """Keep summaries in a store, as a batch does."""
    with open_store(location_of(path), create=True) as store:
        run = store.run("fake", PROMPTS)
        for summary in summaries:
            run.keep(summary)
        run.end()


@pytest.fixture
def folder(both, tmp_path):
    """A folder with a store of the news of two days."""
    keep(tmp_path / "news.db", *ferry(), plain("mill", "The mill of Lindow burned down", outlet="Lindow Post"))
    return tmp_path


def told(folder, *arguments):
    return onrecord("digest", "--store", "news.db", *arguments, cwd=folder)


def test_a_digest_is_of_the_newest_day_and_needs_no_other_command_first(folder):
    done = told(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Digest of 2026-11-03\n")
    assert "ran aground off Tarn Island" in done.stdout
    assert "The mill of Lindow burned down" in done.stdout


def test_a_digest_is_of_the_day_that_is_named(folder):
    done = told(folder, "--day", "2026-11-02")
    assert done.stdout.startswith("# Digest of 2026-11-02\n")
    assert "The mill of Lindow" not in done.stdout
    assert "The ferry Marigold left Ellmouth" in done.stdout


def test_days_to_come_are_not_the_newest(folder):
    keep(folder / "news.db", plain("far", "The future came", day=date.max - timedelta(days=1)))
    assert told(folder).stdout.startswith("# Digest of 2026-11-03\n")


def test_a_digest_is_of_the_last_hours(folder):
    now = datetime.now(UTC)
    fresh = plain("fresh", "The clock of Brack struck thirteen", day=now - timedelta(hours=2))
    stale = plain("stale", "The bakers of Lindow went on strike", day=now - timedelta(days=3))
    older = plain("older", "The ravens of Tarn won the cup", day=now - timedelta(hours=26))
    west = timezone(timedelta(hours=-12))  # where it may be the day before yesterday
    far = plain("far", "A whale swam into the harbour", day=(now - timedelta(hours=23)).astimezone(west))
    keep(folder / "news.db", fresh, stale, older, far)
    done = told(folder, "--since", "24h")
    assert done.stdout.startswith("# Digest since 20")
    assert "The clock of Brack" in done.stdout
    assert "A whale swam" in done.stdout
    assert "The bakers of Lindow" not in done.stdout
    assert "The ravens of Tarn" not in done.stdout


FIRSTS = {
    "x.md": "# Digest of 2026-11-03",
    "x.html": "<!DOCTYPE html>",
    "x.json": "{",
    "x.atom": '<?xml version="1.0" encoding="utf-8"?>',
    "X.XML": '<?xml version="1.0" encoding="utf-8"?>',
    "x.jsonfeed": "{",
    "x.jsonld": '{"@context": "https://schema.org", "@graph": [',
    "x.annotations": '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection", "first": '
    '{"type": "AnnotationPage",',
}


@pytest.mark.parametrize(("name", "first"), FIRSTS.items(), ids=FIRSTS)
def test_the_ending_of_the_file_says_the_format(folder, name, first):
    done = told(folder, "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / name).read_text(encoding="utf-8").splitlines()[0] == first


def test_an_option_says_the_format_whatever_the_ending(folder):
    told(folder, "-o", "x.md", "-f", "json")
    assert json.loads((folder / "x.md").read_text(encoding="utf-8"))["format"] == "onrecord digest"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "pdf"], "--format pdf: no format of a digest is called so; there are md, html, json, atom, jsonfeed, "),
        (["-o", "x.pdf"], "x.pdf: its ending says no format; add --format, or end it in .md, .markdown, .html, "),
        (["--day", "2026-11-03", "--since", "24h"], "a digest is of a day or of the time since a moment: give one of"),
        (["--day", "yesterday"], "'yesterday' is no time; write a day as 2026-11-27"),
        (["--run", "7"], "news.db: has no run 7; its runs are 1"),
    ],
    ids=["format", "ending", "both times", "no day", "no run"],
)
def test_wrong_use_is_told_and_nothing_is_written(folder, arguments, said):
    done = told(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"onrecord: {said}")
    assert not list(folder.glob("x*"))


def test_a_day_without_articles_says_which_day_has_some(folder):
    done = told(folder, "--day", "2026-10-01", "-f", "atom")
    assert done.returncode == 0
    assert done.stderr == (
        "onrecord: nothing to tell of 2026-10-01: the newest article is of 2026-11-03; `--day 2026-11-03` tells that "
        "day\n"
    )
    assert ElementTree.fromstring(done.stdout).findall(f"{ATOM}entry") == []


def test_a_store_without_articles_says_what_fills_it(both, tmp_path):
    keep(tmp_path / "news.db")
    done = told(tmp_path)
    assert done.stderr == (
        "onrecord: nothing to tell: news.db holds no article; `onrecord batch SOURCE… --store news.db` reads some\n"
    )


@pytest.mark.parametrize("option", [["--day", "2026-10-01"], ["--since", "2026-12-01"]])
def test_a_time_without_stories_says_which_day_has_some(folder, option):
    done = onrecord("stories", "--store", "news.db", *option, cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "onrecord: no story of that time: the newest article is of 2026-11-03; `--day 2026-11-03` lists that day\n"
    )


def test_stories_of_a_store_without_articles_say_what_fills_it(both, tmp_path):
    keep(tmp_path / "news.db")
    done = onrecord("stories", "--store", "news.db", cwd=tmp_path)
    assert done.stderr == (
        "onrecord: no story: news.db holds no article; `onrecord batch SOURCE… --store news.db` reads some\n"
    )


def test_a_folder_is_no_store(tmp_path):
    done = onrecord("digest", "--store", "..", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"onrecord: ..: is a folder; name the file of a store, such as {Path('..', 'news.db')}\n"


def test_a_store_without_a_run_says_what_makes_one(both, tmp_path):
    with open_store(location_of(tmp_path / "news.db"), create=True):
        pass
    done = told(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("onrecord: news.db: holds no run yet; `onrecord batch SOURCE…")


def test_what_could_steer_a_terminal_is_harmless(folder):
    text = "The \x1b[2Jmill \u202eburned down."
    keep(folder / "news.db", summary_of("evil", text, Claim(sentences=[1], text=text), title=text, published=DAY))
    for form in ("md", "html", "json", "atom", "jsonfeed", "jsonld", "annotations"):
        out = told(folder, "-f", form).stdout
        assert "\x1b" not in out, form
        assert "\u202e" not in out, form
    found = json.loads(told(folder, "-f", "json").stdout)["stories"]
    assert text in [article["title"] for story in found for article in story["articles"]]


def entries(folder, *arguments):
    feed = ElementTree.fromstring(told(folder, "-f", "atom", *arguments).stdout)
    found = feed.findall(f"{ATOM}entry")
    return {
        each.findtext(f"{ATOM}title"): [each.findtext(f"{ATOM}{name}") for name in ("id", "updated")] for each in found
    }


@in_a_file
def test_entries_keep_their_ids_and_are_updated_when_their_story_changes(folder):
    before = entries(folder)
    assert entries(folder) == before == entries(folder.rename(folder.with_name("moved")))
    folder = folder.with_name("moved")
    with closing(sqlite3.connect(folder / "news.db")) as database:  # as if it had been read an hour ago
        database.execute("UPDATE results SET made = datetime(made, '-1 hour')")
        database.commit()
    keep(folder / "news.db", plain("mill2", "The mill of Lindow burned down", outlet="The Mail"))
    after = entries(folder)
    mill, ferry_title = "About The mill of Lindow burned down", "Ferry aground"
    assert [after[title][0] for title in (mill, ferry_title)] == [before[title][0] for title in (mill, ferry_title)]
    assert after[mill][1] > after[ferry_title][1]
    assert after[ferry_title][1] < before[ferry_title][1]


def test_a_corrected_article_is_told_as_it_is_now(folder):
    told(folder)
    keep(folder / "news.db", plain("mill", "The mill of Lindow was saved", outlet="Lindow Post"))
    document = json.loads(told(folder, "-f", "json").stdout)
    facts = [fact["what"] for story in document["stories"] for fact in story["facts"]]
    assert "The mill of Lindow was saved." in facts
    assert "The mill of Lindow burned down." not in facts


def test_what_is_told_in_a_line_is_told_in_full_with_all(folder):
    places = [first + last for first in ("Bra", "Lin", "Tar", "Osk", "Vel", "Hun") for last in ENDINGS]
    titles = {name: " ".join(f"{name}{number}" for number in range(20)) for name in places}
    more = [plain(name, f"{name}er stood in {name}ing", outlet=name, title=titles[name]) for name in places]
    keep(folder / "news.db", *more)
    short, whole = told(folder).stdout, told(folder, "--all").stdout
    assert "## Also in the news" in short
    assert "## Also in the news" not in whole
    assert all(title in whole and title in short for title in titles.values())
    assert all(f"- {name}er stood in {name}ing" in whole for name in places)
    assert not all(f"- {name}er stood in {name}ing" in short for name in places)


ENDINGS = ("mund", "gard", "holm", "dal", "kirk", "foss", "vik", "stad")


@in_a_file
def test_a_store_that_can_not_be_written_is_told_as_it_is(folder):
    told(folder)
    keep(folder / "news.db", plain("late", "The bridge of Brack fell"))
    shelf = Path(tempfile.mkdtemp())
    shutil.copy(folder / "news.db", shelf)
    (shelf / "news.db").chmod(0o444)
    shelf.chmod(0o555)
    me = os.geteuid()
    os.seteuid(65534 if me == 0 else me)
    try:
        done = told(shelf)
    finally:
        os.seteuid(me)
        shelf.chmod(0o755)
        shutil.rmtree(shelf)
    assert done.returncode == 0
    assert done.stderr.endswith("can't be written: stories are as they were kept, without newer articles\n")
    assert "The mill of Lindow burned down" in done.stdout
    assert "The bridge of Brack" not in done.stdout


@in_a_file
def test_a_store_that_a_batch_is_at_work_on_is_told_as_it_is(folder):
    told(folder)
    keep(folder / "news.db", plain("late", "The bridge of Brack fell"))
    with open_store(location_of(folder / "news.db")) as store, store.locked():
        done = told(folder)
    assert done.returncode == 0
    assert done.stderr.endswith("a batch is at work on it: stories are as they were kept, without newer articles\n")
    assert "The mill of Lindow burned down" in done.stdout
    assert "The bridge of Brack" not in done.stdout


def test_an_address_that_is_none_names_no_outlet(folder):
    keep(folder / "news.db", plain("odd", "The bridge of Brack fell", outlet=" ", url="http://[::1/x"))
    done = told(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The bridge of Brack fell" in done.stdout


def test_a_story_that_runs_over_days_has_a_timeline(folder):
    done = told(folder)
    assert f"- 2026-11-02: {EARLIER.removesuffix('.')}" in done.stdout
    assert "- 2026-11-03: The ferry Marigold ran aground" in done.stdout


@pytest.mark.parametrize(
    ("command", "doing"),
    [("digest", "reading stories: 2 of 2"), ("stories", "putting articles into stories: 5 of 5")],
    ids=["digest", "stories"],
)
def test_a_terminal_shows_how_far_it_is(folder, command, doing):
    theirs, ours = os.openpty()
    run(command, "--store", "news.db", cwd=folder, capture_output=False, stdout=subprocess.DEVNULL, stderr=ours)
    os.close(ours)
    shown = os.read(theirs, 1 << 16).decode()
    os.close(theirs)
    assert doing in shown


def test_the_same_from_python(folder):
    told(folder)
    with open_store(location_of(folder / "news.db")) as store:
        digest = digest_of(store, day=DAY)
        since = digest_of(store, since=BEFORE)
    assert [each.headline for each in digest.stories] == [
        "Ferry aground",
        "About The mill of Lindow burned down",
    ]
    assert since.period.name == "since 2026-11-02"
    assert digest.archive == since.archive


def test_near_duplicates_stand_under_their_first(folder):
    document = json.loads(told(folder, "-f", "json").stdout)
    articles = {each["article"]: each["copy_of"] for story in document["stories"] for each in story["articles"]}
    assert articles["wire"] == "post"


@in_a_file
@pytest.mark.parametrize("command", [("digest", "--format", "md"), ("export", "--format", "jsonl")])
def test_a_result_is_not_written_over_the_store(folder, command):
    before = (folder / "news.db").read_bytes()
    (folder / "link.md").symlink_to("news.db")
    for name in ("news.db", "link.md"):
        done = onrecord(command[0], "--store", "news.db", *command[1:], "-o", name, cwd=folder)
        message = f"onrecord: {name}: is the store that is read; write the result to another file\n"
        assert (done.returncode, done.stderr) == (2, message)
    assert (folder / "news.db").read_bytes() == before


@in_a_file
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("command", ["digest", "stories"])
def test_a_full_disk_is_told(folder, command):
    with Path("/dev/full").open("w") as full:
        done = run(command, "--store", "news.db", cwd=folder, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr == "onrecord: standard output: can't be written: No space left on device\n"


def test_days_at_the_ends_of_time_are_told(folder):
    west, east = (timezone(timedelta(hours=hours)) for hours in (-5, 5))
    last = plain("last", "The last whale swam into the harbour", day=datetime(9999, 12, 31, 23, 30, tzinfo=west))
    first = plain("first", "The first bakers went on strike", day=datetime(1, 1, 1, 0, 30, tzinfo=east))
    keep(folder / "news.db", first, last)
    for name in FORMATS:
        whole = onrecord("digest", "--store", "news.db", "--since", "0001-01-01T00:00", "-f", name, cwd=folder)
        assert (whole.returncode, whole.stderr) == (0, ""), name
        assert "The first bakers" in whole.stdout
        assert "The last whale" in whole.stdout
    late = onrecord("digest", "--store", "news.db", "--since", "9999-12-31T23:59", cwd=folder)
    assert "The last whale" in late.stdout
    assert "The first bakers" not in late.stdout
