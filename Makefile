# `make run` and `make test` need Python 3.11 to 3.13 and nothing else; both set up what they use.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .enrich-demo
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

export ENRICH_CACHE_DIR := $(CURDIR)/$(DEMO)/cache

.PHONY: run test lint package fuzz bench bench-summary ranker models clean help

help:            ## say what there is
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

run: $(VENV)/.run  ## enrich a copy of the example corpus and show what changed
	@rm -rf $(DEMO) && mkdir -p $(DEMO) && cp -R examples/corpus $(DEMO)/corpus
	$(BIN)/enrich run -v $(DEMO)/corpus
	$(BIN)/enrich run $(DEMO)/corpus
	$(BIN)/enrich show --corpus $(DEMO)/corpus $(DEMO)/corpus/varnholt-raises-310m.md
	@echo "The enriched articles are in $(DEMO)/corpus; compare them with examples/corpus."

test: lint       ## check style and types, run every test
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fuzz: $(VENV)/.test  ## look for new counterexamples to the laws, thousands of examples each
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n 2 -m hypothesis

package: $(VENV)/.test  ## build the wheel and use it from outside the checkout
	rm -rf build dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	$(INSTALL) --no-deps --target build/wheel dist/*.whl
	cd / && PYTHONPATH=$(CURDIR)/build/wheel $(CURDIR)/$(BIN)/python -m enrich models

bench: $(VENV)/.test  ## measure accuracy and speed on the study's data, beside what they are compared with
	$(BIN)/python -m benchmarks

bench-summary: $(VENV)/.test  ## measure the bullets beside other summarisers, a few minutes
	$(INSTALL) --editable '.[bench]'
	$(BIN)/python -m benchmarks summary

ranker: $(VENV)/.test  ## compare weights of the summary on ../shared/data and write the best, a few seconds
	OMP_NUM_THREADS=1 $(BIN)/python models/summary/train.py ../shared/data

models: $(VENV)/.test  ## train the recognisers that ship, from ../shared/data; about an hour on one core
	$(INSTALL) --editable '.[train]'
	cd models/entities && OMP_NUM_THREADS=1 $(CURDIR)/$(BIN)/python -m training $(CURDIR)/../shared/data

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(INSTALL) --editable .
	touch $@

$(VENV)/.test: $(VENV)/.run
	$(INSTALL) --editable '.[dev]'
	touch $@

clean:           ## remove what the other targets made
	rm -rf $(VENV) $(DEMO) build dist
