# `make run` and `make test` need Python 3.11 to 3.13 and nothing else; both set up what they use.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .enrich-demo
READERS := .readers
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

export ENRICH_CACHE_DIR := $(CURDIR)/$(DEMO)/cache

.PHONY: run test lint package fuzz faults cluster interrupts bench bench-frontmatter bench-related bench-scale bench-summary ranker readers gazetteers models clean help

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

fuzz: $(VENV)/.test  ## look for new counterexamples to the laws, and ten minutes for bytes that break an edit
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n 2 -m hypothesis
	$(BIN)/python -m tests.fuzz -max_total_time=600

faults: $(VENV)/.test  ## kill 200 runs, fill the disk, edit meanwhile: nothing may be lost
	$(BIN)/python -m tests.faults

cluster: $(VENV)/.test  ## test the engines, on a Dask and a Ray of two workers each
	$(INSTALL) --editable '.[ray]'
	$(BIN)/python -m pytest tests/engine

interrupts: $(VENV)/.test  ## interrupt a run at 50 random moments and look at what is left
	$(BIN)/python tests/faults/test_interrupts.py

package: $(VENV)/.test  ## build the wheel and use it from outside the checkout
	rm -rf build dist
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	$(INSTALL) --no-deps --target build/wheel dist/*.whl
	cd / && PYTHONPATH=$(CURDIR)/build/wheel $(CURDIR)/$(BIN)/python -m enrich models

bench-scale: $(VENV)/.test  ## measure related articles of large synthetic corpora; half an hour
	$(INSTALL) --editable '.[bench]'
	$(BIN)/python -m benchmarks.scale 10000 20000 50000 100000 --plot docs/scale.svg --results .scale.jsonl
	$(BIN)/python -m benchmarks.added 100000

bench: $(VENV)/.test  ## measure accuracy and speed on the study's data, beside what they are compared with
	$(INSTALL) --editable '.[bench]'
	$(BIN)/python -m benchmarks

# Hugo and Jekyll are Debian packages: sudo apt-get install hugo jekyll
readers: $(READERS)/.done  ## read what we write with the readers of real site generators
	NODE_PATH=$(CURDIR)/$(READERS)/node_modules $(BIN)/python -m benchmarks.readers

bench-frontmatter: $(READERS)/.done  ## compare what adding a key does to real files, with peers
	NODE_PATH=$(CURDIR)/$(READERS)/node_modules $(BIN)/python -m benchmarks.frontmatter

$(READERS)/.done: $(VENV)/.test pyproject.toml constraints.txt
	$(INSTALL) --editable '.[readers]'
	npm install --silent --prefix $(READERS) gray-matter@4.0.3 js-yaml@5.5.0 smol-toml@1.9.1
	touch $@

bench-related: $(VENV)/.test  ## measure related articles beside prelims and scikit-learn, and how many files change
	$(INSTALL) --editable '.[bench]'
	$(BIN)/python -m benchmarks related churn

bench-summary: $(VENV)/.test  ## measure the bullets beside other summarisers, a few minutes
	$(INSTALL) --editable '.[bench]'
	$(BIN)/python -m benchmarks summary

ranker: $(VENV)/.test  ## compare weights of the summary on ../shared/data and write the best, a few seconds
	OMP_NUM_THREADS=1 $(BIN)/python models/summary/train.py ../shared/data

gazetteers: $(VENV)/.test  ## make the lists of names that ship from those kept by hand and a public one
	cd models/entities && $(CURDIR)/$(BIN)/python -m gazetteers

models: $(VENV)/.test  ## train the recognisers that ship, from ../shared/data; about an hour and a quarter on two cores
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
	rm -rf $(VENV) $(DEMO) $(READERS) build dist
