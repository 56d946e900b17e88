# make site, make test: each sets up .venv by itself and needs only Python (3.11 or later) and pip.

PYTHON ?= python3
# On Linux, PyPI's torch brings gigabytes of CUDA. For the CPU build alone:
#   make site TORCH_INDEX=https://download.pytorch.org/whl/cpu
TORCH_INDEX ?=
TORCH := $(shell sed -n 's/^torch==//p' constraints.txt)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt
READY := $(VENV)/ready
# The page on speed: make bench LESSONS=4,16,64 REPS=3,1,1
BENCH ?= $(abspath .cache/bench)
LESSONS ?= 4
REPS ?= 3
RUNS ?= 5
MEASURED = --venvs $(BENCH) --work $(BENCH)/work --add ours academy $(abspath $(BIN)/python) "{python} -m mkdocs build -q"
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test test-fast stress check bench lighthouse mutate format upgrade zensical release clean help

site: $(READY) ## build the whole site into site/
	$(BIN)/python -m mkdocs build
	@echo
	@echo "The site is in site/. To look at it: $(PYTHON) -m http.server --directory site, then open http://localhost:8000"

serve: $(READY) ## show the site at http://localhost:8000 and rebuild it at every save
	$(BIN)/python -m mkdocs serve --dirty --no-strict --livereload --watch overrides

test: $(READY) ## run every test: the engine, the pages, the projects, the site
	$(BIN)/python -m pytest

# The engine without a browser, builds of the course and the programs of its lessons.
FAST := tests/page tests/run tests/judge tests/publish tests/edges $(addprefix tests/repository/test_,rules.py repository.py)
test-fast: $(READY) ## run the engine's own tests, in a minute
	$(BIN)/python -m pytest -m "not stress and not slow" $(FAST)

stress: $(READY) ## run the tests that take long
	$(BIN)/python -m pytest -m stress

check: $(READY) ## lint, format and types
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy

bench: $(READY) ## time this engine beside others that can be installed (long: it makes their environments)
	TORCH_INDEX=$(TORCH_INDEX) $(BIN)/python bench/make_envs.py $(BENCH)
	$(BIN)/python bench/run.py $(MEASURED) --lessons $(LESSONS) --reps $(REPS) --json $(BENCH)/lessons.json
	$(BIN)/python bench/run.py $(MEASURED) --course programs --lessons 40 --reps 1 --json $(BENCH)/programs.json

lighthouse: site ## measure the site on a phone (needs npm and a Chromium; alone on the machine)
	$(BIN)/python bench/lighthouse.py --runs $(RUNS)

mutate: $(READY) ## break lines of the snippets, one at a time, and count the breaks that are noticed
	$(BIN)/python bench/mutate.py

format: $(READY) ## format, mend what ruff can, and name the rest
	$(BIN)/python -m ruff check --fix --exit-zero --quiet
	$(BIN)/python -m ruff format
	$(BIN)/python -m ruff check

upgrade: ## renew constraints.txt in a scratch environment, torch kept unless named: make upgrade TORCH=VERSION
	TORCH_INDEX=$(TORCH_INDEX) $(PYTHON) tools/upgrade.py '$(TORCH)'

zensical: site ## build the finished Markdown with Zensical, and hold its pages, outputs and figures against the site's
	$(BIN)/python tools/zensical.py site

release: ## make a release of main, commit and tag, and push nothing: make release VERSION=1.2.3
	@$(PYTHON) tools/release.py '$(VERSION)'

clean: ## delete the site, the recordings and the caches; .venv stays
	rm -rf site .site-* .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-11s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

# torch first and alone, so that no other package can ask for another build of it; what it needs comes with the rest.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "expected Python 3.11 or later, found $$($(PYTHON) --version); try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian: apt install python3-venv"; exit 1; }
	@echo "Installing torch and the other packages into $(VENV) (once, some minutes)"
	$(PIP) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) --no-deps torch==$(TORCH)
	$(PIP) setuptools
	$(PIP) --no-build-isolation --config-settings editable_mode=compat --editable '.[site,test,check]'
	@touch $@
