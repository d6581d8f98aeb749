# Two commands are enough: `make run` starts Lotse, `make test` proves it. Everything they need lands in .venv,
# in the data folder, or, as root on Debian and Ubuntu, in Debian's packages.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# Without kept bytecode every start would compile 1,300 files anew.
unexport PYTHONDONTWRITEBYTECODE
# The machine's own certificates where it has some: many a town's network ends TLS at a proxy.
UV := $(BIN)/uv --quiet $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),--system-certs)

.PHONY: help setup run test test-setup test-kill check lock docs benchmark

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/product ## the environment in .venv, from requirements.lock

.venv/product: requirements.lock requirements-bootstrap.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lotse needs Python 3.11 or newer as $(PYTHON)." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || ./setup/debian-packages python3-venv
	@echo "Setting up the environment in .venv (a few minutes the first time)."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@$(UV) pip install --no-deps --require-hashes -r requirements.lock
	@$(UV) pip install --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: .venv/product requirements-test.lock
	@$(UV) pip install --no-deps --require-hashes -r requirements-test.lock
	@touch $@

test-setup: .venv/test
	@./setup/debian-packages postgresql chromium fonts-dejavu-core

run: setup ## Lotse on this machine: chat, desk and, with their tokens, the Telegram bots
	@$(BIN)/lotse up

# Three on two cores: while one waits for a page or a process that starts, two work.
test: test-setup ## the whole test suite
	@$(BIN)/python -m pytest -n 3 --dist worksteal

test-kill: test-setup ## forty kills while updates arrive (six of them run in `make test`)
	@LOTSE_TEST_KILLS=40 $(BIN)/python -m pytest -n 2 --timeout 1800 tests/journeys/test_kill.py

test-rasa: test-setup ## Rasa for real, with the Python 3.10 that LOTSE_RASA_PYTHON names
	@LOTSE_TEST_RASA=1 $(BIN)/python -m pytest -s tests/nlu/test_rasa_whole.py

check: .venv/test ## lint, types, imports, knowledge base
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/lotse kb check
	@$(BIN)/lotse terms check

benchmark: test-setup ## speed and memory, written into docs/performance.md
	@$(BIN)/python -m benchmarks

docs: test-setup ## the pictures in docs/, taken anew
	@$(BIN)/python -m tests.browser.pictures

lock: .venv/product ## requirements*.lock from pyproject.toml
	@$(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	@$(UV) pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.lock -o requirements-test.lock
