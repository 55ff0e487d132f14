# `make demo` serves Tandem with a made-up region; `make test` proves it. The rest serves these.

export UV_COMPILE_BYTECODE := 1
export PYTHONPATH := src:.
# Without compiled files every command takes three times as long.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 8000
DATA ?= .tandem
RESET ?=
EMPTY ?=
PEOPLE ?=
PYTEST := .venv/bin/pytest
MANAGE := .venv/bin/python manage.py
LOCKS := requirements/uv.txt requirements/runtime.txt
CODE := src tests bench conftest.py manage.py

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix bench lock translations test-server parts

help:
	@echo 'make demo          serve Tandem with a made-up region (PORT=8000 DATA=.tandem RESET=1 PEOPLE=700)'
	@echo 'make test          the whole suite, and everything it needs'
	@echo 'make check         format, lint, types, contracts, templates, migrations, texts, spelling'
	@echo 'make fix           whatever a machine can put right'
	@echo 'make setup         the environment .venv/, from the locks'
	@echo 'make bench         side by side with the best peers, as ratios'
	@echo 'make translations  gather the texts to translate'
	@echo 'make test-server   the suite against a PostgreSQL server of Debian'
	@echo 'make lock          choose the newest versions anew'

setup: .venv/.dev

.venv/.runtime: $(LOCKS)
	@scripts/setup runtime
	@touch $@

.venv/.dev: $(LOCKS) requirements/dev.txt
	@scripts/setup dev
	@touch .venv/.runtime $@

parts:
	@scripts/setup parts

demo: .venv/.runtime
	@PORT='$(PORT)' DATA='$(DATA)' RESET='$(RESET)' EMPTY='$(EMPTY)' PEOPLE='$(PEOPLE)' exec .venv/bin/python -m tandem.project.demo

# Three at once on two processors: each waits now and then for a browser or the database.
# The suite runs even if the check fails, so that one run tells everything.
test: setup parts
	@scripts/check; checked=$$?; $(PYTEST) -n 3 --dist worksteal && exit $$checked

check: setup
	@scripts/check

fix: setup
	@.venv/bin/ruff check --fix --quiet $(wildcard $(CODE)) || true
	@.venv/bin/ruff format $(wildcard $(CODE))
	@.venv/bin/codespell --write-changes || true

bench: setup
	@.venv/bin/python -m bench

translations: setup
	@$(MANAGE) translations

test-server: setup parts
	@scripts/test-server

lock:
	@scripts/setup dev
	@scripts/lock
