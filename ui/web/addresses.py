"""Which addresses are this machine alone. Apart from the rest of the web app, which takes seconds to import."""

from __future__ import annotations

import ipaddress
from typing import Final

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
"""The names under which a server of this machine alone is called."""


def is_loopback(host: str) -> bool:
    """Whether a server that listens on `host` can be reached from this machine only."""
    bare = host.strip("[]").lower()
    try:
        return bare == "localhost" or ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False
