"""How far two labellers agree, and what counts as labelled by both."""

import pytest
from conftest import run
from labelled import EVENTS, STATEMENTS, TEXT

from onrecord.errors import UsageError
from onrecord.evals import agreement, labelled_by_both, labellers_of, load_gold
from onrecord.evals._agreement import cohens_kappa


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/page.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def label(folder, name, labels):
    (folder / "gold" / name).mkdir(parents=True, exist_ok=True)
    (folder / f"gold/{name}/page.yaml").write_text(f"article: page\n{labels}", encoding="utf-8")


def agreed(folder):
    pairs, _ = labelled_by_both(folder, "ana", "bo")
    return {each.kind: each for each in agreement(pairs)}


def test_kappa_is_cohens():
    labels = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohens_kappa(labels) == pytest.approx(0.4)  # the example of Wikipedia's article on it
    assert cohens_kappa([("yes", "no"), ("no", "yes")]) == pytest.approx(-1)
    assert cohens_kappa([("yes", "yes")] * 3) is None


def test_the_same_labels_agree_fully(folder):
    for name in ("ana", "bo"):
        label(folder, name, EVENTS + STATEMENTS)
    found = agreed(folder)
    assert [found[kind].f1 for kind in ("event", "statement", "claim")] == [1.0, 1.0, None]
    assert found["event"].matched == 3
    assert found["event"].choices[0].observed == 1.0


def test_it_makes_no_difference_who_comes_first(folder):
    label(folder, "ana", EVENTS)
    label(folder, "bo", EVENTS.replace("cuts a red ribbon", "eats a cake").replace("    optional: true\n", ""))
    forth, _ = labelled_by_both(folder, "ana", "bo")
    back, _ = labelled_by_both(folder, "bo", "ana")
    one, other = agreement(forth)[0], agreement(back)[0]
    assert one.f1 == other.f1 == pytest.approx(6 / 10)  # 1 and 2 of 2 and 3 match; 1 is amiss on either side
    assert one.only == other.only[::-1]


def test_a_choice_that_differs_lowers_kappa_and_not_f1(folder):
    label(folder, "ana", EVENTS)
    label(folder, "bo", EVENTS.replace("who: [Ana Ruiz | Ruiz]\n    evidence", "status: planned\n    evidence"))
    found = agreed(folder)["event"]
    assert found.f1 == 1.0
    assert found.choices[0].observed == pytest.approx(2 / 3)
    assert found.choices[0].kappa == 0.0


def test_an_article_with_a_draft_is_left_out_and_named(folder):
    label(folder, "ana", EVENTS)
    label(folder, "bo", EVENTS.replace("    optional: true", "    draft: true"))
    with pytest.raises(UsageError, match=r"bo/page.yaml: event 3: is a model's draft"):
        labelled_by_both(folder, "ana", "bo")


def test_the_command_tells_it_and_names_whom_there_are(folder):
    label(folder, "ana", EVENTS + STATEMENTS)
    label(folder, "bo", EVENTS)
    assert labellers_of(folder) == ["ana", "bo"]
    told = run("gold", "agree", folder)
    assert told.stdout.splitlines()[:3] == [
        "ana and bo, 1 article",
        "event        F1 1.000; 3 in both; only ana 0, only bo 0",
        "  status     no kappa, since both use one label alone; 100% of 3 the same",
    ]
    assert "statement    F1 0.000; 0 in both; only ana 3, only bo 0" in told.stdout
    other = run("gold", "agree", folder, "ana", "cy")
    assert (other.returncode, "nobody labelled as 'cy'; labellers: ana, bo" in other.stderr) == (2, True)


def test_what_labellers_have_is_no_gold(folder):
    label(folder, "ana", EVENTS)
    with pytest.raises(UsageError, match=r"no .*yaml file here"):
        load_gold(folder)
