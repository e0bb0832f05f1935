"""What engines on one machine make of the same rows."""

import doctest
import importlib
import subprocess
import sys

import pytest
from conftest import need
from test_arrow import FAILED, ROWS, told

from waba_errors import lookup, read, read_body

pa = need("pyarrow")
from waba_errors import arrow  # noqa: E402

EXPECTED = told(row if row is None else read(row, lang="de") for row in ROWS)
BODIES = told(row if row is None else read_body(row) for row in ROWS)
LOG = pa.table({"id": range(len(ROWS)), "body": ROWS})


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
def test_the_examples_of_the_documentation_work(engine: str) -> None:
    need(engine)
    assert doctest.testmod(importlib.import_module(f"waba_errors.{engine}")).failed == 0


def test_no_engine_is_loaded_unless_it_is_asked_for() -> None:
    program = "import sys, waba_errors; print(*{'duckdb', 'pandas', 'polars', 'pyarrow', 'pyspark'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


@pytest.fixture
def duck():  # type: ignore[no-untyped-def]
    duckdb = need("duckdb")
    from waba_errors.duckdb import register

    connection = duckdb.connect()
    connection.register("log", LOG)
    register(connection, lang="de")
    return connection


def test_duckdb_tells_the_same(duck) -> None:  # type: ignore[no-untyped-def]
    rows = duck.execute("SELECT waba_read(body), waba_read_body(body) FROM log ORDER BY id").fetchall()
    assert [row for row, _ in rows] == EXPECTED
    assert [row and [error["key"] for error in row] for _, row in rows] == [
        row and [error["key"] for error in row] for row in BODIES
    ]
    rows = duck.execute("SELECT waba_fix(131047, lang) FROM (VALUES ('ar'), (NULL)) AS langs(lang)").fetchall()
    assert rows == [("\n".join(lookup(131047).fix("ar")),), (None,)]


def test_duckdb_counts_many_rows_once(duck) -> None:  # type: ignore[no-untyped-def]
    duck.execute("CREATE TABLE many AS SELECT range AS id, body FROM range(20000), log WHERE id = 0 OR id = 1")
    [(count,)] = duck.execute("SELECT count(*) FROM (SELECT unnest(waba_read(body)) FROM many)").fetchall()
    assert count == 20_000


def test_duckdb_can_be_registered_anew_and_lives_after_faults(duck) -> None:  # type: ignore[no-untyped-def]
    import duckdb

    from waba_errors.duckdb import register

    with pytest.raises(duckdb.Error, match="known are en,"):
        duck.execute("SELECT waba_fix(4, 'xx')")
    with pytest.raises(duckdb.Error):
        duck.execute("SELECT waba_read([1])")
    with pytest.raises(ValueError, match="known are en,"):
        register(duck, lang="xx")
    register(duck, lang="ar")
    [(title,)] = duck.execute("SELECT waba_read(body)[1].title FROM log WHERE id = 0").fetchall()
    assert title == lookup(131047).title("ar")


def test_polars_tells_the_same() -> None:
    pl = need("polars")
    from waba_errors.polars import ERRORS

    log = pl.from_arrow(LOG)
    errors = log.select(pl.col("body").waba.read(lang="de"))["body"]
    assert (errors.dtype, errors.to_list()) == (ERRORS, EXPECTED)
    lazy = log.lazy().select(pl.col("body").waba.read_body())
    assert lazy.collect(engine="streaming")["body"].to_list() == BODIES
    assert lazy.collect_schema()["body"] == ERRORS
    fixes = pl.DataFrame({"code": [131047, None]}).select(pl.col("code").waba.fix("ar"))
    assert fixes.rows() == [("\n".join(lookup(131047).fix("ar")),), (None,)]
    for wrong in (pl.col("id").waba.read(), pl.col("body").waba.read(lang="xx")):
        with pytest.raises(Exception, match="texts or bytes is needed|known are en,"):
            log.select(wrong)


def test_pandas_tells_the_same() -> None:
    pd = need("pandas")
    from waba_errors.pandas import read as read_series
    from waba_errors.pandas import read_body as read_bodies

    for kind in (object, "string", pd.ArrowDtype(pa.string())):
        series = pd.Series(ROWS, index=[f"row {place}" for place in range(len(ROWS))], dtype=kind)
        errors = read_series(series, lang="de")
        assert list(errors.columns) == [field.name for field in arrow.ERRORS.value_type]
        found = [(f"row {place}", error["key"], error["title"]) for place, row in enumerate(EXPECTED) for error in row or []]  # type: ignore[attr-defined]
        assert list(errors[["key", "title"]].itertuples(name=None)) == found
        assert len(read_bodies(series)) == sum(len(row or []) for row in BODIES)  # type: ignore[arg-type]
    assert len(read_series(pd.Series([], dtype="string"))) == 0
    assert list(read_series(pd.Series(["\ud800" + FAILED, None, "x"]))["key"]) == ["131047"]
    for wrong in (pd.Series([1, 2]), pd.Series([FAILED, 1]), [FAILED]):
        with pytest.raises((TypeError, pa.ArrowException)):
            read_series(wrong)
