"""A folder of transcripts: which files belong to it, what they are called and what could not be read.

Owns ids and hashes. Reads files, changes nothing; what a file says is the readers' business.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from corpus.errors import FormatError, LibraryError, QuothError, ReadError
from corpus.media import is_media, media_of
from corpus.readers import Reading, Source
from corpus.readers.registry import choose, named, of_format, recognised
from corpus.transcript import Transcript

MAX_BYTES = 200_000_000
_ALONE = "a recording without a transcript of the same name beside it; make one with: quoth transcribe"
_LINK = "a link that is not followed; copy what it leads to into the library"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file (path in the library, with "/") that is no transcript of the library, and why."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Library:
    """A folder as it was read: transcripts sorted by id, and every file that gave none."""

    root: Path
    transcripts: tuple[Transcript, ...]
    unreadable: tuple[Unreadable, ...] = ()


def read_bytes(data: bytes, name: str, reader: str | None = None) -> Reading:
    """What the bytes of a file called `name` say, read by `reader` ("plain/1") or by the one that recognises them.

    Raises ReadError: FormatError when no reader takes it or `reader` is not in this version, EncodingError for bytes
    that are no text.
    """
    source = Source(name, data)
    return (named(reader) if reader else choose(source)).read(source)


def read_file(path: Path, root: Path | None = None, format: str = "") -> Transcript:
    """One file as a transcript; its id is the path below `root` without suffix, or the bare name without `root`.

    `format` ("plain", "webvtt") sets aside what the file is recognised as. Its recording is looked for beside it. Raises ReadError
    when it cannot be read as a transcript, also when it is missing, larger than 200 MB or not below `root`.
    """
    if root and not path.is_relative_to(root):
        raise ReadError(f"{path}: the file is not in {root}; name one that is")
    transcript = _read(path, path.relative_to(root).as_posix() if root else path.name, format)
    recordings = media_of([transcript.file], _beside(path, transcript.file, root or path.parent))
    return _with_media(transcript, recordings)


def _read(path: Path, file: str, format: str = "") -> Transcript:
    _refuse_unwritable(file)
    data = _data(path, file)
    source = Source(file, data)
    if is_media(file) and not format:
        raise FormatError(f"{file}: this is a recording, not a transcript; make one with: quoth transcribe")
    reader, confidence = (of_format(format), None) if format else recognised(source)
    reading = reader.read(source)
    return Transcript(
        id=_stem(file),
        title=reading.title,
        date=reading.date,
        sha256=hashlib.sha256(data).hexdigest(),
        reader=reader.name,
        turns=reading.turns,
        skipped=reading.skipped,
        accounted=reading.accounted,
        notes=reading.notes,
        file=file,
        confidence=confidence,
    )


def _with_media(transcript: Transcript, recordings: Mapping[str, Sequence[str]]) -> Transcript:
    """The transcript with the recording that belongs to it, and a note where several do."""
    found = recordings.get(transcript.file, ())
    if not found:
        return transcript
    more = (f"{len(found)} recordings go with it ({', '.join(found)}): the first is played",) if len(found) > 1 else ()
    return replace(transcript, media=found[0], notes=transcript.notes + more)


def _beside(path: Path, file: str, top: Path) -> Iterator[str]:
    """The recordings in the folder of `path` that lie below `top`, named as `file` is; none where it cannot be listed."""
    try:
        names = os.listdir(path.parent)
    except OSError:
        return
    for name in names:
        other = path.with_name(name)
        if is_media(name) and not name.startswith(".") and other.is_file() and other.resolve().is_relative_to(top.resolve()):
            yield PurePosixPath(file).with_name(name).as_posix()


def read_library(root: Path) -> Library:
    """Every transcript below `root`, sorted by id; files that cannot be read are listed, and stop nothing.

    Hidden files and folders, `*.jsonl` and `quoth.toml` are no transcripts and are passed over. Files that differ
    only in suffix keep it in their ids. A recording is no transcript: it is the `media` of every transcript that it goes with
    (`corpus.media`), and listed where it goes with none. Raises LibraryError when there is no such folder or nothing in it can be read.
    """
    if not root.is_dir():
        what = "is a file, not a folder" if root.exists() else "does not exist"
        raise LibraryError(f"library {root} {what}; name a folder of transcripts")
    transcripts: list[Transcript] = []
    unreadable: list[Unreadable] = []
    recordings: list[str] = []
    for path in _files(root, unreadable):
        file = path.relative_to(root).as_posix()
        if is_media(path.name):
            recordings.append(file)
            continue
        try:
            transcripts.append(_read(path, file))
        except (QuothError, OSError) as error:
            unreadable.append(Unreadable(_shown(file), _why(error, file)))
    known = media_of([transcript.file for transcript in transcripts], recordings)
    alone = set(recordings).difference(*known.values())
    unreadable.extend(Unreadable(_shown(file), _ALONE) for file in alone)
    if not transcripts:
        raise LibraryError(_nothing_readable(root, unreadable))
    transcripts = [_with_media(transcript, known) for transcript in transcripts]
    return Library(root, tuple(sorted(_with_unique_ids(transcripts), key=_by_id)), tuple(sorted(unreadable, key=_by_file)))


def fingerprints(root: Path) -> Mapping[str, tuple[str, str | None]] | None:
    """The SHA-256 and the recording of each file below `root` that would be read as a transcript; what it says is not looked at.

    None where `read_library` would list something that it cannot read before it has read anything: a link, a closed folder, a recording of nothing.
    """
    unreadable: list[Unreadable] = []
    paths = list(_files(root, unreadable))
    files = {path.relative_to(root).as_posix(): path for path in paths}
    recordings = [file for file, path in files.items() if is_media(path.name)]
    known = media_of([file for file in files if file not in set(recordings)], recordings)
    if unreadable or set(recordings) - {file for found in known.values() for file in found}:
        return None
    found: dict[str, tuple[str, str | None]] = {}
    for file, path in files.items():
        if not is_media(path.name):
            try:
                found[file] = hashlib.sha256(_data(path, file)).hexdigest(), known.get(file, (None,))[0]
            except ReadError:
                return None
    return found


def _by_id(transcript: Transcript) -> str:
    return transcript.id


def _by_file(unreadable: Unreadable) -> str:
    return unreadable.file


def _files(root: Path, unreadable: list[Unreadable]) -> Iterator[Path]:
    """The files that ought to be transcripts, in a fixed order; folders that cannot be entered go to `unreadable`."""

    def complain(error: OSError) -> None:
        unreadable.append(Unreadable(_shown(os.path.relpath(error.filename, root)), error.strerror or str(error)))

    top = root.resolve()
    for folder, folders, names in os.walk(root, onerror=complain):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted([*links, *names]):
            path = Path(folder, name)
            if name.startswith(".") or name == "quoth.toml" or path.suffix == ".jsonl":
                continue
            if path.is_symlink() and (name in links or not path.resolve().is_relative_to(top)):
                unreadable.append(Unreadable(_shown(path.relative_to(root).as_posix()), _LINK))
                continue
            yield path


def _data(path: Path, file: str) -> bytes:
    """The bytes of a regular file of at most 200 MB."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FormatError(f"{file}: not a regular file; name a transcript")
        if status.st_size > MAX_BYTES:
            raise FormatError(f"{file}: {status.st_size / 1e6:.0f} MB is more than {MAX_BYTES // 10**6} MB; split the transcript")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{file}: {error.strerror or error}; check the path and your rights to read it") from error


