"""The simulation of many workers on one store: it does as PostgreSQL does, and in it nothing is lost or overspent."""

import runpy
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.article import Article
from onrecord.extraction import PromptUsed, Summary
from onrecord.models import BeingAskedError
from onrecord.store import article_key, open_store
from onrecord.usage import Spending

LEASE = 2.0
USED = (PromptUsed("claim", "abc"),)
SIMULATION = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "simulated_leases.py")))
ARTICLES = {name: Article(f"The ferry {name} sank on Monday.", id=name) for name in "xy"}


class Real:
    """A worker's session in PostgreSQL."""

    def __init__(self, store):
        self.run = store.run("fake", USED)
        self.account, self.sharing = self.run.spending, self.run.sharing

    def claim(self, name):
        return self.run.claim(article_key(ARTICLES[name]))

    def finished(self, names):
        found = self.sharing.finished([article_key(ARTICLES[name]) for name in names])
        return [name for name in names if article_key(ARTICLES[name]) in found]

    def settle(self, name):
        self.run.keep(Summary(ARTICLES[name], "fake", USED, "ok"))
        self.run.flush()

    def lease(self, *amounts):
        return self.account.lease(*amounts)

    def close(self):
        self.run.end()


class Simulated:
    """A worker's session in the simulation."""

    def __init__(self, store):
        self.account = self.sharing = SIMULATION.SharedSession(store)
        self.claim, self.lease, self.close = self.sharing.claim, self.sharing.lease, self.sharing.close

    def finished(self, names):
        found = self.sharing.finished(names)
        return [name for name in names if name in found]

    def settle(self, name):
        self.sharing.settle([name])


def said(worker, what, *given):
    """What comes of one act of a worker, in plain values."""
    if what == "spend":
        amount, charged = given
        worker.account.counted = lambda: Spending("tokens", amount, charged=charged)
        return worker.account.write()
    if what == "lease":
        lease = worker.lease(*given)
        return round(lease.amount, 6), lease.more_may_come
    if what == "overdue":
        return worker.sharing.is_overdue
    if what == "ask":
        try:
            return worker.sharing.ask(*given)
        except BeingAskedError:
            return "being asked"
    owner = worker if hasattr(worker, what) else worker.sharing
    return getattr(owner, what)(*given)


def played(script, hire, sleep):
    """What comes of a script, act by act; workers come when they are first named."""
    workers, found = {}, []
    for who, what, *given in script:
        if who == "time":
            sleep(what * LEASE)
        else:
            worker = workers.get(who) or workers.setdefault(who, hire())
            found.append((who, what, *given, said(worker, what, *given)))
    return found


def simulated(script):
    clock = SimpleNamespace(now=0.0)
    store = SIMULATION.Shared(LEASE, lambda: clock.now)
    return played(script, lambda: Simulated(store), lambda seconds: setattr(clock, "now", clock.now + seconds))


