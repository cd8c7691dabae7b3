"""Listening beside reading: a real sound file, played by the browser from the words that are cited, and followed until the person scrolls."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from tests.browser.visit import Visit
from tests.ui.web_recordings import SECONDS, TURN, spoken

RECORD = "recorded"
SOUND = "document.querySelector('.r-screen')"


def opened(visit: Callable[..., Visit], turn: int, **more: object) -> Visit:
    """The hearing at one of its turns, with its recording at hand."""
    here = visit(f"#turn=hearing.{turn}", **more)
    here.opened(turn)
    here.page.wait_for_function(f"{SOUND} && {SOUND}.duration > 0")
    return here


def now(here: Visit) -> float:
    return float(here.page.evaluate(f"{SOUND}.currentTime"))


def playing(here: Visit, turn: int) -> None:
    """Waits until the sound of that turn is played, and the turn is marked as the one that is spoken."""
    here.page.wait_for_function(f"!{SOUND}.paused && {SOUND}.currentTime > {turn * TURN}")
    here.page.locator(f'.r-turn.r-now[data-turn="{turn}"]').wait_for()


def test_a_quotation_is_played_from_its_turn(visit: Callable[..., Visit]) -> None:
    here = visit()
    reply = here.ask("What about the lighthouse?")
    reply.locator(".q-cite").nth(3).click()
    here.opened(2)
    assert here.mark() in spoken().turns[2].text
    here.page.wait_for_function(f"{SOUND}.duration > 0")
    here.page.click(".r-on .r-from")
    playing(here, 2)
    assert 2 * TURN <= now(here) < 2 * TURN + 5
    assert here.page.url.startswith(here.base + "#turn=hearing.2.")


def test_the_first_press_of_play_begins_at_the_quotation_and_the_next_ones_go_on(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 7)
    play = here.page.get_by_role("button", name="Play", exact=True)
    play.click()
    playing(here, 7)
    here.page.get_by_role("button", name="Pause", exact=True).click()
    here.page.wait_for_function(f"{SOUND}.paused")
    stopped = now(here)
    play.click()
    here.page.wait_for_function(f"{SOUND}.currentTime > {stopped} + .3")
    assert now(here) < stopped + 5


def test_a_quotation_from_the_midst_of_a_turn_is_played_from_the_caption_that_it_begins_in(visit: Callable[..., Visit]) -> None:
    text = spoken().turns[7].text
    second = text.index("Statement", 1)
    here = visit(f"#turn=hearing.7.{second}-{len(text)}.{spoken().sha256[:8]}")
    here.opened(7)
    here.page.wait_for_function(f"{SOUND} && {SOUND}.duration > 0")
    here.page.click(".r-on .r-from")
    here.page.wait_for_function(f"!{SOUND}.paused && {SOUND}.currentTime > {7 * TURN}")
    assert 7.5 * TURN <= now(here) < 8 * TURN


def test_any_turn_with_a_time_can_be_played_and_one_without_cannot(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 2)
    assert here.page.locator('.r-turn[data-turn="4"] .r-from').count() == 0
    here.until(lambda: here.page.locator(".r-from").count(), 19)
    row = here.page.locator('.r-turn[data-turn="3"]')
    row.hover()
    row.get_by_role("button", name="Play from 0:09").click()
    playing(here, 3)
    here.opened(2)


def test_what_is_spoken_is_followed_until_the_person_scrolls(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 0, height=500)
    follow = here.page.get_by_role("button", name="Follow what is spoken")
    here.page.click(".r-play")
    playing(here, 0)
    follow.wait_for(state="hidden")
    in_sight = """turn => { const body = document.querySelector('.r-body').getBoundingClientRect();
        const box = document.querySelector(`.r-turn[data-turn="${turn}"]`).getBoundingClientRect();
        return box.top >= body.top - 1 && box.top < body.bottom - 20; }"""
    here.page.evaluate(f"{SOUND}.currentTime = {15 * TURN}")
    playing(here, 15)
    here.page.wait_for_function(in_sight, arg=15)
    here.page.locator(".r-body").hover()
    here.page.mouse.wheel(0, -5000)
    follow.wait_for()
    here.page.evaluate(f"{SOUND}.currentTime = {17 * TURN}")
    playing(here, 17)
    assert not here.page.evaluate(in_sight, 17)
    follow.click()
    here.page.wait_for_function(in_sight, arg=17)
    follow.wait_for(state="hidden")


def test_opening_a_citation_while_it_plays_is_not_undone_by_following(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 0, height=500)
    here.page.click(".r-play")
    playing(here, 0)
    here.page.evaluate("location.hash = '#turn=hearing.16'")
    here.opened(16)
    here.page.get_by_role("button", name="Follow what is spoken").wait_for()
    here.page.wait_for_timeout(700)
    assert here.page.locator(".r-on").evaluate("row => row.getBoundingClientRect().top < innerHeight")


def test_a_silence_and_a_turn_without_a_time_are_nobodys(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 2)
    here.page.click(".r-on .r-from")
    playing(here, 2)
    here.page.evaluate(f"{SOUND}.currentTime = {4 * TURN + 1.8}")
    here.page.wait_for_function("!document.querySelector('.r-now')")


def test_the_keyboard_plays_pauses_and_moves(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 5)
    here.page.locator(".r-body").focus()
    here.page.keyboard.press("Space")
    playing(here, 5)
    here.page.keyboard.press("Space")
    here.page.wait_for_function(f"{SOUND}.paused")
    at = now(here)
    here.page.keyboard.press("ArrowRight")
    assert now(here) == pytest.approx(at + 5, abs=0.1)
    here.page.keyboard.press("ArrowLeft")
    here.page.keyboard.press("ArrowLeft")
    assert now(here) == pytest.approx(at - 5, abs=0.1)
    for _ in range(9):
        here.page.keyboard.press("ArrowLeft")
    assert now(here) == 0
    here.page.locator(".r-find").focus()
    here.page.keyboard.type("a b")
    here.until(lambda: here.page.locator(".r-find").input_value(), "a b")
    assert here.page.evaluate(f"{SOUND}.paused")


def test_everything_of_it_is_reached_by_tab_and_has_a_name(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 6)
    here.page.locator(".r-body").focus()
    names = []
    for _ in range(5):
        here.page.keyboard.press("Tab")
        names.append(here.page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert names == ["Turn 7, at 0:18: link", "Play from 0:18", "Play", "Position in the recording", "Speed"]
    here.page.keyboard.press("Shift+Tab")
    here.page.keyboard.press("End")
    here.page.wait_for_function(f"{SOUND}.currentTime > {SECONDS - 1}")
    here.until(lambda: here.page.locator(".r-position").get_attribute("aria-valuetext"), "1:00 of 1:00")


def test_speed_stays_from_one_start_to_the_next(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 1)
    here.page.select_option(".r-speed", "1.5")
    here.page.click(".r-on .r-from")
    playing(here, 1)
    assert here.page.evaluate(f"{SOUND}.playbackRate") == 1.5


def test_a_time_that_is_typed_moves_the_recording_too(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 0)
    here.page.fill(".r-time", "32s")
    here.page.press(".r-time", "Enter")
    here.opened(10)
    here.page.wait_for_function(f"Math.abs({SOUND}.currentTime - 32) < .1 && {SOUND}.paused")


@pytest.mark.parametrize(
    ("id", "sentence"), [("broken", "This browser cannot play the recording: broken.wav"), ("gone", "The recording is no longer in the library: gone.wav")]
)
def test_a_recording_that_does_not_play_is_one_calm_line(visit: Callable[..., Visit], id: str, sentence: str) -> None:
    here = visit(f"#turn={id}.3")
    here.opened(3)
    here.page.wait_for_function("sentence => document.querySelector('.r-mute').textContent === sentence", arg=sentence)
    here.page.locator(".r-controls").wait_for(state="hidden")
    here.page.locator(".r-on .r-from").wait_for(state="hidden")
    here.page.locator(".r-body").focus()
    here.page.keyboard.press("Space")
    here.page.evaluate("location.hash = '#turn=hearing.3'")
    here.page.locator(".r-title:text-is('Hearing on the lighthouse (hearing)')").wait_for()
    here.page.locator(".r-controls").wait_for()
    here.until(lambda: here.page.locator(".r-mute").inner_text(), "")


@pytest.mark.parametrize("id", ["mute", "untimed"])
def test_without_a_recording_there_is_no_player(visit: Callable[..., Visit], id: str) -> None:
    here = visit(f"#turn={id}.3")
    here.opened(3)
    here.page.locator(".r-player").wait_for(state="hidden")
    here.until(lambda: here.page.locator(".r-from, .r-screen").count(), 0)


def test_going_to_another_transcript_or_page_ends_the_sound(visit: Callable[..., Visit]) -> None:
    here = opened(visit, 3)
    here.page.click(".r-play")
    playing(here, 3)
    here.page.evaluate(f"window.before = {SOUND}")
    here.page.click(".r-all")
    here.page.locator(".r-list").wait_for()
    assert here.page.evaluate("window.before.paused && !window.before.isConnected")
    here.page.locator(".r-player").wait_for(state="hidden")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (1024, "light"), (390, "dark"), (320, "light")])
def test_axe_finds_nothing_while_it_plays_and_the_player_can_be_read(visit: Callable[..., Visit], width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    here = visit(f"#turn=hearing.5.0-9.{spoken().sha256[:8]}", width=width, scheme=scheme)
    here.opened(5)
    here.page.click(".r-play")
    playing(here, 6)
    here.page.evaluate("document.querySelector('.r-body').dispatchEvent(new WheelEvent('wheel'))")
    here.page.locator(".r-follow").wait_for()
    found = axe.Axe().run(here.page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
    for part in (".r-clock", ".r-speed", ".r-now .r-place", ".r-now .r-who", ".r-now .r-text", ".r-follow"):
        assert here.contrast(part) >= 4.5, part


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_player_is_whole(visit: Callable[..., Visit], width: int) -> None:
    here = visit(f"#turn=hearing.5.0-9.{spoken().sha256[:8]}", width=width, height=640)
    here.opened(5)
    here.page.locator(".r-play").click()
    playing(here, 5)
    for part in (".r-play", ".r-position", ".r-clock", ".r-speed"):
        box = here.page.locator(part).bounding_box()
        assert box
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= width, part
        assert box["y"] + box["height"] <= 640, part
    assert not here.scrolls_sideways()


def test_a_picture_is_played_above_its_controls(visit: Callable[..., Visit]) -> None:
    here = visit("#turn=mute.0")
    data = here.page.evaluate(
        """async () => {
            const canvas = document.createElement('canvas'), paint = canvas.getContext('2d'), said = [];
            canvas.width = 160; canvas.height = 90;
            const film = new MediaRecorder(canvas.captureStream(20), {mimeType: 'video/webm'});
            film.ondataavailable = (event) => said.push(event.data);
            const done = new Promise((stop) => { film.onstop = stop; });
            film.start();
            for (let frame = 0; frame < 40; frame++) {
                paint.fillStyle = `hsl(${frame * 9} 80% 50%)`; paint.fillRect(0, 0, 160, 90);
                await new Promise((next) => setTimeout(next, 40));
            }
            film.stop(); await done;
            const bytes = new Uint8Array(await new Blob(said).arrayBuffer());
            return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
        }"""
    )
    film = base64.b64decode(data)
    assert film[:4] == b"\x1aE\xdf\xa3"
    here.page.route("**/media?of=filmed", lambda route: route.fulfill(status=200, body=film, content_type="video/webm"))
    here.page.evaluate("location.hash = '#turn=filmed.0'")
    here.opened(0)
    here.page.wait_for_function(f"{SOUND}?.tagName === 'VIDEO' && {SOUND}.videoWidth === 160")
    here.page.click(".r-play")
    here.page.wait_for_function(f"{SOUND}.currentTime > .3")
    picture, controls = here.page.locator(".r-screen").bounding_box(), here.page.locator(".r-controls").bounding_box()
    assert picture
    assert controls
    assert picture["height"] > 60
    assert picture["y"] + picture["height"] <= controls["y"]

