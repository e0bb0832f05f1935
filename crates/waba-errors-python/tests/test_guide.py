"""What the guide shows works: its programs run, and count the same."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from conftest import lack, need

GUIDE = Path(__file__).parents[3] / "docs/export.md"
PROGRAMS = re.findall(r"^## ([^\n]+)\n(?:(?!^##? ).)*?^```python\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
CODES = [131026, 131047, 131047, 190]


@pytest.mark.parametrize(("title", "program"), PROGRAMS, ids=[title for title, _ in PROGRAMS])
def test_a_program_of_the_guide_runs(title: str, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for engine in re.findall(r"^(?:import|from) (duckdb|polars|pandas|pyspark)\b", program, re.MULTILINE):
        need("pyarrow")
        need(engine)
        if engine == "pyspark" and shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            lack("no Java here: Spark is not tested")
    bodies = [{"error": {"code": code, "error_subcode": 463} if code == 190 else {"code": code}} for code in CODES]
    lines = [json.dumps(body) for body in bodies] + ["all is well"]
    (tmp_path / "log.ndjson").write_text("".join(f"{line}\n" for line in lines))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    names: dict[str, object] = {}
    try:
        exec(program, names)
    finally:
        # The next session has a master of its own.
        if "spark" in names:
            names["spark"].stop()  # type: ignore[attr-defined]
    if "log.ndjson" in program:
        counts = names["counts"]
        rows = counts.items() if title == "pandas" else counts  # type: ignore[attr-defined]
        assert {row[0]: row[-1] for row in rows} == {"131026": 1, "131047": 2, "190/463": 1}


def test_the_guide_has_a_program_for_each_engine() -> None:
    assert [title for title, _ in PROGRAMS] == ["DuckDB", "Polars", "pandas", "Spark", "A service, and a stream"]


def test_the_guide_tells_each_field_of_the_schema() -> None:
    need("pyarrow")
    from waba_errors import arrow

    table = GUIDE.read_text(encoding="utf-8").split("## What is found in a row")[1].split("## ")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert re.findall("`([a-z_]+)`", " ".join(rows)) == [field.name for field in arrow.ERRORS.value_type]
    assert f"`waba_errors.arrow.VERSION`: {arrow.VERSION}." in table
