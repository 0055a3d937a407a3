# The commands of the portal. `make run` and `make test` need python3 (3.11+) and make, nothing else.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test check lint unit browser perf lock messages backup restore clean venv venv-dev chromium

help: ## Lists these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

run: ## Serves the portal of the study on http://localhost:8000 (PORT=8001 for another port)
	@PYTHON="$(PYTHON)" sh deploy/venv.sh requirements.lock
	@exec $(BIN)/python -m perpignan.embedded

test: lint unit ## Runs everything the continuous integration runs
check: test

lint: venv-dev ## Checks style, types, import contracts, migrations and catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $$(find . -name '*.html' -path '*templates/*' -not -path './.*' -not -path './var/*')
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m perpignan.embedded.messages --check

unit: venv-dev chromium ## Runs the tests, browser tests included
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope $(TESTS)

browser: venv-dev chromium ## Runs the browser tests only
	$(BIN)/python -m pytest -m browser $(TESTS)

perf: venv-dev ## Measures the portal beside a reference, in one run
	@$(BIN)/python -m tests.performance

lock: ## Freezes the versions and hashes of requirements*.in
	@PYTHON="$(PYTHON)" sh deploy/lock.sh

messages: venv-dev ## Collects the texts to translate into locale/
	@sh deploy/messages.sh

venv-dev:
	@PYTHON="$(PYTHON)" sh deploy/venv.sh requirements-dev.lock

chromium:
	@sh deploy/chromium.sh

backup: ## Saves the database into var/backups/
	@$(BIN)/python -m perpignan.embedded.backup save

restore: ## Puts a saved database back: make restore FILE=var/backups/...dump
	@$(BIN)/python -m perpignan.embedded.backup restore "$(FILE)"

clean: ## Removes .venv and the caches; keeps the data in var/
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +
