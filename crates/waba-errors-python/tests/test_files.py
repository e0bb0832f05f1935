"""Files in parts: each line is read once, however they are cut and compressed."""

import doctest
import gzip
import json
from pathlib import Path

import pytest
from conftest import need

from waba_errors import read as read_text

pa = need("pyarrow")
from waba_errors import files  # noqa: E402

FAILED = json.dumps({"error": {"code": 131047, "fbtrace_id": "A1"}}).encode()
LINES = [b"all is well", FAILED, b"", b"error code 131030\r", "é".encode() * 40 + FAILED, b"\xff\xfe" + FAILED, b"x" * 300, FAILED]
LOG = b"\n".join(LINES * 3)
SIZES = [1, 7, 50, 333, 1 << 20]


def expected(log: bytes) -> list[tuple[int, str]]:
    """The place and the key of each error, line by line."""
    found, offset = [], 0
    for line in log.split(b"\n"):
        found += [(offset, error.key) for error in read_text(line)]
        offset += len(line) + 1
    return found


def found(paths: object, size: int) -> list[tuple[int, str]]:
    batches = [batch for part in files.parts(paths, size=size) for batch in files.read(part, lang="ar")]  # type: ignore[arg-type]
    for batch in batches:
        batch.validate(full=True)
        assert batch.schema == files.SCHEMA
    return [(row["offset"], row["key"]) for batch in batches for row in batch.to_pylist()]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("log", [LOG, LOG + b"\n", b"\n" + LOG, b"", b"\n", FAILED], ids=range(6))
def test_parts_of_any_size_tell_the_same(tmp_path: Path, size: int, log: bytes) -> None:
    (tmp_path / "a.log").write_bytes(log)
    assert found(tmp_path / "a.log", size) == expected(log)


@pytest.mark.parametrize("size", [100, 1 << 20])
@pytest.mark.parametrize("codec", ["gzip", "zstd"])
def test_compressed_files_are_read_whatever_their_names(tmp_path: Path, size: int, codec: str) -> None:
    # Appended members or frames are one file.
    halves = (LOG[:500], LOG[500:])
    packed = [gzip.compress(half) if codec == "gzip" else pa.compress(half, "zstd", asbytes=True) for half in halves]
    (tmp_path / "a.log").write_bytes(b"".join(packed))
    assert found(tmp_path / "a.log", size) == expected(LOG)


def test_folders_are_read_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("a.log", "b/c.log", ".hidden", "_temporary/d.log", "b/_SUCCESS"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(FAILED)
    for paths in (str(tmp_path), tmp_path.as_uri(), [tmp_path / "a.log", tmp_path / "b"]):
        names = {Path(part.path).relative_to(tmp_path).as_posix() for part in files.parts(paths)}
        assert names == {"a.log", "b/c.log"}
        assert len(found(paths, 10)) == 2


def test_very_long_lines_are_read_in_pieces(tmp_path: Path) -> None:
    log = b"x" * (40 << 20) + b"\n" + FAILED
    (tmp_path / "a.log").write_bytes(log)
    for size in (5 << 20, 64 << 20):
        assert found(tmp_path / "a.log", size) == [((40 << 20) + 1, "131047")]


def test_many_errors_come_in_batches(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes((FAILED + b"\n") * 60_000)
    [part] = files.parts(tmp_path / "a.log")
    sizes = [batch.num_rows for batch in files.read(part)]
    assert sum(sizes) == 60_000 and len(sizes) > 1


def test_what_is_wrong_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no file or folder .*nothing"):
        files.parts(tmp_path / "nothing")
    with pytest.raises(ValueError, match="a byte at least"):
        files.parts(tmp_path, size=0)
    with pytest.raises(ValueError, match="known are en,"):
        files.read(files.Part("", "", 0, 0), lang="xx")
    (tmp_path / "cut.gz").write_bytes(gzip.compress(LOG * 100)[:-100])
    with pytest.raises(OSError, match="cut.gz"):
        found(tmp_path, 1 << 20)


def test_lines_can_be_read_by_structure_alone(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_bytes(b"error code 131030\n" + FAILED)
    [part] = files.parts(tmp_path)
    assert [batch.num_rows for batch in files.read(part, least=None)] == [1]


def test_the_examples_of_the_documentation_work() -> None:
    assert doctest.testmod(files).failed == 0
