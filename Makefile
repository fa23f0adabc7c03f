# Two commands do it: `make run` and `make test`. `make setup` is the install step they share.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
POSTGRES_URL ?= postgres://postgres@127.0.0.1:5432/limber

.PHONY: run setup setup-dev browser test test-postgres test-slow check bench clean

run: $(VENV)/.installed
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_library
	@echo "Limber is at http://$(HOST):$(PORT) (Ctrl-C stops it)"
	@$(BIN)/waitress-serve --listen=$(HOST):$(PORT) --threads=8 config.wsgi:application

setup: $(VENV)/.installed
	@$(BIN)/python -m tools.fetch_tagger || true

setup-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		(echo "Limber needs Python 3.11 or newer: make run PYTHON=/path/to/python3.11"; exit 1)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m tools.fetch_tagger || true
	@$(BIN)/python -c "from planner.optimiser import warm_up; warm_up()"
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements.txt | $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

browser: setup-dev
	@$(BIN)/python -m tools.find_browser

test: browser
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

# Where no server answers this says so and passes: a laptop needs none.
test-postgres: setup-dev
	@if $(BIN)/python -m tools.postgres "$(POSTGRES_URL)"; then \
		DATABASE_URL="$(POSTGRES_URL)" $(BIN)/python -m pytest -n auto --dist worksteal -m "database and not slow and not browser"; \
	fi

test-slow: browser
	@$(BIN)/python -m pytest -n auto --dist worksteal -m slow

bench: setup-dev
	@$(BIN)/python -m tools.bench $(BENCH)

check: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy .
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check --fail-level WARNING

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
