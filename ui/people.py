"""Who may log in to the web app: names with hashed passwords in one file beside the index, readable by its owner only.

A password is hashed by scrypt (RFC 7914) with a salt of its own. A name that is not there takes as long as one that is.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus.errors import SettingError
from ui.private import write_private

SHORTEST: Final = 10
LONGEST: Final = 200
"""Of a password, in characters."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_COST: Final = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}
"""32 MiB and about a tenth of a second for each try."""


@dataclass(frozen=True, slots=True)
class _Hash:
    salt: bytes
    digest: bytes


_NOBODY: Final = _Hash(b"\0" * 16, b"\0" * 32)


class People:
    """The names and hashes in a file, which need not be there yet; what another process changes is seen at the next look."""

    def __init__(self, file: Path) -> None:
        """Look at `file`; nothing is made until somebody is added."""
        self.file = file
        self._seen: tuple[tuple[int, int, int], dict[str, _Hash]] | None = None

    def names(self) -> list[str]:
        """Everybody who may log in, by name. SettingError where the file cannot be read."""
        return sorted(self._held())

    def mark(self, name: str) -> str:
        """What changes with the person's password, and tells nothing of it; "" for a name that is not there."""
        held = self._held().get(name)
        return hashlib.sha256(held.salt + held.digest).hexdigest()[:32] if held else ""

    def may(self, name: str, password: str) -> bool:
        """Whether that is the password of that name; as slow for a wrong name as for a wrong password."""
        held = self._held().get(name, _NOBODY)
        fits = hmac.compare_digest(_digest(password[: LONGEST + 1], held.salt), held.digest)
        return fits and held is not _NOBODY and len(password) <= LONGEST

    def add(self, name: str, password: str) -> bool:
        """Lets `name` log in with `password`; True if the name is new. SettingError for a name or a password that will not do."""
        if not _NAME.fullmatch(name):
            raise SettingError(f"{name[:80]!r} will not do as a name: letters, digits and . _ @ - only, at most 64, a letter or digit first")
        if not SHORTEST <= len(password) <= LONGEST:
            raise SettingError(f"a password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}")
        held, salt = self._held(), secrets.token_bytes(16)
        self._write({**held, name: _Hash(salt, _digest(password, salt))})
        return name not in held

    def remove(self, name: str) -> None:
        """Takes the name off, who is logged out by that; SettingError if it is not there."""
        held = self._held()
        if name not in held:
            raise SettingError(f"nobody called {name[:80]!r} may log in; there are: {', '.join(sorted(held)) or 'none'}")
        self._write({other: hash for other, hash in held.items() if other != name})

    def _held(self) -> dict[str, _Hash]:
        try:
            state = self.file.stat()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SettingError(f"{self.file} cannot be read ({error.strerror})") from error
        mark = (state.st_mtime_ns, state.st_size, state.st_ino)
        if self._seen is None or self._seen[0] != mark:
            self._seen = mark, self._read()
        return self._seen[1]

    def _read(self) -> dict[str, _Hash]:
        try:
            held = json.loads(self.file.read_text(encoding="utf-8"))
            return {str(name): _Hash(bytes.fromhex(one["salt"]), bytes.fromhex(one["scrypt"])) for name, one in held.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SettingError(f"{self.file} does not hold names and passwords of this version of Quoth: remove it and add people again") from error

    def _write(self, people: dict[str, _Hash]) -> None:
        text = json.dumps({name: {"salt": one.salt.hex(), "scrypt": one.digest.hex()} for name, one in sorted(people.items())}, indent=1)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_private(self.file, f"{text}\n")
        except OSError as error:
            raise SettingError(f"{self.file} cannot be written ({error.strerror})") from error


def _digest(password: str, salt: bytes) -> bytes:
    whole = password.encode("utf-8", "surrogatepass") + b"\x01"  # else zeros at its end would not count (HMAC pads its key with them)
    return hashlib.scrypt(whole, salt=salt, dklen=32, n=_COST["n"], r=_COST["r"], p=_COST["p"], maxmem=_COST["maxmem"])
