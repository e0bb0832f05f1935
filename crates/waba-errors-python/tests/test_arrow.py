"""Columns of Arrow, and what each engine makes of them: the same rows, with the same schema."""

import doctest
import json

import pytest
from conftest import need

from waba_errors import read, read_body

pa = need("pyarrow")
from waba_errors import arrow  # noqa: E402

FAILED = json.dumps({"error": {"message": "(#131047) Re-engagement message", "code": 131047, "fbtrace_id": "A1"}})
TWO = json.dumps({"errors": [{"code": 131026, "title": "Message undeliverable"}, {"code": 131047}]})
ROWS = [FAILED, "all is well", None, "", "error code 131030", TWO, "é" * 50 + FAILED]
KINDS = [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()]


def told(errors: object) -> list[object]:
    """What the functions of the package tell of the same rows, with the names of the schema."""
    names = [field.name for field in arrow.ERRORS.value_type]
    rows = []
    for row in errors:  # type: ignore[attr-defined]
        members = None if row is None else [error.to_dict() | {"retry_seconds": error.wait} for error in row]
        for error in members or []:
            error["retry_seconds"] = error["retry_seconds"] and int(error["retry_seconds"].total_seconds())
        rows.append(None if members is None else [{name: error[name] for name in names} for error in members])
    return rows


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_rows_are_told_as_the_functions_tell_them(kind) -> None:  # type: ignore[no-untyped-def]
    rows = pa.array(ROWS).cast(kind)
    errors = arrow.read(rows, lang="ar")
    errors.validate(full=True)
    assert errors.type == arrow.ERRORS
    assert errors.to_pylist() == told(row if row is None else read(row, lang="ar") for row in ROWS)
    assert arrow.read_body(rows).to_pylist() == told(row if row is None else read_body(row) for row in ROWS)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_slices_chunks_and_empty_arrays_are_read(kind) -> None:  # type: ignore[no-untyped-def]
    rows = pa.array(ROWS * 5).cast(kind)
    whole = arrow.read(rows).to_pylist()
    for start, end in ((0, 0), (3, 3), (1, 9), (9, 33), (2, 3), (34, 35)):
        part = arrow.read(rows[start:end])
        part.validate(full=True)
        assert part.to_pylist() == whole[start:end]
    chunked = pa.chunked_array([rows[:8], rows[8:8], rows[8:]])
    assert arrow.read(chunked).to_pylist() == whole
    assert arrow.read(pa.chunked_array([], kind)).type == arrow.ERRORS
    assert arrow.read(pa.nulls(3)).to_pylist() == [None] * 3
    assert arrow.read(rows.dictionary_encode() if "view" not in str(kind) else rows).to_pylist() == whole


def test_texts_of_an_extension_are_texts() -> None:
    rows = pa.ExtensionArray.from_storage(pa.json_(pa.string()), pa.array(["{}", FAILED, None]))
    assert [row and len(row) for row in arrow.read(rows[1:]).to_pylist()] == [1, None]


def test_the_version_is_that_of_the_schema() -> None:
    """A field that is added comes last and raises the version; the number here is changed with it."""
    assert arrow.VERSION == 1
    assert [field.name for field in arrow.ERRORS.value_type][-1] == "http_status"
    assert len(arrow.ERRORS.value_type) == 36


def test_what_is_no_column_of_texts_is_refused() -> None:
    numbers = pa.array([1, 2])
    for array in (numbers, numbers.dictionary_encode(), pa.chunked_array([], pa.int64()), pa.array([[FAILED]]), pa.array([{"a": FAILED}])):
        with pytest.raises(TypeError, match="texts or bytes is needed"):
            arrow.read(array)
    for codes in (pa.array([1.5]), pa.array(["4"]), pa.array([True])):
        with pytest.raises(TypeError, match="whole numbers is needed"):
            arrow.fix(codes, pa.array(["de"]))
    with pytest.raises(TypeError, match="array of pyarrow is needed"):
        arrow.fix([4], pa.array(["de"]))
    for array in ([FAILED], None, FAILED):
        with pytest.raises(TypeError, match="array of pyarrow is needed"):
            arrow.read(array)
    with pytest.raises(ValueError, match="known are en,"):
        arrow.read(pa.array(ROWS), lang="xx")
    with pytest.raises(ValueError, match="known are"):
        arrow.fix(pa.array([4]), pa.array(["xx"]))


def test_hostile_rows_are_rows() -> None:
    rows = [b"\xff\xfe", b"[" * 100_000, b"\0", b'{"error":{"code":131047,"message":"\xff"}}', b"x" * (1 << 20)]
    errors = arrow.read_body(pa.array(rows))
    errors.validate(full=True)
    assert [len(row) for row in errors.to_pylist()] == [0, 0, 0, 1, 0]
    numbers = '{"error":{"code":99999999999999999999,"type":"OAuthException"}}'
    [[error]] = arrow.read(pa.array([numbers])).to_pylist()
    assert (error["code"], error["key"]) == (None, "99999999999999999999")


def test_steps_stand_beside_codes() -> None:
    codes, langs = pa.array([131026, None, 4000000000, -1]), pa.array(["de", "de", "ar", None])
    assert [text and len(text) > 0 for text in arrow.fix(codes, langs).to_pylist()] == [True, None, True, None]


def test_the_examples_of_the_documentation_work() -> None:
    assert doctest.testmod(arrow).failed == 0
