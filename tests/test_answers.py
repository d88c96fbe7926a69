import json
import time

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


def filled(text, *kinds):
    return answer_schema(kinds or (Claim,)).model_validate_json(text).records([9])


def claims(*texts):
    return [Claim(sentences=[1], text=text) for text in texts]


EMPTY = '{"claims": []}'
DRAFT = CLAIM.replace("ferry", "barge")
ANSWER = f'{{"claims":[{CLAIM}]}}'
SCHEMA = json.dumps(answer_schema((Claim,)).model_json_schema())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<think>none would be {EMPTY}</think>\n{ANSWER}", id="an empty draft in a thought"),
        pytest.param(f'<thinking>say {{"claims":[{DRAFT}]}}</thinking>{ANSWER}', id="a draft in a thought"),
        pytest.param(f"reasoning that opened before the answer {EMPTY}</think>{ANSWER}", id="a thought closed alone"),
        pytest.param(f"[THINK]{EMPTY}[/THINK]{ANSWER}", id="thoughts in brackets"),
        pytest.param(f"<|channel|>analysis{EMPTY}<|channel|>final<|message|>{ANSWER}", id="channels"),
        pytest.param(f'First {{"claims":[{DRAFT}]}}. Better:\n{ANSWER}', id="a draft in the open"),
        pytest.param(f"Of the form {EMPTY}:\n```json\n{ANSWER}\n```", id="an example, then a fence"),
        pytest.param(f"{ANSWER}\nWere there none, I'd have said {EMPTY}.", id="a remark on empty answers"),
        pytest.param(f"{SCHEMA}\n{ANSWER}", id="the schema, then the answer"),
        pytest.param(f'{SCHEMA[:-1]}, "claims":[{CLAIM}]}}', id="the answer in the schema"),
        pytest.param(f'{{"properties": {ANSWER}}}', id="the answer as the schema's properties"),
        pytest.param(f'{{"answer": {{"result": {ANSWER}}}}}', id="wrapped"),
        pytest.param(f"[{ANSWER}]", id="in a list"),
        pytest.param(f"[{CLAIM}]", id="a list of records"),
        pytest.param(CLAIM, id="a record by itself"),
        pytest.param(json.dumps(ANSWER), id="a string of JSON"),
        pytest.param(json.dumps({"claims": f"[{CLAIM}]"}), id="a list as a string"),
        pytest.param(json.dumps({"claims": [CLAIM]}), id="a record as a string"),
        pytest.param(json.dumps({"answer": ANSWER}), id="a string of JSON, wrapped"),
        pytest.param(json.dumps(ANSWER)[1:-1], id="a string of JSON without its quotation marks"),
        pytest.param(f'{{"claims":{CLAIM}}}', id="a record for a list"),
        pytest.param(f'{{"claims":{{"1":{CLAIM}}}}}', id="an object of records for a list"),
        pytest.param(f'{{"Claim":[{CLAIM}]}}', id="the kind in the singular"),
        pytest.param(f'{{"claims":[{CLAIM}, null]}}', id="null among the records"),
        pytest.param(f'{{"claims":[{CLAIM}, {{"sentences":[2],"text":""}}]}}', id="a record that says nothing"),
        pytest.param(ANSWER.replace("[1]", "1"), id="a number for a list"),
        pytest.param(ANSWER.replace("[1]", '"[1]"'), id="a list of numbers as a string"),
        pytest.param(ANSWER.replace("[1]", '["S1"]'), id="a number with a letter"),
        pytest.param(ANSWER.replace("sentences", "Sentence"), id="a field in the singular"),
        pytest.param(ANSWER.replace("}", ',"certainty":"CERTAIN"}', 1), id="a choice in capitals"),
        pytest.param(ANSWER.replace("}", ',"certainty":"Confirmed"}', 1), id="a synonym of a choice"),
        pytest.param(ANSWER.replace("}", ',"certainty":null}', 1), id="null for a choice"),
        pytest.param(ANSWER.replace("}", ',"certainty":""}', 1), id="nothing for a choice"),
        pytest.param(ANSWER.replace("}", ',"source":""}', 1), id="nothing for a name"),
        pytest.param(ANSWER.replace('"The ferry sank."', '["The ferry sank."]'), id="a list of one text"),
    ],
)
def test_the_answer_is_the_object_that_fits_however_lax(text):
    assert filled(text) == claims("The ferry sank.")


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "```json\n{}\n```",
        "[]",
        "null",
        EMPTY,
        '{"claims": null}',
        '{"claims": "none"}',
        f'An answer is like {{"claims":[{DRAFT}]}}. Here there are none:\n{EMPTY}',
        f'<think>{{"claims":[{DRAFT}]}}?</think>{{}}',
    ],
)
def test_an_answer_that_holds_nothing_is_one(text):
    assert filled(text) == []


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("who", None, []),
        ("who", "", []),
        ("who", "Ann Lee", ["Ann Lee"]),
        ("who", ["Ann Lee", None, ""], ["Ann Lee"]),
        ("who", [{"name": "Ann Lee", "role": "mayor"}], ["Ann Lee"]),
        ("who", [str(number) for number in range(9)], ["0", "1", "2", "3", "4", "5"]),
        ("when", 2024, "2024"),
        ("where", "", None),
        ("where", ["Oslo"], "Oslo"),
        ("status", "On-Going", "ongoing"),
        ("status", "Scheduled", "planned"),
        ("status", "CANCELED", "denied"),
        ("status", ["planned"], "planned"),
        ("status", "plannd", "planned"),
        ("sentences", "1-3", [1, 2, 3]),
        ("sentences", ["1 and 3"], [1, 3]),
        ("sentences", [1, None], [1]),
    ],
)
def test_a_lax_field_is_read_for_what_it_says(field, value, read):
    event = {"sentences": [1], "what": "The ferry sinks.", field: value}
    (record,) = filled(json.dumps({"events": [event]}), Event)
    assert getattr(record, field) == read


