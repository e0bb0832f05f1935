"""Spark with two executors, which are processes of their own. It starts once, in ten to twenty seconds."""

import doctest
import json
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from conftest import lack, need
from test_arrow import ROWS, told

from waba_errors import lookup, read

need("pyarrow")
need("pyspark")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    lack("no Java here: Spark is not tested")

MASTER = "local-cluster[2,1,1024]"
MANY = 40_000
PARTITIONS = 8


@pytest.fixture(scope="module")
def spark():  # type: ignore[no-untyped-def]
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(MASTER).config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    assert session.sparkContext.master == MASTER
    yield session
    session.stop()


@pytest.fixture
def log(spark):  # type: ignore[no-untyped-def]
    return spark.createDataFrame(list(enumerate(ROWS)), "id bigint, body string")


def test_the_examples_of_the_documentation_work(spark) -> None:  # type: ignore[no-untyped-def]
    import waba_errors.spark

    assert doctest.testmod(waba_errors.spark).failed == 0


def test_spark_tells_the_same(log) -> None:  # type: ignore[no-untyped-def]
    from waba_errors.spark import read_errors

    for column in ("body", "cast(body AS binary) AS body"):
        rows = read_errors(log.selectExpr("id", column), "body", lang="de", every_row=True).orderBy("id").collect()
        errors = [row.asDict(recursive=True)["errors"] for row in rows]
        assert errors == told(row if row is None else read(row, lang="de") for row in ROWS)
    bodies = read_errors(log, "body", least=None, into="found", every_row=True).orderBy("id").collect()
    assert [row.found and row.found[0].key for row in bodies] == ["131047", [], None, [], [], "131026", "131047"]


def test_rows_without_errors_are_left_out(log) -> None:  # type: ignore[no-untyped-def]
    from waba_errors.spark import read_errors

    rows = [row.asDict(recursive=True) for row in read_errors(log, "body").orderBy("id").collect()]
    expected = enumerate(told(row if row is None else read(row) for row in ROWS))
    assert [(row["id"], row["errors"]) for row in rows] == [(place, errors) for place, errors in expected if errors]


@pytest.mark.parametrize("size", [50, 128 << 20])
def test_workers_read_files_themselves(spark, tmp_path: Path, size: int) -> None:  # type: ignore[no-untyped-def]
    from waba_errors.spark import read_files

    lines = [row for row in ROWS if row is not None]
    (tmp_path / "a.log").write_text("\n".join(lines), encoding="utf-8")
    rows = read_files(spark, str(tmp_path), lang="de", size=size).orderBy("offset").drop("file", "offset").collect()
    assert [row.asDict(recursive=True) for row in rows] == [error for row in told(read(row, lang="de") for row in lines) for error in row]
    bodies = read_files(spark, [str(tmp_path / "a.log")], least=None, size=size)
    assert sorted(row.key for row in bodies.collect()) == ["131026", "131047", "131047", "131047"]


def test_an_empty_folder_has_no_errors_and_a_missing_one_is_told(spark, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from waba_errors.spark import read_files

    assert read_files(spark, str(tmp_path)).count() == 0
    (tmp_path / "a.log").write_text("all is well\n")
    assert read_files(spark, str(tmp_path)).count() == 0
    with pytest.raises(Exception, match="no file or folder"):
        read_files(spark, str(tmp_path / "nothing")).count()
    with pytest.raises(ValueError, match="known are en,"):
        read_files(spark, str(tmp_path), lang="xx")


def test_sql_has_functions(spark, log) -> None:  # type: ignore[no-untyped-def]
    from waba_errors.spark import register

    register(spark, lang="ar")
    log.createOrReplaceTempView("log")
    rows = spark.sql("SELECT id, waba_read(body) AS errors, waba_read_body(body) AS bodies FROM log ORDER BY id").collect()
    assert [row.asDict(recursive=True)["errors"] for row in rows] == told(row if row is None else read(row, lang="ar") for row in ROWS)
    assert [row.bodies and len(row.bodies) for row in rows] == [1, [], None, [], [], 2, 1]
    [row] = spark.sql("SELECT waba_fix(131047L, 'de') AS fix, waba_fix(NULL, 'de') AS none").collect()
    assert (row.fix, row.none) == ("\n".join(lookup(131047).fix("de")), None)


def test_wrong_columns_and_languages_are_told_before_anything_runs(log) -> None:  # type: ignore[no-untyped-def]
    from waba_errors.spark import read_errors

    with pytest.raises(TypeError, match="texts or bytes is needed, not of bigint"):
        read_errors(log, "id")
    with pytest.raises(ValueError, match="no column 'text'; there are id, body"):
        read_errors(log, "text")
    with pytest.raises(ValueError, match="there is a column 'id'"):
        read_errors(log, "body", into="id")
    with pytest.raises(ValueError, match="known are en,"):
        read_errors(log, "body", lang="xx")


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
@pytest.mark.parametrize("victim", ["worker", "executor"])
def test_a_killed_process_loses_and_doubles_nothing(spark, tmp_path, victim: str) -> None:  # type: ignore[no-untyped-def]
    from pyspark import cloudpickle
    from pyspark.sql import functions as F

    from waba_errors.spark import read_errors

    # The executors do not have this file.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    body = json.dumps({"error": {"code": 131047}})
    rows = spark.range(0, MANY, 1, PARTITIONS).selectExpr("id", f"IF(id % 50 = 0, '{body}', 'all is well') AS body")
    marker = str(tmp_path / "killed")

    def kill_once(batches):  # type: ignore[no-untyped-def]
        for number, batch in enumerate(batches):
            yield batch
            # In the midst of a partition: one batch is through, others are not.
            if number == 1:
                try:
                    os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    continue
                process = os.getpid()
                while victim == "executor" and "java" not in Path(f"/proc/{process}/comm").read_text():
                    process = parent(process)
                os.kill(process, signal.SIGKILL)

    errors = read_errors(rows, "body", every_row=True)
    counted = errors.mapInArrow(kill_once, errors.schema).agg(
        F.count("*"), F.count_distinct("id"), F.sum("id"), F.sum(F.size("errors"))
    )
    assert tuple(counted.collect()[0]) == (MANY, MANY, MANY * (MANY - 1) // 2, MANY // 50)
    assert Path(marker).exists()
