import pytest

from onrecord.article import Article
from onrecord.batch._budget import Budget, BudgetSpentError, Price, parse_budget
from onrecord.batch._estimate import estimate
from onrecord.errors import UsageError
from onrecord.extraction._prompts import choose_prompts
from onrecord.models._base import Call
from onrecord.store import StoreError
from onrecord.store._sharing import Lease
from onrecord.usage import Spending, Usage


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("5", 5, "USD"),
        ("5.00", 5, "USD"),
        ("$0.5", 0.5, "USD"),
        ("2M-tokens", 2e6, "tokens"),
        ("500k-tokens", 5e5, "tokens"),
        ("1.5mtokens", 1.5e6, "tokens"),
        ("800-tokens", 800, "tokens"),
    ],
)
def test_a_budget_is_read(text, amount, unit):
    budget = parse_budget(text, "openai/gpt-5-mini")
    assert (budget.amount, budget.unit) == (amount, unit)


@pytest.mark.parametrize("text", ["", "much", "5 EUR", "0", "-3", "2M", "1e6-tokens"])
def test_what_is_no_budget_is_wrong_use(text):
    with pytest.raises(UsageError, match=r"write 5\.00 for USD, or 2M-tokens"):
        parse_budget(text, "openai/gpt-5-mini")


def test_an_unknown_price_asks_for_a_budget_in_tokens():
    with pytest.raises(UsageError, match="no price of openai/nobody-knows-it is known: give the budget in tokens"):
        parse_budget("5.00", "openai/nobody-knows-it")
    assert parse_budget("2M-tokens", "openai/nobody-knows-it").amount == 2e6


def test_the_embedded_model_is_free():
    assert Price("local").of(Usage(1, 10**6, 0, 10**6)) == 0


def test_prices_are_those_of_the_list():
    from onrecord.prices import cost_of

    price = Price("openai/gpt-5-mini")
    for usage in (Usage(1, 1000, 0, 0), Usage(1, 5000, 4000, 700), Usage(1, 150_000, 0, 9)):
        assert price.of(usage) == pytest.approx(cost_of("openai/gpt-5-mini", usage))


def test_a_price_that_rises_by_day_rises_while_a_batch_runs(monkeypatch):
    now = 1_800_000_000
    monkeypatch.setattr("onrecord.batch._budget.time.time", lambda: now)
    monkeypatch.setattr(
        "onrecord.batch._budget.cost_of", lambda _, usage, batched: usage.input * (2.0 if now % 2 else 1.0)
    )
    price = Price("openai/dearer-by-day")
    assert price.of(Usage(1, 500)) == 500
    now += 61
    assert price.of(Usage(1, 500)) == 1000


def test_a_call_that_is_long_for_a_model_costs_what_long_ones_cost(monkeypatch):
    monkeypatch.setattr(
        "onrecord.batch._budget.cost_of", lambda _, usage, batched: usage.input * (3.0 if usage.input > 32_000 else 1.0)
    )
    price = Price("openai/dearer-from-32k")
    assert [price.of(Usage(1, count)) for count in (32_000, 33_000)] == [32_000, 99_000]


@pytest.mark.parametrize(
    ("came", "spent"),
    [
        ({"status": 200, "usage": Usage(0, 40, 30, 60)}, 100),
        ({"status": 200, "usage": Usage()}, 600),
        ({"status": 200, "usage": Usage(0, 0, 0, 60)}, 600),
        ({"status": 200, "usage": Usage(0, 40, 0, 0)}, 600),
        ({"status": 200}, 600),
        ({"status": 0}, 600),
        ({"status": 504}, 600),
        ({"status": 429}, 0),
        ({"status": 0, "sent": False}, 0),
    ],
    ids=[
        "reported",
        "nothing reported",
        "nothing read",
        "nothing written",
        "a broken body",
        "no response",
        "a proxy's time-out",
        "turned away",
        "no connection",
    ],
)
def test_a_call_is_charged_what_it_came_to_or_the_worst(came, spent):
    budget = Budget(1000, "tokens")
    call = Call(500, 100)
    budget.hold(call)
    assert (budget.held, budget.left) == (600, 400)
    for name, value in came.items():
        setattr(call, name, value)
    budget.settle(call)
    assert (budget.spent, budget.held) == (spent, 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5k-tokens", "of the budget of 5,000 tokens, 5,000 tokens are left, and the next call may take 8,000 tokens"),
        ("0.015", "of the budget of 0.0150 USD, 0.0150 USD are left, and the next call may take 0.0275 USD"),
        ("5.00", "of the budget of 5.00 USD, 5.00 USD are left, and the next call may take 0.0275 USD"),
    ],
)
def test_a_refusal_says_what_is_left_and_what_it_might_have_taken(text, said):
    assert parse_budget(text, "openai/gpt-4o").refusal(Call(7000, 1000)) == said


def taking(budget, call, read, written):
    """Charge a call that took so much."""
    budget.hold(call)
    call.status, call.usage = 200, Usage(0, read, 0, written)
    budget.settle(call)


