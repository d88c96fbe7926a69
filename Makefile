# make demo   summarise an article with the embedded model; installs all it needs into .venv
# make test   install what the tests need into .venv and run them
# make check  formatting, lint, types, the order of imports, documentation
# make docs   build the documentation into build/site; whatever is wrong with it is an error
# make eval   score the prompts on recorded answers of the embedded model, and hold them to their floors
# make bench  measure; prints one table, writes benchmarks/results/bench.json

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check docs eval bench clean

demo: $(VENV)/local
	$(BIN)/onrecord summarize evals/articles/missile-launch.txt

test: $(VENV)/dev
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not model"
	$(BIN)/python -m pytest -m model

check: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

docs: $(VENV)/dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

eval: $(VENV)/dev
	mkdir -p build
	$(BIN)/onrecord eval --replay evals/answers.jsonl --baseline evals/baseline.json --output build/eval.json --html build/eval.html

bench: $(VENV)/dev
	$(BIN)/python benchmarks

$(VENV)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or later; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/local: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[local]"
	touch $@

$(VENV)/dev: $(VENV)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[local,eval,batch,dev]"
	touch $@ $(VENV)/local

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/results