SCRIPTS = {
    "articles of one that stood still": [
        ("a", "claim", "x"),
        ("b", "claim", "x"),
        ("time", 1.2),
        ("b", "renew"),
        ("b", "claim", "x"),
        ("a", "renew"),
        ("a", "claim", "x"),
        ("b", "settle", "x"),
        ("a", "finished", "xy"),
        ("a", "claim", "x"),
        ("a", "claim", "y"),
        ("a", "close"),
        ("b", "claim", "y"),
    ],
    "requests": [
        ("a", "ask", "k"),
        ("a", "ask", "k"),
        ("b", "ask", "k"),
        ("time", 1.2),
        ("b", "renew"),
        ("b", "ask", "k"),
        ("a", "asked", "k"),
        ("a", "renew"),
        ("a", "ask", "k"),
        ("b", "asked", "k"),
        ("a", "ask", "k"),
    ],
    "a budget, and one that stood still": [
        ("a", "spend", 0.0, 0.0),
        ("b", "spend", 0.0, 0.0),
        ("a", "lease", 1000.0, 100.0, 0.0),
        ("b", "lease", 1000.0, 1000.0, 0.0),
        ("a", "spend", 80.0, 60.0),
        ("a", "overdue"),
        ("time", 1.2),
        ("a", "overdue"),
        ("b", "renew"),
        ("b", "lease", 1000.0, 921.0, 0.0),
        ("b", "lease", 1000.0, 920.0, 0.0),
        ("a", "renew"),
        ("a", "overdue"),
        ("a", "lease", 1000.0, 90.0, 80.0),
        ("a", "overdue"),
        ("b", "spend", 500.0, 500.0),
        ("b", "lease", 1000.0, 500.0, 500.0),
        ("a", "lease", 1000.0, 90.0, 80.0),
    ],
    "a budget after a kill": [
        ("a", "spend", 300.0, 200.0),
        ("a", "lease", 1000.0, 400.0, 0.0),
        ("time", 1.2),
        ("b", "spend", 0.0, 0.0),
        ("b", "lease", 1000.0, 701.0, 0.0),
        ("b", "lease", 1000.0, 700.0, 0.0),
        ("b", "close"),
        ("c", "spend", 0.0, 0.0),
        ("c", "lease", 1000.0, 1000.0, 0.0),
        ("a", "lease", 1000.0, 400.0, 400.0),
    ],
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_the_simulation_does_as_postgresql_does(postgresql, script):
    url = postgresql.new_database()
    with ExitStack() as opened:
        found = played(
            script, lambda: Real(opened.enter_context(open_store(url, create=True, lease=LEASE))), time.sleep
        )
    assert found == simulated(script)


def test_a_cap_on_a_minute_is_granted_as_postgresql_does(postgresql):
    with open_store(postgresql.new_database(), create=True, lease=LEASE) as store:
        real = Real(store).sharing.grant
        granted = [real("x", 1200, 50.0), real("x", 1200, 50.0)]
    fake = SIMULATION.SharedSession(SIMULATION.Shared(LEASE, lambda: 0.0)).grant
    assert fake("x", 1200, 50.0) == granted[0]
    assert fake("x", 1200, 50.0) == pytest.approx(granted[1], abs=20), "a bit may have come in between"


def test_of_workers_that_die_and_stall_nothing_is_lost():
    weather = SIMULATION.Weather(deaths=0.1, stalls=1.0, stall=5.0)
    outcome = SIMULATION.simulate(20, weather, workers=40, articles=400)
    assert outcome.deaths > 5
    assert outcome.lost == 0
    assert outcome.read_twice > 0
    assert outcome.in_flight <= outcome.paid_twice < 0.2 * outcome.calls


def test_what_a_worker_left_waits_for_a_lease_and_little_more():
    outcome = SIMULATION.simulate(30, SIMULATION.Weather(deaths=0.1), workers=40, articles=400)
    assert outcome.read_twice == 0
    assert outcome.paid_twice <= outcome.in_flight, "others ask for what was in flight, and for nothing else"
    assert max(outcome.waited) > 20
    assert sorted(outcome.waited)[len(outcome.waited) // 2] < 60


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_budget_is_never_passed_whoever_stands_still_or_dies(seed):
    weather = SIMULATION.Weather(deaths=0.05, stalls=2.0, stall=5.0)
    outcome = SIMULATION.simulate(10, weather, workers=10, a_list=5, articles=300, budget=0.8, seed=seed)
    assert 0.8 * outcome.budget < outcome.spent <= outcome.budget


def test_the_benchmark_tells_all_that_is_promised():
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    try:
        scale = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks" / "scale.py"))
    finally:
        sys.path.pop(0)
    told = scale["row"](SIMULATION.simulate(30, SIMULATION.Weather(), workers=10, articles=50))
    assert {"lost", "read_twice", "paid_twice", "waited_95", "renewals_a_second"} <= told.keys()