@pytest.mark.parametrize("status", ["impossible", "uncertain of it", "whatever"])
def test_a_choice_that_is_none_of_those_given_is_not_guessed(status):
    with pytest.raises(ValidationError, match="status"):
        filled(json.dumps({"events": [{"sentences": [1], "what": "It sinks.", "status": status}]}), Event)


def test_objects_that_follow_each_other_are_one_answer():
    event = '{"events":[{"sentences":[1],"what":"It sinks."}]}'
    assert [record.kind for record in filled(f"{event}\n{ANSWER}\n{ANSWER}", Event, Claim)] == [
        "event",
        "claim",
        "claim",
    ]


@pytest.mark.parametrize(
    "text",
    [SCHEMA, ANSWER[:-2], ANSWER[:-2] + ",", f'[{CLAIM},{{"text":3}}]', f'{{"claims":[{CLAIM},{{"sentences":[2]}}]}}'],
)
def test_part_of_what_does_not_fit_is_no_answer(text):
    with pytest.raises(ValidationError):
        filled(text)


@pytest.mark.parametrize(
    "text", ['{"', '{"a":[', '{"a":[1,1,1,1,', "[[", '{"a":"{', "</think", "<think", '{"claims":[{"']
)
def test_no_text_takes_long_to_read(text):
    started = time.process_time()
    with pytest.raises(ValidationError):
        filled(text * (100_000 // len(text)))
    assert time.process_time() - started < 2


def test_the_drafts_of_a_cut_thought_are_no_records():
    assert complete_records(f"<think>{ANSWER} or", (Claim,), [1]) == []
    assert complete_records(f"<think>{EMPTY}</think>{ANSWER[:-1]},", (Claim,), [1]) == claims("The ferry sank.")


@pytest.mark.parametrize(
    "text", ["", "no", "I hope {} helps", '{"facts":[]}', '{"claims":{}}', '{"claims":[{"text":"a"}]}']
)
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
        '{"events":[{"sentences":[1],"what":"It sinks."},{"what":[]},{"sentences":[2],"what":"It burns."}],"claims":[]}'
    )
    found = complete_records(text, (Event, Claim), [1])
    assert [record.what for record in found] == ["It sinks.", "It burns."]


def test_the_schema_has_no_nulls_titles_or_defaults_and_is_closed():
    schema = str(answer_schema((Event, Statement, Claim)).model_json_schema())
    assert not [word for word in ("null", "'title'", "default", "anyOf") if word in schema]
    assert schema.count("'additionalProperties': False") == 4


def test_in_a_brief_answer_the_text_of_a_single_field_is_the_record():
    schema = answer_schema((Statement, Claim), cites=False, brief=True)
    answer = schema.model_validate_json(
        '{"statements":[{"speakers":["Ann Lee"],"cue":"said","content":"it sank"}],"claims":["The ferry sank."]}'
    )
    assert answer.records([7]) == [
        Statement(sentences=[7], speakers=["Ann Lee"], cue="said", content="it sank"),
        Claim(sentences=[7], text="The ferry sank."),
    ]


def test_a_brief_answer_that_cites_has_sentence_numbers():
    schema = answer_schema((Claim,), brief=True)
    answer = schema.model_validate_json('{"claims":[{"sentences":[2],"text":"The ferry sank."}]}')
    assert answer.records([1, 2]) == [Claim(sentences=[2], text="The ferry sank.")]


def test_a_cut_brief_answer_keeps_the_texts_that_are_whole():
    found = complete_records(
        '{"events":["The ferry sinks.","A \\"tanker\\" burns."],"claims":["It ra', (Event, Claim), [3]
    )
    assert found == [Event(sentences=[3], what="The ferry sinks."), Event(sentences=[3], what='A "tanker" burns.')]
