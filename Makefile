# make ask Q="..."   answer a question; the first call makes .venv and installs
# make test          run every test          make lint    ruff and mypy
# make bench         measure, print a table  make clean   remove .venv and caches

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# The question goes through the environment, unexpanded, so that quotes, $ and ` in it reach isnad as they are.
export QUESTION := $(value Q)
unexport Q

.PHONY: ask test lint bench clean
.DELETE_ON_ERROR:

ask: $(VENV)/installed
	@if [ -z "$$QUESTION" ]; then echo 'ask something: make ask Q="How many US troops are in Iraq?"' >&2; exit 2; fi
	@question="$$QUESTION"; exec $(BIN)/isnad ask -- "$$question"

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(VENV)/installed-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

bench: $(VENV)/installed-bench
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'isnad needs Python 3.11 or newer: make PYTHON=python3.11 ...' >&2; exit 1; }
	@echo 'Making $(VENV) ...' >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Installing isnad and what it needs (a few minutes, once) ...' >&2
	@$(PIP) install -c constraints.txt -e . >&2
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo 'Installing what the tests need ...' >&2
	@$(PIP) install -c constraints.txt -e '.[dev]' >&2
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	@echo 'Installing what the measurements need ...' >&2
	@$(PIP) install -c constraints.txt -e '.[dev,bench]' >&2
	@touch $@
