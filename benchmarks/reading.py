"""How fast each format is read: a made file of about SIZE megabytes each, in MB/s of processor time, and the whole of `quoth read --json`.

    python -m benchmarks.reading            every format at 2 MB
    python -m benchmarks.reading 10 plain   plain text at 10 MB

The last column is a process of its own, from its start to its last line: its processor time, in user and system mode, children's included.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.reading_files import MADE
from corpus.readers import Source
from corpus.readers.registry import READERS, recognised

_SUFFIXES = {"webvtt": "vtt", "subrip": "srt", "native": "json", "speech": "json", "chatjson": "json"}
_SUFFIXES |= {own: own for own in ("html", "docx", "odt", "rtf", "pdf")}


def measure(format: str, data: bytes) -> str:
    """A row of the table."""
    source = Source(f"a.{_SUFFIXES.get(format, 'txt')}", data)
    before = _spent()
    reader, _ = recognised(source)
    chosen = _spent()
    reading = reader.read(source)
    read = _spent()
    whole, clock = _command(source)
    megabytes = len(data) / 1e6
    return (
        f"| {reader.name:14} | {megabytes:5.1f} MB | {len(reading.turns):7,} turns | {chosen - before:5.2f} s recognised | {read - chosen:5.2f} s read |"
        f" {megabytes / (read - before):6.1f} MB/s | {whole:5.2f} s ({clock:.1f} on the clock) |"
    )


def _spent() -> float:
    """Seconds of the processor by this process and those it has waited for (PDF is read in one of its own)."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _command(source: Source) -> tuple[float, float]:
    """Seconds of the processor, and of the clock, that `quoth read --json` takes for the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, source.name)
        path.write_bytes(source.data)
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        with open(os.devnull, "w") as nowhere:
            subprocess.run([sys.executable, "-m", "ui.cli", "read", "--json", str(path)], stdout=nowhere, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - began


def main() -> None:
    """Print a row for every format that is asked for."""
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 2_000_000
    for format in sys.argv[2:] or list(MADE):
        print(measure(format, MADE[format](size)), flush=True)
    left = sorted({reader.name.partition("/")[0] for reader in READERS} - MADE.keys())
    if left:
        print(f"Not measured, for want of a made file: {', '.join(left)}")


if __name__ == "__main__":
    main()