def test_a_call_that_took_more_than_was_held_raises_what_is_held_for_all_and_is_told_of_once():
    said, budget = [], Budget(100_000, "tokens")
    budget.say = said.append
    under_way = Call(1000, 100)
    budget.hold(under_way)
    assert budget.held == 1100
    taking(budget, Call(1000, 100), 500, 2100)
    assert budget.held == 1100 + 2 * 2000
    assert budget.worst(Call(3000, 50)) == 3050 + 2 * 2000
    taking(budget, Call(1000, 100), 1500, 100)
    assert budget.worst(Call(3000, 50)) == 2 * 3000 + 50 + 2 * 2000
    taking(budget, Call(1000, 100), 1400, 1900)
    assert budget.worst(Call(3000, 50)) == 2 * 3000 + 50 + 2 * 2000, "a call that took less than one before"
    budget.settle(under_way)
    assert budget.held == 0
    assert len(said) == 1
    assert "counts a call as 500 tokens read and 2,100 written, where it was sent 1,000 bytes" in said[0]


def test_other_calls_begin_beside_the_first_only_where_many_times_as_much_fits():
    small, large = Budget(10_000, "tokens"), Budget(100_000, "tokens")
    for budget in (small, large):
        assert budget.has_room(Call(900, 100))
        budget.hold(Call(900, 100))
    assert (small.has_room(Call(900, 100)), large.has_room(Call(900, 100))) == (False, True)
    for _ in range(60):
        taking(small, Call(9, 1), 9, 1)
    assert small.has_room(Call(900, 100)), "what calls take is known of some by now"


def test_a_total_alone_is_charged_at_least():
    budget = Budget(10_000, "tokens")
    taking(budget, Call(500, 100), 0, 4000)
    assert budget.spent >= 4000


class Book:
    """An account that keeps all that was written."""

    shares = False
    is_overdue = False

    def __init__(self, before=None):
        self.before = before
        self.counted = None
        self.amounts = []

    @property
    def written(self):
        return self.amounts[-1] if self.amounts else 0.0

    def write(self):
        self.amounts.append(self.counted().amount)


def test_the_most_that_calls_may_cost_is_written_before_they_start_and_seldom():
    budget, book = Budget(10_000, "tokens"), Book()
    budget.go_on(book, Usage())
    calls = [Call(900, 100) for _ in range(10)]
    for count, call in enumerate(calls, start=1):
        budget.hold(call)
        assert 1000 * count <= book.written <= 10_000
    assert len(book.amounts) == 5, "each has room for another call"


class Shared(Book):
    """An account that others share, which gives all that is wanted once."""

    shares = True

    def lease(self, budget, wanted, kept):
        amount = kept if self.amounts else wanted
        self.write()
        return Lease(amount, more_may_come=True)


def test_a_worker_that_comes_back_keeps_what_its_calls_under_way_may_cost():
    budget, book = Budget(10_000, "tokens"), Shared()
    budget.go_on(book, Usage())
    call = Call(900, 100)
    assert budget.has_room(call)
    budget.hold(call)
    book.is_overdue = True
    assert not budget.has_room(Call(900, 100))
    assert budget.left == 0
    book.is_overdue = False
    assert book.counted().amount >= budget.held
    assert budget._limit == pytest.approx(budget.held)


def test_an_account_that_can_not_be_written_stops_the_call():
    budget, book = Budget(10_000, "tokens"), Book()
    budget.go_on(book, Usage())

    def full():
        raise StoreError("news.db: the disk is full")

    book.write = full
    with pytest.raises(BudgetSpentError, match="the disk is full"):
        budget.hold(Call(900, 100))
    assert budget.held == 0


def test_a_call_is_not_made_where_writing_it_down_took_so_long_that_others_may_have_spent_it():
    budget, book = Budget(10_000, "tokens"), Book()
    budget.go_on(book, Usage())
    book.is_overdue = True
    assert not budget.hold(Call(900, 100))
    assert budget.held == 0
    book.is_overdue = False
    assert budget.hold(Call(900, 2000))


@pytest.mark.parametrize(
    ("before", "spent"),
    [
        (None, 950),
        (Spending("tokens", 990.0, 3), 990),
        (Spending("tokens", 10.0, 3), 950),
        (Spending("USD", 990.0, 3), 950),
    ],
    ids=["no budget", "more was under way", "a later session had no budget", "another unit"],
)
def test_what_was_spent_before_a_kill_counts(before, spent):
    budget = Budget(1000, "tokens")
    budget.go_on(Book(before), Usage(3, 500, 0, 450))
    assert budget.spent == spent


def test_what_was_learned_before_is_known_and_told_of_no_more():
    said, budget = [], Budget(10_000, "tokens")
    budget.say = said.append
    budget.go_on(Book(Spending("USD", 0.0, 60, 1.5, 200)), Usage())
    assert (budget.spent, budget.worst(Call(1000, 100))) == (0, 2 * 1000 + 100 + 400)
    taking(budget, Call(1000, 100), 10, 900)
    assert said == []


async def test_an_estimate_makes_no_call_and_grows_with_the_articles():
    short, long = Article("Officials counted ballots. " * 10), Article("Officials counted ballots. " * 200)
    prompts = choose_prompts(kinds=["claim"])
    small, large = [await estimate([each], prompts, "openai/x", tokens=32_768) for each in (short, long)]
    assert (small.articles, small.usage.calls) == (1, 1)
    assert large.usage.calls == 5
    assert 0 < small.usage.input < large.usage.input
    assert small.usage.output < small.most.output
