"""Functions for DuckDB, which get columns of Arrow.

>>> import duckdb
>>> from waba_errors.duckdb import register
>>> connection = duckdb.connect()
>>> register(connection, lang="de")
>>> _ = connection.execute('''CREATE TABLE log AS SELECT '{"error":{"code":131047,"fbtrace_id":"A1"}}' AS body''')
>>> connection.execute("SELECT error.key, error.fbtrace_id FROM (SELECT unnest(waba_read(body)) AS error FROM log)").fetchall()
[('131047', 'A1')]
>>> [(steps,)] = connection.execute("SELECT waba_fix(131047, 'ar')").fetchall()
"""

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
from duckdb.func import PythonUDFType

from waba_errors import arrow

_NAMES = {pa.bool_(): "BOOLEAN", pa.int64(): "BIGINT", pa.large_string(): "VARCHAR"}


def _name(kind: pa.DataType) -> str:
    """A type of Arrow as DuckDB writes it."""
    if isinstance(kind, pa.ListType):
        return f"{_name(kind.value_type)}[]"
    if isinstance(kind, pa.StructType):
        fields = ", ".join(f'"{field.name}" {_name(field.type)}' for field in kind)
        return f"STRUCT({fields})"
    return _NAMES[kind]


def register(connection: duckdb.DuckDBPyConnection, *, lang: str = "en", least: str = "likely") -> None:
    """Gives a connection three functions.

    - `waba_read(text)`: the errors in a log line, a list of structs
    - `waba_read_body(text)`: those in an answer or a webhook, by structure alone
    - `waba_fix(code, lang)`: what to do, one step per line
    """
    errors = _name(arrow.ERRORS)
    functions: list[tuple[str, Callable[..., Any], list[str], str]] = [
        ("waba_read", lambda texts: arrow.read(texts, lang=lang, least=least), ["VARCHAR"], errors),
        ("waba_read_body", lambda texts: arrow.read_body(texts, lang=lang), ["VARCHAR"], errors),
        ("waba_fix", arrow.fix, ["BIGINT", "VARCHAR"], "VARCHAR"),
    ]
    arrow.read(pa.array([], pa.string()), lang=lang, least=least)
    for name, function, parameters, result in functions:
        try:
            connection.remove_function(name)
        except duckdb.InvalidInputException:
            pass
        connection.create_function(
            name,
            function,
            [connection.type(kind) for kind in parameters],
            connection.type(result),
            type=PythonUDFType.ARROW,
        )
