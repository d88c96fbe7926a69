import pytest
from pydantic import ValidationError

from onrecord.answers import answer_schema, complete_records
from onrecord.kinds import Claim, Event, Statement

CLAIM = '{"sentences":[1],"text":"The ferry sank."}'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"claims":[%s]}', id="plain"),
        pytest.param('Here you are:\n```json\n{"claims":[%s]}\n```\nAnything else?', id="fenced"),
        pytest.param('Sure! {"claims":[%s]} I hope {that} helps.', id="prose with braces"),
        pytest.param('For {each} claim, or { none }: {"claims":[%s]}', id="braces before"),
        pytest.param('{"claims":[%s],"mood":"glad"}', id="more than asked"),
    ],
)
def test_the_object_is_found_in_what_surrounds_it(text):
    answer = answer_schema((Claim,)).model_validate_json(text % CLAIM)
    assert answer.records([9]) == [Claim(sentences=[1], text="The ferry sank.")]


@pytest.mark.parametrize("text", ["", "no", "[]", '{"facts":[]}', '{"claims":{}}', '{"claims":[{"text":"a"}]}'])
def test_what_does_not_fit_is_refused(text):
    with pytest.raises(ValidationError):
        answer_schema((Claim,)).model_validate_json(text)


def test_without_citations_records_rest_on_the_sentences_asked_about():
    schema = answer_schema((Claim,), cites=False)
    assert "sentences" not in str(schema.model_json_schema())
    answer = schema.model_validate_json('{"claims":[{"text":"The ferry sank."}]}')
    assert answer.records([7]) == [Claim(sentences=[7], text="The ferry sank.")]


@pytest.mark.parametrize("end", range(len(CLAIM) + 1, 2 * len(CLAIM) + 1))
def test_a_cut_costs_no_whole_record_and_adds_no_broken_one(end):
    whole = '{"claims":[' + CLAIM + "," + CLAIM.replace("1", "2")
    cut = whole[: len('{"claims":[') + end]
    found = complete_records(cut, (Claim,), [1])
    assert [record.sentences for record in found] == ([[1], [2]] if cut == whole else [[1]])


def test_records_of_every_kind_are_kept_around_an_invalid_one():
    text = (
        '{"events":[{"sentences":[1],"what":"It sinks."},{"what":3},{"sentences":[2],"what":"It burns."}],"claims":[]}'
    )
    found = complete_records(text, (Event, Claim), [1])
    assert [record.what for record in found] == ["It sinks.", "It burns."]


def test_the_schema_has_no_nulls_titles_or_defaults_and_is_closed():
    schema = str(answer_schema((Event, Statement, Claim)).model_json_schema())
    assert not [word for word in ("null", "'title'", "default", "anyOf") if word in schema]
    assert schema.count("'additionalProperties': False") == 4
