"""The address of a report: its page, allowed nothing but itself; for any other name a sentence."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rag.evals.kept import Kept
from tests.ui.web_evals import fill, newer
from ui.web.links import key
from ui.web.reports import answer

ROOT = Path(__file__).resolve().parents[2]
NEWER = "2026-11-21-093000"


def body(kept: Kept, name: str) -> tuple[int, str]:
    response = answer(kept, name)
    return response.status_code, bytes(response.body).decode("utf-8")


def test_a_report_is_a_page_with_its_data_and_a_way_back(tmp_path: Path) -> None:
    status, page = body(fill(tmp_path), NEWER)
    assert status == 200
    embedded = page.partition('<script type="application/json" id="report">')[2].partition("</script>")[0]
    assert json.loads(embedded) == newer()
    assert '<a id="back" href="/#evaluations">All evaluations</a>' in page


def test_it_may_run_its_own_script_and_nothing_else(tmp_path: Path) -> None:
    response = answer(fill(tmp_path), NEWER)
    rules = dict(rule.strip().split(" ", 1) for rule in response.headers["content-security-policy"].split(";"))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for kind in ("script-src", "style-src"):
        assert rules[kind].startswith("'sha256-")
        assert "unsafe" not in rules[kind]
    assert response.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("name", ["", "..", "../questions", "questions", "list", "nowhere", "<script>", "\x00", "\ud800", "x" * 9000])
def test_any_other_name_is_a_sentence(tmp_path: Path, name: str) -> None:
    response = answer(fill(tmp_path), name)
    assert (response.status_code, response.media_type) == (404, "text/plain")
    assert bytes(response.body).decode("utf-8").endswith(".")


def test_a_report_with_a_number_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    path = kept.save(newer())
    path.write_text(path.read_text(encoding="utf-8").replace('"confidence": 0.1', '"confidence": Infinity'), encoding="utf-8")
    assert body(kept, path.stem) == (404, "This report holds numbers that are none: evaluate again.")


# ---- behind the guard, on a real server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.ui.web_site", "kept"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.kill()


def get(address: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    site = urlsplit(address)
    connection = http.client.HTTPConnection(str(site.hostname), int(site.port or 80), timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    held = response.read()
    connection.close()
    return response, held


def test_the_server_shows_it_under_its_own_name_only(server: str) -> None:
    response, page = get(server, f"/evaluations/{key(NEWER)}")
    assert (response.status, b'id="report"' in page) == (200, True)
    policies = response.headers.get_all("content-security-policy") or []
    assert any(policy.startswith("default-src 'none'") for policy in policies)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert get(server, f"/evaluations/{NEWER}", Host="evil.example")[0].status == 421
    assert get(server, f"/evaluations/{NEWER}", Origin="http://evil.example")[0].status == 403


def test_the_address_without_a_name_leads_to_the_list(server: str) -> None:
    response, _ = get(server, "/evaluations")
    assert (response.status, response.headers["location"]) == (307, "/#evaluations")


@pytest.mark.parametrize("path", ["nowhere", "..%2f..%2fquestions", "%2e%2e", "%00", "%ff", "questions.jsonl", "a%2Fb", ".lock", "%3Cscript%3E"])
def test_nothing_else_of_the_machine_is_shown(server: str, path: str) -> None:
    response, held = get(server, f"/evaluations/{path}")
    assert response.status == 404
    assert b"Traceback" not in held
