# Everything made here stays in this folder: .venv, results and caches. `make` alone prints help.

MAIN_JOB := compare baseline-2013 tangqiao-empowerment burden-relief full-package \
            --seeds 8 --out results/compare --force
PYTHON ?=
PYTHON_WANTED := $(PYTHON)
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/sh
export PYTHON_WANTED VENV
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test dev lab bench mutants lint format clean FORCE

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 16
	@echo
	@echo '  ARGS="..."      what run, test, bench and mutants are given, as in make run ARGS="scenarios list"'
	@echo '  PYTHON=...      which Python (3.11 or newer) .venv is made with; without it an existing'
	@echo '                  .venv is kept, and a new one gets the first that works of'
	@echo '                  python3, python3.14, python3.13, python3.12, python3.11, python'

run: $(VENV)/.core ## compare three reforms with the baseline: a street, ten years, eight seeds
	@$(BIN)/gongzhi $(or $(ARGS),$(MAIN_JOB))

test: $(VENV)/.test ## run the tests
	@$(BIN)/pytest -n 2 $(ARGS)

dev: $(VENV)/.dev ## install every extra and test tool into .venv

lab: $(VENV)/.lab ## open the notebooks in Jupyter
	@$(BIN)/jupyter-lab $(or $(ARGS),notebooks)

bench: $(VENV)/.core ## measure how fast the model is
	@$(BIN)/python benchmarks/run.py $(ARGS)

mutants: $(VENV)/.test ## make mistakes in the model and see whether the tests notice (up to an hour)
	@$(BIN)/python tests/mutants/run.py $(ARGS)
	@$(BIN)/python docs/make_mutants.py

lint: $(VENV)/.lint ## check form, types and the direction of imports
	@failed=; \
	$(BIN)/ruff format --check . || failed="$$failed ruff-format"; \
	$(BIN)/ruff check . || failed="$$failed ruff-check"; \
	$(BIN)/mypy || failed="$$failed mypy"; \
	$(BIN)/lint-imports || failed="$$failed lint-imports"; \
	if [ -n "$$failed" ]; then echo "make lint: failed:$$failed"; exit 1; fi

format: $(VENV)/.lint ## put the code into its form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## remove .venv, build products and caches; results stay
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	    .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- .venv -------------------------------------------------------------------------------------
# .venv/.python is new whenever .venv is; .venv/.core and the others stand for finished installs.

$(VENV)/.python: FORCE
	@sh -c "$$MAKE_VENV"

$(VENV)/.core: $(VENV)/.python pyproject.toml
	@extra= stamps=.core sh -c "$$INSTALL"

$(VENV)/.test: $(VENV)/.python pyproject.toml
	@extra='[test]' stamps='.core .test' sh -c "$$INSTALL"

$(VENV)/.lint: $(VENV)/.python pyproject.toml
	@extra='[lint]' stamps='.core .lint' sh -c "$$INSTALL"

$(VENV)/.lab: $(VENV)/.python pyproject.toml
	@extra='[lab]' stamps='.core .lab' sh -c "$$INSTALL"

$(VENV)/.dev: $(VENV)/.python pyproject.toml
	@extra='[dev]' stamps='.core .test .lint .lab .dev' sh -c "$$INSTALL"

define INSTALL
set -e
echo "make: installing gongzhi$$extra into $$VENV (the first time takes a few minutes)"
touch "$$VENV/.unfinished"
"$$VENV/bin/python" -m pip install --editable ".$$extra"
for stamp in $$stamps; do touch "$$VENV/$$stamp"; done
rm -f "$$VENV/.unfinished"
endef
export INSTALL

# A .venv is kept if it is whole, was made in this very folder, still runs, and PYTHON= names no
# other Python. Candidates are run, not only found: a version manager's stand-in may be on PATH and
# run nothing.
define MAKE_VENV
set -e
identity='import sys; print(sys.base_prefix, *sys.version_info[:3])'
usable='import sys, venv; assert sys.version_info >= (3, 11)'
case $$PYTHON_WANTED in "~/"*) PYTHON_WANTED=$$HOME/$${PYTHON_WANTED#"~/"} ;; esac

works() { "$$1" -c "$$usable" >/dev/null 2>&1; }

if [ -n "$$PYTHON_WANTED" ]; then
    if ! works "$$PYTHON_WANTED"; then
        echo "make: PYTHON=$$PYTHON_WANTED is not a Python 3.11 or newer that runs:" >&2
        "$$PYTHON_WANTED" --version >&2 || true
        exit 1
    fi
fi

if [ -f "$$VENV/.python" ] && [ ! -e "$$VENV/.unfinished" ] &&
   [ "$$(cat "$$VENV/.python")" = "$$(pwd -P)" ]; then
    had=$$("$$VENV/bin/python" -c "$$identity" 2>/dev/null || true)
    if [ -z "$$PYTHON_WANTED" ]; then want=$$had
    else want=$$("$$PYTHON_WANTED" -c "$$identity"); fi
    if [ -n "$$had" ] && [ "$$had" = "$$want" ]; then exit 0; fi
fi

python=$$PYTHON_WANTED
if [ -z "$$python" ]; then
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if works "$$candidate"; then python=$$candidate; break; fi
    done
fi
if [ -z "$$python" ]; then
    echo "make: found no Python 3.11 or newer that runs." >&2
    echo "make: install one (Debian, Ubuntu: apt install python3 python3-venv python3-pip;" >&2
    echo "make: others: python.org), or name one: make run PYTHON=/path/to/python3" >&2
    exit 1
fi

pip=none
if "$$python" -m pip --version >/dev/null 2>&1; then pip=own; fi
if "$$python" -c 'import ensurepip' 2>/dev/null; then pip=bundled; fi
if [ $$pip = none ]; then
    echo "make: $$python has neither ensurepip nor pip, so it cannot make $$VENV." >&2
    echo "make: on Debian and Ubuntu: apt install python3-venv" >&2
    exit 1
fi

echo "make: making $$VENV with $$("$$python" --version) ($$python)"
rm -rf "$$VENV"
if [ $$pip = bundled ]; then
    "$$python" -m venv "$$VENV"
else
    "$$python" -m venv --without-pip "$$VENV"
    "$$python" -m pip --python "$$VENV/bin/python" install --quiet pip
fi
pwd -P > "$$VENV/.python"
endef
export MAKE_VENV
