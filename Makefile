# Sunhall, for whoever runs it or works on it. Needs Python 3.11 or newer, with venv, and make.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := -m pip --quiet --disable-pip-version-check
CATALOGS := $(patsubst %.po,%.mo,$(wildcard src/sunhall/locale/*/LC_MESSAGES/*.po))

# What pytest gets besides; a database of your own for the tests; BROWSER=no leaves the browser out
ARGS ?=
TEST_DATABASE_URL ?=
BROWSER ?= yes

# The documents' theme advertises its successor on every build
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup assets run test check audit bench docs format lock package clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: $(VENV)/.ready assets $(CATALOGS) ## Install everything beside this file, once

run: setup ## Serve a city on this machine
	@$(BIN)/sunhall run

test: setup ## Prove that it works, in the browser too
	@chromium=; if [ "$(BROWSER)" != no ]; then chromium=$$($(BIN)/python tools/chromium.py) || exit; fi; \
	$(if $(TEST_DATABASE_URL),DATABASE_URL='$(TEST_DATABASE_URL)') CHROMIUM="$$chromium" \
	$(BIN)/python -m pytest -n auto --dist loadgroup $(if $(filter no,$(BROWSER)),-m 'not browser') $(ARGS)

check: setup ## Check style, types, architecture, migrations, translations and documents
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sunhall manage makemigrations --check --dry-run
	$(BIN)/python tools/translations.py check
	$(BIN)/mkdocs build --strict --quiet

audit: setup ## Ask for known weaknesses of what is used (needs the network, and pip-audit)
	@command -v pip-audit >/dev/null || { echo 'Install pip-audit first: pipx install pip-audit'; exit 1; }
	pip-audit --require-hashes --disable-pip -r requirements/base.txt

bench: setup .venv-bench/.ready ## Measure, also against the peers
	@$(BIN)/python -m bench

docs: setup ## Build the documents into site/
	@$(BIN)/mkdocs build --strict

format: setup ## Format the code
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: setup ## Pin the newest packages that requirements/*.in allow
	@for name in dev build base docs bench; do $(BIN)/uv pip compile --quiet --upgrade \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command 'make lock' \
		$$([ $$name = dev ] || echo --constraints requirements/dev.txt) \
		requirements/$$name.in --output-file requirements/$$name.txt || exit; done

package: setup ## Build the wheel into dist/
	@$(BIN)/python $(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

clean: ## Remove what was made, but not the city's data in var/
	rm -rf $(VENV) .venv-bench build dist site test-results src/*.egg-info $(CATALOGS)
	rm -rf assets/node_modules src/sunhall/kernel/static/dist
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The stamps are written last, so that an interrupted setup goes on where it was.

$(VENV)/.ready: requirements/build.txt requirements/dev.txt pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Sunhall needs Python 3.11 or newer with venv' \
		'(on Debian: apt install python3 python3-venv). Name yours: make PYTHON=...'; exit 1; }
	@echo 'Installing into $(VENV), once (a minute or two) ...'
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo '$(PYTHON) is older than Python 3.11.'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) install --require-hashes -r requirements/build.txt
	@$(BIN)/python $(PIP) install --require-hashes --no-build-isolation -r requirements/dev.txt
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv-bench/.ready: requirements/build.txt requirements/bench.txt
	@test -x .venv-bench/bin/python || $(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python $(PIP) install --require-hashes -r requirements/build.txt
	@.venv-bench/bin/python $(PIP) install --require-hashes --no-build-isolation -r requirements/bench.txt
	@touch $@

assets: $(VENV)/.ready
	@$(BIN)/python assets/build.py

%.mo: %.po $(VENV)/.ready
	@$(BIN)/python tools/translations.py compile
