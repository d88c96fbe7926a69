import pytest

from onrecord.article import Article
from onrecord.batch._budget import Budget, Price, parse_budget
from onrecord.batch._estimate import estimate
from onrecord.errors import UsageError
from onrecord.extraction._prompts import choose_prompts
from onrecord.models._base import Call
from onrecord.usage import Usage


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
    monkeypatch.setattr("onrecord.batch._budget.cost_of", lambda _, usage: usage.input * (2.0 if now % 2 else 1.0))
    price = Price("openai/dearer-by-day")
    assert price.of(Usage(1, 500)) == 500
    now += 61
    assert price.of(Usage(1, 500)) == 1000


def test_a_call_that_is_long_for_a_model_costs_what_long_ones_cost(monkeypatch):
    monkeypatch.setattr(
        "onrecord.batch._budget.cost_of", lambda _, usage: usage.input * (3.0 if usage.input > 32_000 else 1.0)
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
    assert (budget.held, budget.has_room(Call(300, 101)), budget.has_room(Call(300, 100))) == (600, False, True)
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


def test_what_was_spent_before_a_kill_counts():
    budget = Budget(1000, "tokens")
    budget.charge(Usage(3, 500, 0, 450))
    assert not budget.may_ever(Call(40, 20))
    assert budget.may_ever(Call(40, 10))


async def test_an_estimate_makes_no_call_and_grows_with_the_articles():
    short, long = Article("Officials counted ballots. " * 10), Article("Officials counted ballots. " * 200)
    prompts = choose_prompts(kinds=["claim"])
    small, large = [await estimate([each], prompts, "openai/x", tokens=32_768) for each in (short, long)]
    assert (small.articles, small.usage.calls) == (1, 1)
    assert large.usage.calls == 5
    assert 0 < small.usage.input < large.usage.input
    assert small.usage.output < small.most.output
