"""The errors in a column of Spark, on as many machines as it has. Each of them needs this package; the guide says how to send it.

>>> from pyspark.sql import SparkSession
>>> from waba_errors.spark import read_errors, register
>>> spark = SparkSession.builder.getOrCreate()
>>> log = spark.createDataFrame([(7, '{"error":{"code":131047,"fbtrace_id":"A1"}}'), (8, "all is well")], "id bigint, body string")
>>> read_errors(log, "body", lang="de").selectExpr("id", "inline(errors)").select("id", "key", "fbtrace_id").collect()
[Row(id=7, key='131047', fbtrace_id='A1')]
>>> register(spark)
>>> log.createOrReplaceTempView("log")
>>> spark.sql("SELECT id, error.key FROM log LATERAL VIEW explode(waba_read(body)) AS error").collect()
[Row(id=7, key='131047')]
>>> steps = spark.sql("SELECT waba_fix(131047, 'ar')")
"""

from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.functions import arrow_udf
from pyspark.sql.pandas.types import from_arrow_type
from pyspark.sql.types import BinaryType, DataType, StringType, StructType

from waba_errors import arrow


def _errors() -> DataType:
    return from_arrow_type(arrow.ERRORS)


def read_errors(
    df: DataFrame, column: str, *, lang: str = "en", least: str | None = "likely", into: str = "errors"
) -> DataFrame:
    """The same rows with the errors in a column of log lines: an array of structs, null for null.

    With `least=None` the column holds answers or webhooks, and they are read by structure alone.
    """
    if column not in df.columns:
        raise ValueError(f"no column {column!r}; there are {', '.join(df.columns)}")
    if into in df.columns:
        raise ValueError(f"there is a column {into!r}; `into` names another one")
    kind = df.schema[column].dataType
    if not isinstance(kind, (StringType, BinaryType)):
        raise TypeError(f"a column of texts or bytes is needed, not of {kind.simpleString()}")

    def of(texts: pa.Array) -> pa.Array:
        return arrow.read_body(texts, lang=lang) if least is None else arrow.read(texts, lang=lang, least=least)

    def read(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield batch.append_column(into, of(batch.column(column)))

    # A wrong language is told here, not by each worker.
    of(pa.array([], pa.string()))
    return df.mapInArrow(read, StructType([*df.schema.fields]).add(into, _errors()))


def register(spark: SparkSession, *, lang: str = "en", least: str = "likely") -> None:
    """Gives a session three functions for SQL.

    - `waba_read(text)`: the errors in a log line, an array of structs
    - `waba_read_body(text)`: those in an answer or a webhook, by structure alone
    - `waba_fix(code, lang)`: what to do, one step per line
    """

    def read(texts: pa.Array) -> pa.Array:
        return arrow.read(texts, lang=lang, least=least)

    def read_body(texts: pa.Array) -> pa.Array:
        return arrow.read_body(texts, lang=lang)

    def fix(codes: pa.Array, langs: pa.Array) -> pa.Array:
        return arrow.fix(codes, langs)

    read(pa.array([], pa.string()))
    # Spark takes the kind of a function from its type hints, which its own types do not know.
    spark.udf.register("waba_read", arrow_udf(read, _errors()))  # type: ignore[call-overload]
    spark.udf.register("waba_read_body", arrow_udf(read_body, _errors()))  # type: ignore[call-overload]
    spark.udf.register("waba_fix", arrow_udf(fix, "string"))  # type: ignore[call-overload]
