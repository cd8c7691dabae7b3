# make demo: install, index the samples, open the chat.  make test: install, run every test.  Nothing else is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860

SHARED ?= ../shared/data
INDEXES ?= build/tuning

.PHONY: demo test torture check tune encoder images clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Quoth needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/quoth index
	$(BIN)/quoth chat --port $(PORT)

test: $(VENV)/.installed
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# The tests that kill, damage and starve the index, TIMES times as long as on every commit; a failure prints its seed (repeat with TORTURE_SEED=N).
TIMES ?= 25
torture: $(VENV)/.installed
	TORTURE=$(TIMES) $(BIN)/python -m pytest tests/laws/test_kills.py tests/laws/test_faults.py tests/laws/test_swaps.py tests/laws/test_damage.py

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/mypy

# Both need the dev data, which is not part of the repository. `tune` takes about an hour on two cores, most of it encoding.
tune: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[tune]'
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.tune_fusion $(INDEXES) all-MiniLM-L6-v2,speech $(SHARED)/qmsum $(SHARED)/whpress
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.tune_sentences rag/writers/sentences.json $(INDEXES)/sentences $(SHARED)/..

encoder: $(VENV)/.installed
	$(BIN)/python -m benchmarks.tune_encoder $(SHARED)/whpress_all.jsonl.gz $(SHARED)/whpress/transcripts embeddings/encoders/speech.safetensors

# The pictures of docs/images; needs chromium.
images: $(VENV)/.installed
	$(BIN)/python -m benchmarks.images docs/images

clean:
	rm -rf $(VENV) build *.egg-info
