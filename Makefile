# Two commands do everything on a fresh machine: `make site` and `make test`.
# What they install goes into .venv/ (ignored by git); a second call finds it there.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
READY := $(VENV)/.ready
TEST_READY := $(VENV)/.test-ready

.PHONY: site serve test lint types unit format pictures docs clean help

help:
	@echo "make site   build the site in content/ into output/"
	@echo "make serve  build it as you write, at http://127.0.0.1:8000/"
	@echo "make test   lint, types and all tests"
	@echo "make pictures picture every kind of page into pictures/"
	@echo "make docs   write docs/commands.md and docs/front-matter.md from the program"
	@echo "make format put the code into shape"

site: $(READY)
	@$(BIN)/briefing build
	@echo "Open output/index.html in a browser."

serve: $(READY)
	@$(BIN)/briefing serve

test: lint types unit

lint: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TEST_READY)
	$(BIN)/mypy

unit: $(TEST_READY)
	$(BIN)/python -m pytest -n auto --dist loadfile

format: $(TEST_READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)
	$(BIN)/python docs/generate.py

$(READY): pyproject.toml Makefile
	@sh tests/need.sh site $(PYTHON)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[import]'
	@touch $@

$(TEST_READY): $(READY)
	@sh tests/need.sh test $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[import,test]'
	@touch $@

pictures: $(TEST_READY)
	$(BIN)/python tests/pictures.py

clean:
	rm -rf $(VENV) output .briefing dist pictures
