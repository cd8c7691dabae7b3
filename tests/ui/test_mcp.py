"""The record as tools of a language model, spoken to by the protocol's own client over a real process."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import SettingError
from rag.ask import Engine
from tests.ui.web_site import SAMPLES, indexed
from ui.tools import LONGEST_QUESTION, MOST_TURNS, Tools

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "What did Solheim say about the levy?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = indexed(SAMPLES, tmp_path_factory.mktemp("index"))
    assert isinstance(made, Engine)
    return made


def test_the_tools_give_what_the_engine_has(engine: Engine) -> None:
    tools = Tools(engine)
    assert [quote["text"] for quote in tools.ask(QUESTION)["quotes"]] == [quote.text for quote in engine.ask(QUESTION).quotes]
    assert len(tools.search("levy", limit=3)["hits"]) == 3
    ids = [one["id"] for one in tools.list_transcripts()["transcripts"]]
    assert ids == [one.id for one in engine.transcripts]
    read = tools.read_turns(ids[0], 2, 4)
    assert [turn["text"] for turn in read["turns"]] == [turn.text for turn in engine.transcripts[0].turns[2:4]]
    assert len(tools.read_turns(ids[0], -5, 10**9)["turns"]) <= MOST_TURNS
    assert tools.read_turns(ids[0], 9, 3)["turns"] == []


@pytest.mark.parametrize("question", ["", "  ", "x" * (LONGEST_QUESTION + 1)])
def test_arguments_are_bounded(engine: Engine, question: str) -> None:
    with pytest.raises(SettingError, match="characters"):
        Tools(engine).ask(question)
    with pytest.raises(SettingError, match="is not a date"):
        Tools(engine).ask("levy", since="yesterday")


@pytest.mark.model
def test_a_client_lists_and_calls_the_tools(tmp_path: Path) -> None:
    pytest.importorskip("mcp", reason="the package mcp is not installed")
    from mcp import ClientSession, StdioServerParameters, stdio_client

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)}
    parameters = StdioServerParameters(command=sys.executable, args=["-m", "ui.cli", "mcp"], env=environment, cwd=str(ROOT))

    async def talk() -> tuple[list[str], Any, Any]:
        async with stdio_client(parameters) as (reading, writing), ClientSession(reading, writing) as session:
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            answer = await session.call_tool("ask", {"question": QUESTION})
            wrong = await session.call_tool("read_turns", {"transcript": "nowhere"})
            return names, answer, wrong

    names, answer, wrong = asyncio.run(asyncio.wait_for(talk(), 120))
    assert names == ["ask", "search", "list_transcripts", "read_turns"]
    said = json.loads(answer.content[0].text)
    assert said["status"] == "answered"
    assert all(quote["verified"] for quote in said["quotes"])
    assert "nowhere" in wrong.content[0].text
