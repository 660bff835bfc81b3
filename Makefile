# `make portal` and `make test` need Python 3.11 or later and git, nothing else.

# The first python3 that is new enough; another one: make PYTHON=/path/to/python portal
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
LOCALE := officerepo/locale
CATALOGS := $(wildcard $(LOCALE)/*/LC_MESSAGES/officerepo.po)
TEMPLATE := .venv/officerepo.pot

.PHONY: help portal test bench format catalogs clean

help: ## Lists these targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

# The last day of the demo office's story.
DEMO_DAY := 2025-12-31

portal: .venv/run.stamp $(CATALOGS:.po=.mo) ## Checks and indexes the demo office in records/ and builds its portal
	$(BIN)/officerepo check --today $(DEMO_DAY)
	$(BIN)/officerepo index --today $(DEMO_DAY)
	$(BIN)/officerepo build --today $(DEMO_DAY)

test: .venv/dev.stamp $(CATALOGS:.po=.mo) ## Lints, checks types and runs every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest --numprocesses=auto --maxprocesses=8 --dist=worksteal

bench: .venv/dev.stamp $(CATALOGS:.po=.mo) ## Measures speed on generated offices; options in BENCH="..."
	$(BIN)/python tests/bench/run.py $(BENCH)

format: .venv/dev.stamp ## Formats the Python code and mends what ruff can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

catalogs: .venv/run.stamp ## Brings the catalogues of en, es and zh up to date with the source
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml --no-location --sort-output --no-wrap \
	  --add-comments 'i18n:' --project officerepo --output $(TEMPLATE) .
	for language in en es zh; do \
	  $(BIN)/pybabel --quiet update --input-file $(TEMPLATE) --output-dir $(LOCALE) \
	    --domain officerepo --locale $$language --init-missing --ignore-pot-creation-date \
	    --no-fuzzy-matching --no-wrap --ignore-obsolete || exit; \
	done
	$(BIN)/pybabel --quiet compile --directory $(LOCALE) --domain officerepo

clean: ## Removes what can be built again, the environment excepted
	rm -rf .officerepo site/public* site/.public* dist build
	rm -rf __pycache__ .mypy_cache .ruff_cache .pytest_cache .hypothesis $(LOCALE)/*/LC_MESSAGES/*.mo
	find officerepo tests -name __pycache__ -prune -exec rm -rf {} +

# pip comes last into a new environment, so a half-made one is made again.
.venv/bin/pip:
	@test -n '$(PYTHON)' || { echo 'officerepo needs Python 3.11 or later; none was found.' >&2; exit 1; }
	@echo 'Making an environment in .venv'
	@$(PYTHON) -m venv --clear .venv

.venv/run.stamp: pyproject.toml constraints.txt hatch_build.py | .venv/bin/pip
	@echo 'Installing what constraints.txt lists'
	@$(PIP) hatchling babel
	@$(PIP) --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: pyproject.toml constraints.txt hatch_build.py | .venv/bin/pip
	@echo 'Installing what constraints.txt lists'
	@$(PIP) hatchling babel
	@$(PIP) --no-build-isolation --editable '.[dev]'
	@touch .venv/run.stamp $@

%.mo: %.po | .venv/run.stamp
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
