"""Chat exports in JSON: Slack, Discord (DiscordChatExporter), Teams (Microsoft Graph), Telegram, Google Chat. How each is told, and what its messages are."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from corpus.readers.chat_messages import Message, shown
from corpus.readers.json_walk import Path
from corpus.readers.speech_shapes import got, label, words


@dataclass(frozen=True, slots=True)
class ChatShape:
    """One service's export: `path` leads to its messages, `make` makes one, `texts` are the paths of its words inside one.

    `title` names the chat ("" for none), `answers` is the key of the replies inside a message.
    """

    service: str
    path: Path
    make: Callable[[Any], Message]
    texts: tuple[str, ...]
    title: str = ""
    answers: str = ""


def chat_shape_of(document: Any) -> ChatShape | None:
    """The shape that a decoded file has, None for one that no chat is exported as."""
    return next((shape for fits in (_slack, _discord, _teams, _telegram, _google) if (shape := fits(document))), None)


_SLACK_EVENTS = {
    "channel_join": "somebody joined", "channel_leave": "somebody left", "group_join": "somebody joined", "group_leave": "somebody left",
    "channel_topic": "a system message", "channel_purpose": "a system message", "channel_name": "a system message", "channel_archive": "a system message",
    "channel_unarchive": "a system message", "pinned_item": "a system message", "bot_add": "a system message", "bot_remove": "a system message",
    "reminder_add": "a system message", "tombstone": "a deleted message", "message_deleted": "a deleted message", "huddle_thread": "a system message",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:amp|lt|gt);")


def _slack(document: Any) -> ChatShape | None:
    first = next((item for item in document[:20] if isinstance(item, dict)), {}) if isinstance(document, list) else {}
    if first.get("type") != "message" or not isinstance(first.get("ts"), str):
        return None

    def make(held: Any) -> Message:
        profile, kind = got(held, "user_profile"), words(got(held, "subtype"))
        names = (got(profile, "real_name"), got(profile, "display_name"), got(held, "bot_profile", "name"), got(held, "username"))
        name = next((found for value in names if (found := label(value))), "")
        is_bot = bool(got(held, "bot_id") or kind == "bot_message")
        thread = got(held, "thread_ts")
        remarks = ("edited",) * bool(got(held, "edited")) + ("reply",) * (thread is not None and thread != got(held, "ts"))
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), words(got(held, "text")))
        who = name or label(got(held, "user")) or label(got(held, "bot_id"))
        return Message(text, who, shown(got(held, "ts")), remarks, _SLACK_EVENTS.get(kind, ""), "bot" if is_bot else "" if name else "id")

    return ChatShape("Slack", ("*",), make, ("text",))


def _discord(document: Any) -> ChatShape | None:
    first = got(document, "messages", 0)
    if not isinstance(got(first, "author", "name"), str) or "content" not in first or "timestamp" not in first:
        return None

    def make(held: Any) -> Message:
        kind = words(got(held, "type"))
        who = label(got(held, "author", "nickname")) or label(got(held, "author", "name"))
        remarks = ("edited",) * bool(got(held, "timestampEdited")) + ("reply",) * (kind == "Reply")
        why = "" if kind in ("", "Default", "Reply", "ChatInputCommand", "ThreadStarterMessage") else f"a system message ({kind})"
        return Message(words(got(held, "content")), who, shown(got(held, "timestamp")), remarks, why, "bot" if got(held, "author", "isBot") else "")

    title = " / ".join(part for part in (label(got(document, "guild", "name")), label(got(document, "channel", "name"))) if part)
    return ChatShape("Discord", ("messages", "*"), make, ("content",), title)


def _teams(document: Any) -> ChatShape | None:
    path: Path = ("*",) if isinstance(document, list) else ("value", "*")
    first = got(document, *path[:-1], 0)
    if not isinstance(got(first, "body", "content"), str) or not isinstance(first, dict) or "createdDateTime" not in first:
        return None

    def make(held: Any) -> Message:
        body = words(got(held, "body", "content"))
        text = _text_of_html(body) if got(held, "body", "contentType") == "html" else body
        sender = got(held, "from")
        who = label(got(sender, "user", "displayName")) or label(got(sender, "application", "displayName"))
        bot = "bot" if got(sender, "application") else ""
        why = "a deleted message" if got(held, "deletedDateTime") else ""
        if not why and got(held, "messageType") not in (None, "message"):
            why = "a system message"
        remarks = ("edited",) * bool(got(held, "lastEditedDateTime")) + ("reply",) * bool(got(held, "replyToId"))
        return Message(text, who, shown(got(held, "createdDateTime")), remarks, why, bot)

    return ChatShape("Teams", path, make, ("body.content",), answers="replies")


def _telegram(document: Any) -> ChatShape | None:
    one = got(document, "messages", 0)
    first = one or next((held for chat in (got(document, "chats", "list") or [])[:50] if (held := got(chat, "messages", 0))), None)
    if not isinstance(first, dict) or first.get("type") not in ("message", "service") or "date" not in first:
        return None
    path: Path = ("messages", "*") if one else ("chats", "list", "*", "messages", "*")
    return ChatShape("Telegram", path, _telegram_message, ("text", "text.*", "text.*.text"), label(got(document, "name")))


def _telegram_message(held: Any) -> Message:
    text = got(held, "text")
    parts = text if isinstance(text, list) else [text]
    said = "".join(part if isinstance(part, str) else words(got(part, "text")) for part in parts)
    who, clock = label(got(held, "from")), shown(got(held, "date"))
    remarks = ("edited",) * bool(got(held, "edited")) + ("reply",) * bool(got(held, "reply_to_message_id"))
    if isinstance(held, dict) and "forwarded_from" in held:  # whoever sends it on has not said it
        return Message(said, label(held["forwarded_from"]), clock, (f"forwarded by {who or 'somebody'}", *remarks))
    return Message(said, who, clock, remarks, "a system message" if got(held, "type") == "service" else "")


def _google(document: Any) -> ChatShape | None:
    first = got(document, "messages", 0)
    if not isinstance(got(first, "creator", "name"), str) or not isinstance(first, dict) or "created_date" not in first:
        return None

    def make(held: Any) -> Message:
        bot = "bot" if got(held, "creator", "user_type") == "Bot" else ""
        why = "a deleted message" if got(held, "message_state") == "DELETED" else ""
        remarks = ("edited",) * bool(got(held, "updated_date"))
        return Message(words(got(held, "text")), label(got(held, "creator", "name")), shown(got(held, "created_date")), remarks, why, bot)

    return ChatShape("Google Chat", ("messages", "*"), make, ("text",))


_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]{0,200}>", re.IGNORECASE)
_PICTURE = re.compile(r"<(?:emoji|img)\b[^<>]{0,300}?\balt=\"([^\"<>]{0,80})\"[^<>]{0,500}>", re.IGNORECASE)
_QUOTED = re.compile(r"<blockquote\b", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")


def _text_of_html(body: str) -> str:
    """The words of a message in HTML: lines at its blocks, pictures by what they stand for, no words that it quotes of another one."""
    text = _without_quoted(body)
    text = _TAG.sub("", _PICTURE.sub(r"\1", _BREAKS.sub("\n", text)))
    return "\n".join(line for line in (" ".join(part.split()) for part in html.unescape(text).split("\n")) if line)


def _without_quoted(body: str) -> str:
    """What is left of a message once the block that repeats another one's words is gone."""
    opening = _QUOTED.search(body)
    end = body.lower().rfind("</blockquote>")
    return body if not opening or end < opening.start() else body[: opening.start()] + body[end + 13 :]