def _refuse_unwritable(file: str) -> None:
    try:
        file.encode()
    except UnicodeEncodeError as error:
        raise FormatError(f"{_shown(file)}: the file name is not valid Unicode; rename the file") from error


def _shown(file: str) -> str:
    """A file name that can be written anywhere: bytes that are no text become replacement characters."""
    return file.encode(errors="surrogateescape").decode(errors="replace")


def _why(error: QuothError | OSError, file: str) -> str:
    """The error without the file's name, which stands beside it."""
    return str(error).removeprefix(" ".join(_shown(file).split()) + ": ")


def _stem(file: str) -> str:
    return PurePosixPath(file).with_suffix("").as_posix()


def _with_unique_ids(transcripts: list[Transcript]) -> Iterator[Transcript]:
    """The transcripts, those whose ids would clash under their full paths."""
    clash = {id for id, times in Counter(transcript.id for transcript in transcripts).items() if times > 1}
    while more := _taken(transcripts, clash) - clash:
        clash |= more
    for transcript in transcripts:
        yield replace(transcript, id=transcript.file) if transcript.id in clash else transcript


def _taken(transcripts: list[Transcript], clash: set[str]) -> set[str]:
    """Short ids that are the full path of a transcript which needs it ("a.txt" beside "a.json" and "a.txt.md")."""
    full = {transcript.file for transcript in transcripts if transcript.id in clash}
    return {transcript.id for transcript in transcripts if transcript.id in full}


def _nothing_readable(root: Path, unreadable: list[Unreadable]) -> str:
    if not unreadable:
        return f"library {root} holds no transcripts; put files into it (text, captions, Word, PDF, web pages, JSON of a recogniser: docs/formats.md)"
    reasons = "; ".join(f"{item.file}: {item.why}" for item in unreadable[:3])
    more = f" (and {len(unreadable) - 3} more)" if len(unreadable) > 3 else ""
    return f"library {root} holds no transcript that can be read: {reasons}{more}; mend these files or name another folder"
