"""The errors in files of log lines, read where they are: what one machine does with many files, and an engine on many machines.

>>> import tempfile, pathlib
>>> from waba_errors import files
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "a.log").write_text('all is well\\n{"error":{"code":131047,"fbtrace_id":"A1"}}\\n')
>>> for part in files.parts(str(folder)):
...     for batch in files.read(part, lang="de"):
...         print(batch.select(["offset", "key", "fbtrace_id"]).to_pylist())
[{'offset': 12, 'key': '131047', 'fbtrace_id': 'A1'}]
"""

from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import fs

from waba_errors._native import _lines
from waba_errors.arrow import ERRORS, struct

SCHEMA = pa.schema([("file", pa.large_string()), ("offset", pa.int64()), *ERRORS.value_type])
"""What is found: the file, the byte at which the line begins (of a compressed file, of what it holds), and the fields of the error."""

_CHUNK, _TAIL, _LONGEST = 2 << 20, 1 << 20, 16 << 20
_ROWS, _JOINED = 10_000, 64
_CODECS = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


class Part(NamedTuple):
    """The lines of a file that begin from one byte on and before another one."""

    root: str
    path: str
    start: int
    end: int


def _filesystem(root: str) -> tuple[fs.FileSystem, str]:
    if "://" in root:
        filesystem, path = fs.FileSystem.from_uri(root)
        return filesystem, path
    return fs.LocalFileSystem(), root


def _files(root: str) -> Iterator[fs.FileInfo]:
    filesystem, path = _filesystem(root)
    info = filesystem.get_file_info(path)
    if info.type == fs.FileType.NotFound:
        raise FileNotFoundError(f"no file or folder {root!r}")
    if info.type != fs.FileType.Directory:
        yield info
        return
    for inner in filesystem.get_file_info(fs.FileSelector(path, recursive=True)):
        below = inner.path[len(path) :].strip("/").split("/")
        if inner.type == fs.FileType.File and not any(name.startswith((".", "_")) for name in below):
            yield inner


def parts(paths: str | PathLike[str] | Iterable[str | PathLike[str]], *, size: int = 128 << 20) -> list[Part]:
    """Files, and those in folders and below, in parts of so many bytes. An address such as `s3://bucket/logs` leads to a store.

    Files and folders whose names begin with `.` or `_` are left out. A compressed file is read as a whole, in its first part.
    """
    if size < 1:
        raise ValueError("a part needs a byte at least")
    roots = [fspath(path) for path in ([paths] if isinstance(paths, (str, PathLike)) else paths)]
    return [
        Part(root, info.path, start, min(start + size, info.size))
        for root in roots
        for info in _files(root)
        for start in range(0, info.size, size)
    ]


def read(part: Part, /, *, lang: str = "en", least: str | None = "likely") -> Iterator[pa.RecordBatch]:
    """The errors in the lines of a part, in batches with `SCHEMA`. With `least=None` each line is read by structure alone.

    Gzip and Zstandard are recognised by their first bytes.
    """
    _lines(b"", 0, lang, least)
    return _joined(_batches(part, lang, least))


def _joined(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Fewer and larger batches: what comes behind spends a millisecond on each."""
    joined: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        joined.append(batch)
        rows += batch.num_rows
        if rows >= _ROWS or len(joined) == _JOINED:
            yield pa.concat_batches(joined)
            joined, rows = [], 0
    if joined:
        yield pa.concat_batches(joined)


def _batches(part: Part, lang: str, least: str | None) -> Iterator[pa.RecordBatch]:
    filesystem, _ = _filesystem(part.root)
    with filesystem.open_input_file(part.path) as file:
        head = file.read(4)
        codec = next((codec for magic, codec in _CODECS.items() if head.startswith(magic)), None)
        if codec and part.start:
            return
        file.seek(max(part.start - 1, 0))
        stream = pa.CompressedInputStream(file, codec) if codec else file
        try:
            for start, text, end in _slabs(stream, part.start, None if codec else part.end):
                count, starts, columns = _lines(text, end, lang, least)
                if count:
                    offsets = pc.add(pa.Array.from_buffers(pa.int64(), count, [None, pa.py_buffer(starts)]), start)
                    path = pa.repeat(pa.scalar(part.path, pa.large_string()), count)
                    yield pa.RecordBatch.from_arrays([path, offsets, *struct(count, columns).flatten()], schema=SCHEMA)
        except OSError as error:
            raise OSError(f"{part.path}: {error}") from error


def _slabs(stream: pa.NativeFile, start: int, end: int | None) -> Iterator[tuple[int, bytes, int]]:
    """Where lines begin, a text, and where the last whole line of it ends. A line belongs to the part in which it begins, and longer ones than any
    log has come in pieces."""
    # The byte before says whether a line begins here.
    skips = start > 0
    begin = at = start - skips
    rest = b""
    while True:
        chunk = stream.read(_CHUNK if end is None else min(_CHUNK, end - at) if at < end else _TAIL)
        at += len(chunk)
        text = rest + chunk if rest else chunk
        if skips:
            cut = text.find(b"\n") + 1
            if cut == 0:
                begin = at
                if chunk:
                    continue
                return
            skips, text, begin = False, text[cut:], begin + cut
            if end is not None and begin >= end:
                return
        is_last = not chunk
        if is_last:
            cut = len(text)
        elif end is not None and at >= end:
            cut = text.find(b"\n", max(end - 1 - begin, 0)) + 1
            is_last = cut > 0
        else:
            cut = text.rfind(b"\n") + 1
        if cut == 0 and len(text) >= _LONGEST:
            cut = len(text)
        if cut:
            yield begin, text, cut
        if is_last:
            return
        begin, rest = begin + cut, text[cut:]
