# Every target does its own set-up: on a fresh machine with Python 3.11 or newer, pip, make and git, type `make try`.
PYTHON ?= python3
BIN    := .venv/bin
# Two for each core, because a test also waits; the tests of one file share what they set up, so they stay together, in the order of
# tests/conftest.py.
PARALLEL = --numprocesses $(shell $(BIN)/python -c 'import os; print(2 * (os.cpu_count() or 1))') --dist loadfile --no-loadscope-reorder

.PHONY: try test check check-all lint format bench bench-hosting eval model picture clean
.DEFAULT_GOAL := help

help:            ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

try: .venv/installed     ## watch a practice evening, no token and no account needed (ARGS=--plain without a screen)
	$(BIN)/touchline try $(ARGS)

# What Python has compiled is kept, whatever is set here: else each worker, and each program that a test starts, does that again.
test check-all: export PYTHONDONTWRITEBYTECODE =

# No quick test is meant to take a minute, so one that takes ten is stuck, and fails with where it stands, or nobody would know which.
test: .venv/installed    ## the quick tests (ARGS=-k name for some)
	$(BIN)/python -m pytest -m 'not slow' --timeout 600 $(PARALLEL) $(ARGS)

lint: .venv/installed    ## types, style and format
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: .venv/installed  ## put the code into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: lint test         ## what must pass before a commit

check-all: lint          ## everything, the slow tests too
	$(BIN)/python -m pytest $(PARALLEL) $(ARGS)

bench: .venv/installed   ## the numbers of docs/architecture.md, measured here
	$(BIN)/python -m tests.bench

bench-hosting: .venv/installed  ## what a host carries, with 5,000 organisations on PostgreSQL (ARGS=--small for a minute's worth)
	$(BIN)/python -m tests.bench_hosting $(ARGS)

eval: .venv/installed    ## how well Touchline finds things, and rivals beside it (ARGS=--quick for a minute's worth)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[evaluation]'
	$(BIN)/python -m training.evaluate --rivals $(ARGS)

model: .venv/installed   ## build the shipped model again, from data to file (VERSION=3); some forty minutes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'torch==2.13.0'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m training.make --version $(VERSION)

picture: .venv/installed ## the picture of the practice club in the README, drawn anew
	$(BIN)/python -m tools.picture

clean:                   ## forget what was installed and made
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
