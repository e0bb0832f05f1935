"""The errors in columns of Arrow: what all engines call, and the same schema for all of them.

>>> import pyarrow as pa
>>> from waba_errors import arrow
>>> bodies = pa.array(['{"error":{"code":131047,"fbtrace_id":"A1"}}', "all is well", None])
>>> errors = arrow.read_body(bodies)
>>> errors.type == arrow.ERRORS
True
>>> [None if row is None else len(row) for row in errors.to_pylist()]
[1, 0, None]
>>> errors[0][0]["key"].as_py()
'131047'
"""

import pyarrow as pa

from waba_errors._native import _columns, lookup

VERSION = 1
"""The version of the schema. It grows when a field is added, which then is the last one; none is renamed or dropped."""

_TYPES = {"flag": pa.bool_(), "number": pa.int64(), "text": pa.large_string(), "texts": pa.list_(pa.large_string())}


def _field(kind: str, count: int, buffers: list[bytes]) -> pa.Array:
    parts = [pa.py_buffer(buffer) for buffer in buffers]
    if kind != "texts":
        return pa.Array.from_buffers(_TYPES[kind], count, parts)
    ends, *texts = parts
    inner = pa.Array.from_buffers(pa.large_string(), len(texts[0]) // 8 - 1, [None, *texts])
    return pa.Array.from_buffers(_TYPES[kind], count, [None, ends], children=[inner])


def struct(count: int, columns: list[tuple[str, str, list[bytes]]]) -> pa.StructArray:
    """The errors of which the native part returned the fields."""
    arrays = [_field(kind, count, buffers) for _, kind, buffers in columns]
    return pa.StructArray.from_arrays(arrays, fields=[pa.field(name, _TYPES[kind]) for name, kind, _ in columns])


def _errors(array: pa.Array, lang: str, least: str | None) -> pa.Array:
    """The errors of the rows of an array of texts or bytes without an offset."""
    is_wide = pa.types.is_large_string(array.type) or pa.types.is_large_binary(array.type)
    width = 8 if is_wide else 4
    validity, offsets, data = array.buffers()
    if len(array) == 0 or offsets is None:
        ends, rows = bytes(width), b""
    else:
        # A slice shares the buffers of its parent.
        ends = offsets.slice(array.offset * width, (len(array) + 1) * width).to_pybytes()
        first, last = int.from_bytes(ends[:width], "little"), int.from_bytes(ends[-width:], "little")
        rows = data.slice(first, last - first).to_pybytes() if last > first else b""
    count, lists, columns = _columns(rows, ends, is_wide, lang, least)
    errors = struct(count, columns)
    nulls = array.is_valid().buffers()[1] if array.null_count else None
    return pa.Array.from_buffers(pa.list_(errors.type), len(array), [nulls, pa.py_buffer(lists)], children=[errors])


ERRORS: pa.DataType = _errors(pa.array([], pa.string()), "en", None).type
"""The type of what is found in a row: a list of structs, with the names of `docs/read.md`."""


def _read(array: pa.Array | pa.ChunkedArray, lang: str, least: str | None) -> pa.Array | pa.ChunkedArray:
    if not isinstance(array, (pa.Array, pa.ChunkedArray)):
        raise TypeError(f"an array of pyarrow is needed, not {type(array).__name__}")
    kind = array.type
    if not _is_text(kind):
        raise TypeError(f"a column of texts or bytes is needed, not of {kind}")
    if isinstance(array, pa.ChunkedArray):
        return pa.chunked_array([_read(chunk, lang, least) for chunk in array.chunks], ERRORS)
    if isinstance(kind, pa.BaseExtensionType):
        return _read(array.storage, lang, least)
    if isinstance(kind, pa.DictionaryType):
        return _read(array.dictionary_decode(), lang, least)
    if pa.types.is_null(kind) or pa.types.is_string_view(kind):
        array = array.cast(pa.large_string())
    elif pa.types.is_binary_view(kind):
        array = array.cast(pa.large_binary())
    return _errors(array, lang, least)


def _is_text(kind: pa.DataType) -> bool:
    if isinstance(kind, pa.BaseExtensionType):
        return _is_text(kind.storage_type)
    if isinstance(kind, pa.DictionaryType):
        return _is_text(kind.value_type)
    texts = (pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view(), pa.null())
    return kind in texts


def read(
    array: pa.Array | pa.ChunkedArray, /, *, lang: str = "en", least: str = "likely"
) -> pa.Array | pa.ChunkedArray:
    """The errors in each row of a column of log lines: a list of structs (`ERRORS`), null for null."""
    return _read(array, lang, least)


def read_body(array: pa.Array | pa.ChunkedArray, /, *, lang: str = "en") -> pa.Array | pa.ChunkedArray:
    """The errors in each row of a column of answers or webhooks, by structure alone."""
    return _read(array, lang, None)


def fix(codes: pa.Array | pa.ChunkedArray, langs: pa.Array | pa.ChunkedArray, /) -> pa.Array:
    """What to do about the code of each row, in the language of the row: one step per line, null for null.

    >>> import pyarrow as pa
    >>> from waba_errors import arrow, lookup
    >>> [fix] = arrow.fix(pa.array([131047]), pa.array(["ar"])).to_pylist()
    >>> fix.splitlines() == lookup(131047).fix("ar")
    True
    """
    for array in (codes, langs):
        if not isinstance(array, (pa.Array, pa.ChunkedArray)):
            raise TypeError(f"an array of pyarrow is needed, not {type(array).__name__}")
    if not (pa.types.is_integer(codes.type) or pa.types.is_null(codes.type)):
        raise TypeError(f"a column of whole numbers is needed, not of {codes.type}")
    rows = list(zip(codes.to_pylist(), langs.to_pylist(), strict=True))
    texts = {row: None if None in row else "\n".join(lookup(row[0]).fix(row[1])) for row in set(rows)}
    return pa.array([texts[row] for row in rows], pa.large_string())
