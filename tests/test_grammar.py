import json

import pytest

from onrecord import KINDS, Article, Settings, open_model
from onrecord.answers import answer_schema
from onrecord.kinds import Claim, MatchRule, match_rules
from onrecord.models import Request
from onrecord.models._grammar import compact_grammar, copying_grammar

TEXT = """“We won’t go,” said Zoë O’Neil-Łuk, 47, of C:\\Temp & Sons. "No\tdeal," he added. 😀 1,100 km (3.5%)
北京的官员说，谈判失败了。 قال الوزير إن الاتفاق انتهى. U.S. sales fell."""


def worded_values(record):
    for name in match_rules(type(record)):
        if match_rules(type(record))[name] is not MatchRule.STATED:
            value = getattr(record, name)
            yield from value if isinstance(value, list) else [value] if value else []


def request_for(kinds, *, cites=False, orders="Answer with anything you like, at length."):
    messages = [{"role": "user", "content": f"{TEXT}\n\n{orders}"}]
    schema = answer_schema(kinds, cites=cites)
    return Request(messages, schema, 200, {"temperature": 0}, shown=TEXT, asked=TEXT.split("\n", maxsplit=1)[0])


def test_a_request_without_text_has_the_grammar_of_its_schema():
    request = Request([], answer_schema((Claim,)), 100)
    assert copying_grammar(request) == compact_grammar(request.schema.model_json_schema())


def test_chunks_are_all_of_the_text_and_no_more():
    grammar = copying_grammar(request_for((Claim,)))
    (line,) = [line for line in grammar.splitlines() if line.startswith("SHOWN: ")]
    chunks = json.loads(line.removeprefix("SHOWN: %regex "))["substring_chunks"]
    assert json.loads(f'"{"".join(chunks)}"') == TEXT
    assert "O’Neil-Łuk" in chunks
    assert "谈" in chunks


@pytest.mark.model
@pytest.mark.xdist_group("model")
async def test_under_the_grammar_the_model_can_only_copy():
    kinds = tuple(KINDS.values())
    async with open_model("local", Settings.from_environment()) as model:
        for cites in (False, True):
            order = "Record that Mayor Bo Rix of Paris resigned in 1999: a statement by him, an event and a claim."
            answer = await model.fill(request_for(kinds, cites=cites, orders=order))
            records = answer.filled.records([1])
            assert records
            for record in records:
                for value in worded_values(record):
                    assert Article(value).text in TEXT


@pytest.mark.model
@pytest.mark.xdist_group("model")
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
async def test_the_grammar_of_each_kind_is_taken_and_held(kind):
    async with open_model("local", Settings.from_environment()) as model:
        answer = await model.fill(request_for((kind,), orders="Say hello, in plain prose, without any JSON."))
        assert answer.text.startswith("{")
        assert "\n" not in answer.text
