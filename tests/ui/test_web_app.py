"""The server starts, says where, answers on its own name only, stops when interrupted, and says so if it cannot start."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from corpus.errors import SettingError
from tests.ui.web_fakes import FakeEngine, hostile, press
from ui.web.app import serve
from ui.web.layout import header

ROOT = Path(__file__).resolve().parents[2]


def get(address: str, path: str = "/", method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    site = urlsplit(address)
    connection = http.client.HTTPConnection(str(site.hostname), int(site.port or 80), timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server in a process of its own: Gradio leaves loops and sockets open, which no other test should meet."""
    command = [sys.executable, "-m", "tests.ui.web_site", "fake"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        process.kill()


def test_it_answers_under_its_own_name_and_to_its_own_pages_only(server: tuple[str, object]) -> None:
    page, _ = get(server[0])
    assert page.status == 200
    assert "default-src 'self'" in str(page.getheader("content-security-policy"))
    assert get(server[0], Host="evil.example")[0].status == 421
    assert get(server[0], Origin="http://evil.example")[0].status == 403
    assert get(server[0], "/gradio_api/upload", "POST")[0].status == 404


def test_no_word_of_the_record_is_in_a_template(server: tuple[str, object]) -> None:
    parts = json.loads(get(server[0], "/config")[1])["components"]
    templates = [str(part["props"].get(prop)) for part in parts for prop in ("html_template", "css_template", "js_on_load", "value")]
    assert any("r-body" in template for template in templates)
    assert not [template for template in templates if "Mallory" in template or "Evil" in template]


def test_it_ends_when_it_is_interrupted(server: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = server
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    with pytest.raises(ConnectionRefusedError):
        get(address)


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingError, match=rf"cannot serve on 127\.0\.0\.1, port {port} \(.*\): choose another"):
            serve(FakeEngine(press()), "127.0.0.1", port, [], lambda _: None)


def test_an_address_that_is_not_ours_is_said_too() -> None:
    with pytest.raises(SettingError, match=r"cannot serve on 203\.0\.113\.1"):
        serve(FakeEngine(press()), "203.0.113.1", 0, [], lambda _: None)


def test_the_header_counts_the_record_and_holds_nothing_else_of_it() -> None:
    assert "2 transcripts · 15 turns" in header(FakeEngine(press(), hostile()))
    assert "Mallory" not in header(FakeEngine(hostile()))
