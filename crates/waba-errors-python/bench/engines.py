"""How fast a log is read: by the command, in Python, and by engines.

    python engines.py [--megabytes 1000] [--command PATH] [--only NAME …] [--without-spark]

generates a log of webhooks, of which every fiftieth has an error, and reads it in each way, each in a process of its own: the seconds by the
clock without starting up, and the processor seconds of the process with all its threads. Spark stands below: one and two executors wait side
by side, read in turns, and the best turn counts, after two that warm them up. As on a cluster, an executor has one core: all its processes and
threads are bound to it, and it has no more threads for compiling and collecting than one core gets. What is not installed is left out, and
said. Each way must find the same number of errors.
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
from typing import Any

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


WAYS: dict[str, Callable[[str], int]] = {
    "command summary": command,
    "summary": summary,
    "read in a loop": loop("read"),
    "read_body in a loop": loop("read_body"),
    "json.loads and a walk": walk,
    "DuckDB, 1 thread": duckdb(1),
    "DuckDB, 2 threads": duckdb(2),
    "Polars, streaming": polars,
}

SPARK: dict[str, Callable[..., Any]] = {
    # What Spark itself needs to pass over the same bytes.
    "`LIKE`, without the package": lambda log, text, _: text.selectExpr("count_if(value LIKE '%\"errors\":%')"),
    "`read_errors` of lines": lambda log, text, spark: spark.read_errors(text, "value").selectExpr("sum(size(errors))"),
    "`read_files`": lambda log, text, spark: spark.read_files(text.sparkSession, log).selectExpr("count(*)"),
}
TURNS = 3


def processes() -> dict[int, tuple[int, bytes, float]]:
    """The parent, the command line and the processor seconds of each process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            found[int(folder.name)] = (int(stat[1]), (folder / "cmdline").read_bytes(), (int(stat[11]) + int(stat[12])) / 100)
        except OSError:
            pass
    return found


def executors() -> list[tuple[int, list[int]]]:
    """The executors of this process, and the Python processes of each."""
    all_of_them = processes()

    def ancestors(process: int) -> list[int]:
        parent = all_of_them.get(process, (0,))[0]
        return [parent, *ancestors(parent)] if parent else []

    own = sorted(process for process in all_of_them if os.getpid() in ancestors(process))
    engines = [process for process in own if b"CoarseGrainedExecutorBackend" in all_of_them[process][1]]
    return [(engine, [process for process in own if engine in ancestors(process)]) for engine in engines]


def bind() -> None:
    """Gives each executor a core of its own."""
    cores = sorted(os.sched_getaffinity(0), reverse=True)
    for place, (engine, workers) in enumerate(executors()):
        for process in (engine, *workers):
            for thread in Path(f"/proc/{process}/task").iterdir():
                os.sched_setaffinity(int(thread.name), {cores[place % len(cores)]})


def spent() -> tuple[float, float]:
    """The processor seconds of the executors, and of their Python processes."""
    known = processes()
    found = executors()
    engines = sum(known[engine][2] for engine, _ in found)
    return engines, sum(known[worker][2] for _, workers in found for worker in workers if worker in known)


def serve(count: int, log: str) -> None:
    """Runs a Spark with so many executors, which reads the log in the way that each line of the input names."""
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    from pyspark.sql import SparkSession

    from waba_errors import spark

    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.executor.extraJavaOptions": "-XX:+UseSerialGC -XX:ActiveProcessorCount=1",
    }
    builder = SparkSession.builder.master(f"local-cluster[{count},1,1024]").config(map=options)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    text = session.read.text(log)
    # A cluster gets its executors one after the other.
    while len(executors()) < count:
        time.sleep(0.1)
    print(json.dumps("ready"), flush=True)
    for name in sys.stdin:
        # What a query has computed it keeps, so that each time another one is made.
        query = SPARK[name.strip()](log, text, spark)
        bind()
        before, clock = spent(), time.perf_counter()
        [(errors,)] = query.collect()
        seconds = time.perf_counter() - clock
        engine, workers = (after - start for after, start in zip(spent(), before, strict=True))
        print(json.dumps([seconds, engine, workers, errors]), flush=True)
    session.stop()


def compare(log: Path, expected: int, native: float | None) -> None:
    """One and two executors in turns; `native` is what the command reads in a processor second."""
    megabytes = log.stat().st_size / 1e6
    sparks = []
    for count in (1, 2):
        arms = [sys.executable, __file__, "--serve", str(count), "--log", str(log)]
        said = log.with_name(f"spark-{count}.txt")
        with said.open("w") as file:
            process = subprocess.Popen(arms, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=file, text=True)
        assert process.stdin and process.stdout
        if not process.stdout.readline():
            print(f"\nSpark is not run: {(said.read_text().strip().splitlines() or ['?'])[-1][:100]}")
            return
        sparks.append((count, process.stdin, process.stdout))
    print("\n| Spark | executors | MB/s | s | processor s of Java | of Python |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in SPARK:
        turns: dict[int, list[list[float]]] = {1: [], 2: []}
        for turn in range(2 + TURNS):
            for count, questions, answers in sparks:
                questions.write(name + "\n")
                questions.flush()
                *row, errors = json.loads(answers.readline())
                assert errors == expected, f"{name} finds {errors} errors"
                if turn >= 2:
                    turns[count].append(row)
        best = {count: min(rows) for count, rows in turns.items()}
        for count, (seconds, engine, workers) in best.items():
            print(f"| {name} | {count} | {megabytes / seconds:.0f} | {seconds:.2f} | {engine:.2f} | {workers:.2f} |", flush=True)
        # What the clock could show where nothing else asks for the two cores.
        possible = 2 * sum(best[1][1:]) / sum(best[2][1:])
        print(f"| | 2 : 1 | {best[1][0] / best[2][0]:.2f} × | | by processor seconds | {possible:.2f} × |", flush=True)
        _, engine, workers = best[1]
        if native and workers > 1:
            whole, worker = (megabytes / spent / native for spent in (engine + workers, workers))
            print(f"| | of the command, per processor second | {whole:.0%} | | with Java | {worker:.0%} without |", flush=True)
    for _, questions, _ in sparks:
        questions.close()


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
    parser.add_argument("--without-spark", action="store_true")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--log", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run(arguments.run, arguments.log)
        return
    if arguments.serve:
        serve(arguments.serve, arguments.log)
        return
    environment = os.environ | ({"WABA_COMMAND": arguments.command} if arguments.command else {})
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.ndjson"
        expected = generate(log, arguments.megabytes * 1_000_000)
        megabytes = log.stat().st_size / 1e6
        native = None
        print(f"{megabytes:.0f} MB, {expected} errors, load {os.getloadavg()[0]:.1f}\n\n| way | MB/s | s | processor s |\n| --- | ---: | ---: | ---: |")
        for name in arguments.only:
            arms = [sys.executable, __file__, "--run", name, "--log", str(log)]
            done = subprocess.run(arms, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"| {name} | not run: {(done.stderr.strip().splitlines() or ['?'])[-1][:100]} | | |", flush=True)
                continue
            seconds, processor, errors = json.loads(done.stdout.splitlines()[-1])
            assert errors == expected, f"{name} finds {errors} errors"
            if name == "command summary":
                native = megabytes / processor
            print(f"| {name} | {megabytes / seconds:.0f} | {seconds:.2f} | {processor:.2f} |", flush=True)
        if not arguments.without_spark:
            compare(log, expected, native)
        print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
