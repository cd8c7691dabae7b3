"""JSON as commands write it: the layout that people read, at the speed of the one that nobody does."""

from __future__ import annotations

import json

import pytest

from ui.commands.options import written


@pytest.mark.parametrize("value", [[], {}, None, 1.5, True, "é \"\\ \u2028", [1, [], {}, [2, {"a": None}]], {"a": {"b": [{"c": "ü"}]}, "n": float("nan")}])
def test_a_small_value_is_indented_as_python_does(value: object) -> None:
    assert written(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_a_long_list_has_one_item_a_line() -> None:
    turns = [{"speaker": "Mara", "lines": [at, at + 1]} for at in range(101)]
    text = written([{"turns": turns}])
    assert json.loads(text) == [{"turns": turns}]
    assert text.split("\n")[3] == '      {"speaker": "Mara", "lines": [0, 1]},'
    assert len(text.split("\n")) == 101 + 6
