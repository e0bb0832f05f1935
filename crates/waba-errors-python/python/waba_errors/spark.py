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

Files are read fastest where they are:

>>> import pathlib, tempfile
>>> from waba_errors.spark import read_files
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> _ = (folder / "a.log").write_text('{"error":{"code":131047,"fbtrace_id":"A1"}}')
>>> read_files(spark, str(folder)).select("offset", "key", "fbtrace_id").collect()
[Row(offset=0, key='131047', fbtrace_id='A1')]
"""

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.pandas.functions import arrow_udf
from pyspark.sql.pandas.types import from_arrow_schema, from_arrow_type, to_arrow_schema
from pyspark.sql.types import BinaryType, DataType, StringType, StructType

from waba_errors import arrow, files


def _errors() -> DataType:
    return from_arrow_type(arrow.ERRORS)


def _without_empty(errors: pa.Array) -> pa.Array:
    """The lists that are not empty. As empty ones have no elements, the elements stay where they are."""
    return pa.ListArray.from_arrays(errors.offsets.unique(), errors.values)


def read_errors(
    df: DataFrame,
    column: str,
    *,
    lang: str = "en",
    least: str | None = "likely",
    into: str = "errors",
    every_row: bool = False,
) -> DataFrame:
    """The rows in which there are errors, with these: an array of structs. Rows without errors come back with `every_row` alone, with an
    empty array, null for null: it costs as much to send them back as to read them.

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
            errors = of(batch.column(column))
            if not every_row:
                has_errors = pc.greater(pc.list_value_length(errors), 0)
                batch, errors = batch.filter(has_errors), _without_empty(errors)
            yield batch.append_column(into, errors)

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


class _Files(DataSource):
    """Files whose lines the workers read."""

    @classmethod
    def name(cls) -> str:
        return "waba_errors"

    def schema(self) -> StructType:
        return from_arrow_schema(files.SCHEMA)

    def reader(self, schema: StructType) -> DataSourceReader:
        return _Reader(json.loads(self.options["asked"]), to_arrow_schema(schema))


class _Reader(DataSourceReader):
    def __init__(self, asked: dict[str, Any], schema: pa.Schema) -> None:
        self._asked, self._schema = asked, schema

    def partitions(self) -> list[InputPartition]:
        return [InputPartition(part) for part in files.parts(self._asked["paths"], size=self._asked["size"])]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        # Spark asks for one of nothing, too.
        if partition.value is not None:
            for batch in files.read(partition.value, lang=self._asked["lang"], least=self._asked["least"]):
                yield batch.cast(self._schema)


def read_files(
    spark: SparkSession,
    paths: str | list[str],
    *,
    lang: str = "en",
    least: str | None = "likely",
    size: int = 128 << 20,
) -> DataFrame:
    """The errors in files of log lines, a row for each: `waba_errors.files.SCHEMA`. The workers read the files themselves, in parts of
    so many bytes, so that nothing but what is found passes through Spark; each of them needs to reach the files. A task costs Spark some 50 milliseconds.
    """
    files.read(files.Part("", "", 0, 0), lang=lang, least=least)
    spark.dataSource.register(_Files)
    # A worker has a folder of its own.
    roots = [path if "://" in path else os.path.abspath(path) for path in ([paths] if isinstance(paths, str) else paths)]
    asked = json.dumps({"paths": roots, "lang": lang, "least": least, "size": size})
    return spark.read.format("waba_errors").option("asked", asked).load()
