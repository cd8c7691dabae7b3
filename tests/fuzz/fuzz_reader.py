"""Coverage-guided fuzzing of one reader with atheris: `python tests/fuzz/fuzz_reader.py plain -max_total_time=60` (options are libFuzzer's).

Seeds are the contract examples and the dialects of plain text. What a reader may do is what tests/laws/test_fuzz.py says: read all of it
or refuse it with a ReadError. Anything else ends the run and leaves the input in a file named crash-….
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["corpus"]):
    from corpus.errors import ReadError
    from corpus.readers import Source
    from corpus.readers.registry import READERS, of_format, reader_at

    # Imported when it is first needed, a reader would go without what atheris looks at.
    for known in READERS:
        reader_at(known.where)

NAMES = {"native": "a.json", "speech": "a.json", "chatjson": "a.json", "webvtt": "a.vtt", "subrip": "a.srt", "sbv": "a.sbv", "html": "a.html"}
LONGEST = 4_096


def seeds(format: str) -> list[bytes]:
    from tests.contracts.test_readers import EXAMPLES
    from tests.corpus.dialect_facts import fixtures

    return [example.data for example in EXAMPLES if example.format == format] + [path.read_bytes() for path in fixtures() if format == "plain"]


def main() -> None:
    format = sys.argv.pop(1)
    reader, name = of_format(format), NAMES.get(format, "a.txt")

    def once(data: bytes) -> None:
        try:
            reading = reader.read(Source(name, data))
        except ReadError:
            return
        if reading.accounted != 1.0 or not reading.turns:
            raise RuntimeError(f"{format}: accounted {reading.accounted}, {len(reading.turns)} turns")

    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(format)):
            Path(corpus, str(number)).write_bytes(data)
        atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", "-timeout=20", "-rss_limit_mb=2048", *sys.argv[1:], corpus], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
