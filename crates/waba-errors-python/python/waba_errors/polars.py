"""Expressions for Polars: importing this module adds the namespace `waba`.

>>> import polars as pl
>>> import waba_errors.polars
>>> log = pl.DataFrame({"body": ['{"error":{"code":131047,"fbtrace_id":"A1"}}', "all is well"]})
>>> errors = log.select(pl.col("body").waba.read(lang="de").alias("error")).explode("error").unnest("error")
>>> errors.drop_nulls("key").select("key", "fbtrace_id").rows()
[('131047', 'A1')]
>>> steps = pl.DataFrame({"code": [131047]}).select(pl.col("code").waba.fix("ar"))
"""

from collections.abc import Callable

import polars as pl
import pyarrow as pa

from waba_errors import arrow


def _type() -> pl.DataType | type[pl.DataType]:
    empty = pl.from_arrow(pa.array([], arrow.ERRORS))
    assert isinstance(empty, pl.Series)
    return empty.dtype


ERRORS = _type()
"""The type of what is found in a row."""


@pl.api.register_expr_namespace("waba")
class Waba:
    """The errors in the texts of a column. It streams, and filters pass it."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def read(self, *, lang: str = "en", least: str = "likely") -> pl.Expr:
        """The errors in each log line: a list of structs (`ERRORS`), null for null."""
        return self._map(lambda texts: arrow.read(texts, lang=lang, least=least), ERRORS)

    def read_body(self, *, lang: str = "en") -> pl.Expr:
        """The errors in each answer or webhook, by structure alone."""
        return self._map(lambda texts: arrow.read_body(texts, lang=lang), ERRORS)

    def fix(self, lang: str = "en") -> pl.Expr:
        """What to do about each code, one step per line."""
        return self._map(lambda codes: arrow.fix(codes, pa.repeat(lang, len(codes))), pl.String)

    def _map(
        self,
        function: Callable[[pa.Array], pa.Array | pa.ChunkedArray],
        result: pl.DataType | type[pl.DataType],
    ) -> pl.Expr:
        def of(series: pl.Series) -> pl.Series:
            return pl.Series(series.name, function(series.to_arrow()), dtype=result)

        return self._expr.map_batches(of, return_dtype=result, is_elementwise=True)
