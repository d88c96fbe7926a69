"""Every setting, from the variable of the environment that holds it."""

from dataclasses import fields
from pathlib import Path

import pytest

from onrecord import Settings, UsageError
from onrecord.settings import VARIABLES

GIVEN = {
    "ONRECORD_MODEL": ("openai/gpt-5-mini", "model", "openai/gpt-5-mini"),
    "OPENAI_BASE_URL": ("http://localhost:8000/v1", "base_url", "http://localhost:8000/v1"),
    "OPENAI_API_KEY": ("sk-1", "api_key", "sk-1"),
    "ONRECORD_MODE": ("tools", "mode", "tools"),
    "ONRECORD_WINDOW": ("4096", "window", 4096),
    "ONRECORD_TIMEOUT": ("2.5", "timeout", 2.5),
    "ONRECORD_POLL": ("0.5", "poll", 0.5),
    "ONRECORD_RETRIES": ("0", "retries", 0),
    "ONRECORD_REASKS": ("1", "reasks", 1),
    "ONRECORD_LEASE": ("2.5", "lease", 2.5),
    "ONRECORD_CONCURRENCY": ("64", "concurrency", 64),
    "ONRECORD_THREADS": ("2", "threads", 2),
    "ONRECORD_SLOTS": ("4", "slots", 4),
    "ONRECORD_WEIGHTS": ("/w.gguf", "weights", Path("/w.gguf")),
    "ONRECORD_CACHE": ("~/cache", "cache", Path.home() / "cache"),
    "HF_ENDPOINT": ("http://mirror.example", "hub", "http://mirror.example"),
    "HF_TOKEN": ("hf_1", "hub_token", "hf_1"),
    "ONRECORD_PROMPTS": ("prompts", "prompts", Path("prompts")),
    "ONRECORD_VERIFIER": ("openai/y", "verifier", "openai/y"),
    "ONRECORD_CALIBRATIONS": ("kept", "calibrations", Path("kept")),
}


@pytest.mark.parametrize(("variable", "given"), GIVEN.items(), ids=GIVEN)
def test_each_variable_sets_its_own_setting_and_no_other(variable, given):
    value, name, expected = given
    settings = Settings.from_environment({variable: value})
    assert getattr(settings, name) == expected
    assert settings == Settings(**{name: expected})


def test_all_variables_are_tested_here():
    assert set(GIVEN) == set(VARIABLES.values())


def test_every_setting_but_the_waits_between_retries_and_the_keys_has_a_variable():
    assert {field.name for field in fields(Settings)} - set(VARIABLES) == {"backoff", "keys"}


@pytest.mark.parametrize("variable", VARIABLES.values())
def test_an_empty_variable_counts_as_none(variable):
    assert Settings.from_environment({variable: ""}) == Settings()


def test_nothing_set_gives_the_defaults_and_the_embedded_model():
    assert Settings.from_environment({}) == Settings()
    assert Settings().model == "local"


@pytest.mark.parametrize("value", ["many", "-1", "2.5", "nan", "1e3"])
@pytest.mark.parametrize(
    "variable",
    ["ONRECORD_WINDOW", "ONRECORD_RETRIES", "ONRECORD_REASKS", "ONRECORD_CONCURRENCY", "ONRECORD_THREADS"],
)
def test_a_number_that_is_none_is_an_error_that_names_the_variable(variable, value):
    with pytest.raises(UsageError) as error:
        Settings.from_environment({variable: value})
    assert str(error.value) == f"{variable}={value}: should be a whole number, 0 or more"


@pytest.mark.parametrize("value", ["soon", "-0.5"])
def test_a_time_out_that_is_no_time_is_an_error(value):
    with pytest.raises(UsageError, match=f"^ONRECORD_TIMEOUT={value}: should be a number, 0 or more$"):
        Settings.from_environment({"ONRECORD_TIMEOUT": value})


def test_a_mode_that_does_not_exist_is_an_error_that_lists_those_that_do():
    said = "ONRECORD_MODE=xml: not a mode; choose one of auto, schema, tools, json, text"
    with pytest.raises(UsageError, match=f"^{said}$"):
        Settings.from_environment({"ONRECORD_MODE": "xml"})


@pytest.mark.parametrize("variable", ["GROQ_API_KEY", "XAI_API_KEY", "MINE_API_KEY"])
def test_the_keys_of_other_providers_are_kept_by_their_variables(variable):
    assert Settings.from_environment({variable: "secret"}).keys == {variable: "secret"}


def test_no_key_is_shown():
    settings = Settings.from_environment({"OPENAI_API_KEY": "sk-secret", "GROQ_API_KEY": "gsk-secret"})
    assert "secret" not in repr(settings)
    assert "secret" not in str(settings)


def test_the_process_s_own_environment_is_what_counts(monkeypatch):
    monkeypatch.setenv("ONRECORD_CONCURRENCY", "3")
    assert Settings.from_environment().concurrency == 3
