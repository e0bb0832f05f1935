"""How fast a log is read: by the command, in Python, and by engines.

    python engines.py [--megabytes 1000] [--command PATH] [--only NAME …]

generates a log of webhooks, of which every fiftieth has an error, and reads it in each way, each in a process of its own: the seconds by the
clock without starting up, and the processor seconds of the process with all its threads (of Spark only what its driver in Python needs). What
is not installed is left out, and said. Each way must find the same number of errors.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CODES = (131026, 131047, 131049, 130429, 131000)


def webhook(line: int) -> str:
    """A webhook as services log it; in every fiftieth a message failed."""
    recipient, wamid = str(15_550_000_000 + random.randrange(1_000_000)), f"wamid.{random.randbytes(16).hex()}"
    status = {"id": wamid, "timestamp": str(1_760_000_000 + line), "recipient_id": recipient}
    value: dict[str, object] = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "106540352242922"}}
    if line % 50 == 7:
        error = {"code": random.choice(CODES), "title": "Failed", "message": "Failed"}
        error["error_data"] = {"details": "What went wrong."}
        value["statuses"] = [status | {"status": "failed", "errors": [error]}]
    elif line % 5 < 3:
        pricing = {"billable": True, "pricing_model": "PMP", "category": "utility"}
        value["statuses"] = [status | {"status": "delivered", "conversation": {"id": wamid}, "pricing": pricing}]
    else:
        value["contacts"] = [{"profile": {"name": "Kerry"}, "wa_id": recipient}]
        value["messages"] = [{"from": recipient, "id": wamid, "type": "text", "text": {"body": "Is my order on its way?"}}]
    changes = [{"value": value, "field": "messages"}]
    body = {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": changes}]}
    return json.dumps(body, separators=(",", ":"))


def generate(path: Path, size: int) -> int:
    """Writes a log; returns how many errors it has."""
    random.seed(1)
    block = [webhook(line) for line in range(50_000)]
    errors = written = line = 0
    with path.open("w") as out:
        while written < size:
            text = block[line % len(block)]
            written += out.write(text) + out.write("\n")
            errors += line % 50 == 7
            line += 1
    return errors


def used() -> float:
    """Processor seconds of the process and of those that it has waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


STARTED = (0.0, 0.0)


def start() -> None:
    """What comes before this is starting up."""
    global STARTED
    STARTED = (time.perf_counter(), used())


def walk(log: str) -> int:
    """What is written where there is no library: it finds failed statuses alone."""
    start()
    errors = 0
    with open(log, "rb") as lines:
        for line in lines:
            for entry in json.loads(line).get("entry", ()):
                for change in entry.get("changes", ()):
                    for status in change.get("value", {}).get("statuses", ()):
                        errors += len(status.get("errors", ()))
    return errors


def loop(name: str) -> Callable[[str], int]:
    def read(log: str) -> int:
        import waba_errors

        read = getattr(waba_errors, name)
        start()
        with open(log, "rb") as lines:
            return sum(len(read(line)) for line in lines)

    return read


def summary(log: str) -> int:
    import waba_errors

    start()
    with open(log, "rb") as file:
        return int(waba_errors.summary(iter(lambda: file.read(1 << 20), b""))["errors"])


def command(log: str) -> int:
    start()
    run = subprocess.run([os.environ["WABA_COMMAND"], "summary", "--format", "json", log], capture_output=True, check=True)
    return int(json.loads(run.stdout)["errors"])


def duckdb(threads: int) -> Callable[[str], int]:
    def read(log: str) -> int:
        import duckdb

        from waba_errors.duckdb import register

        connection = duckdb.connect(config={"threads": threads})
        register(connection)
        start()
        lines = "read_csv(?, columns = {'body': 'VARCHAR'}, delim = '\x01', quote = '', escape = '', header = false)"
        [(count,)] = connection.execute(f"SELECT sum(len(waba_read(body))) FROM {lines}", [log]).fetchall()
        return int(count)

    return read


def polars(log: str) -> int:
    import polars as pl

    import waba_errors.polars  # noqa: F401

    start()
    lines = pl.scan_csv(log, has_header=False, separator="\x01", quote_char=None, schema={"body": pl.String})
    counted = lines.select(pl.col("body").waba.read().list.len().sum())  # type: ignore[attr-defined]
    return int(counted.collect(engine="streaming").item())


def spark(executors: int, reads: bool = True) -> Callable[[str], int]:
    def read(log: str) -> int:
        os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
        from pyspark.sql import DataFrame, SparkSession

        from waba_errors.spark import read_errors

        builder = SparkSession.builder.master(f"local-cluster[{executors},1,1024]").config("spark.ui.enabled", "false")
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")

        def query() -> DataFrame:
            lines = session.read.text(log)
            if reads:
                return read_errors(lines, "value").selectExpr("sum(size(errors))")
            # What Spark itself needs to pass over the same bytes.
            return lines.selectExpr("count_if(value LIKE '%\"errors\":%')")

        # The workers start, import what they need, and compile. What a query has computed it keeps, so that another one is measured.
        query().collect()
        counted = query()
        start()
        [(count,)] = counted.collect()
        return int(count)

    return read


WAYS: dict[str, Callable[[str], int]] = {
    "command summary": command,
    "summary": summary,
    "read in a loop": loop("read"),
    "read_body in a loop": loop("read_body"),
    "json.loads and a walk": walk,
    "DuckDB, 1 thread": duckdb(1),
    "DuckDB, 2 threads": duckdb(2),
    "Polars, streaming": polars,
    "Spark, 1 executor, LIKE": spark(1, reads=False),
    "Spark, 1 executor": spark(1),
    "Spark, 2 executors": spark(2),
}


def run(name: str, log: str) -> None:
    """Reads a log in one way, and prints seconds, processor seconds and errors."""
    errors = WAYS[name](log)
    clock, processor = STARTED
    print(json.dumps([time.perf_counter() - clock, used() - processor, errors]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--command", default=shutil.which("waba-errors"), help="the command, beside which the others stand")
    parser.add_argument("--only", nargs="*", default=list(WAYS), choices=list(WAYS))
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--log", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run(arguments.run, arguments.log)
        return
    environment = os.environ | ({"WABA_COMMAND": arguments.command} if arguments.command else {})
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.ndjson"
        expected = generate(log, arguments.megabytes * 1_000_000)
        megabytes = log.stat().st_size / 1e6
        print(f"{megabytes:.0f} MB, {expected} errors\n\n| way | MB/s | s | processor s |\n| --- | ---: | ---: | ---: |")
        for name in arguments.only:
            arms = [sys.executable, __file__, "--run", name, "--log", str(log)]
            done = subprocess.run(arms, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"| {name} | not run: {(done.stderr.strip().splitlines() or ['?'])[-1][:100]} | | |", flush=True)
                continue
            seconds, processor, errors = json.loads(done.stdout.splitlines()[-1])
            assert errors == expected, f"{name} finds {errors} errors"
            own = "–" if name.startswith("Spark") else f"{processor:.2f}"
            print(f"| {name} | {megabytes / seconds:.0f} | {seconds:.2f} | {own} |", flush=True)


if __name__ == "__main__":
    main()
