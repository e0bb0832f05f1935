"""Whatever comes in, there is an exception that says what is wrong, or an answer; the interpreter lives on."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import need

from waba_errors import LANGUAGES, explain, from_message, lookup, negotiate, read, read_body, read_text, search, summary

READERS = (read, read_body, read_text)


class Index:
    """A number as NumPy has it."""

    def __index__(self) -> int:
        return 131047


@pytest.mark.parametrize("code", [-1, -(2**31), 2**32, 2**64, 10**4000, -(10**4000)])
def test_a_number_that_no_code_can_be_has_an_entry_without_a_code(code: int) -> None:
    assert (lookup(code).known, lookup(code).code) == (False, None)
    assert lookup(190, code) == lookup(190)


@pytest.mark.parametrize("code", [None, "131047", 1.5, float("nan"), b"1", object(), [], {}])
def test_what_is_no_number_is_refused(code: object) -> None:
    with pytest.raises(TypeError):
        lookup(code)  # type: ignore[arg-type]


def test_numbers_of_other_libraries_are_numbers() -> None:
    assert lookup(Index()).code == 131047
    numpy = need("numpy")
    for kind in (numpy.int32, numpy.int64, numpy.uint32, numpy.uint64):
        assert lookup(kind(190), kind(107)) == lookup(190, 107)
    assert lookup(numpy.int16(-5)).code is None


@pytest.mark.parametrize("reader", READERS)
def test_bytes_that_are_no_text_are_read(reader) -> None:  # type: ignore[no-untyped-def]
    deep = "[" * 100_000
    for data in (b"", b"\xff\xfe\x00", b"\xc3(", "\0", "\ud800", deep, '{"error":' + deep, bytes(1 << 20)):
        assert isinstance(reader(data), (list, str))
    assert read_body(b'{"error":{"message":"\xc3(\xff","code":131047}}')[0].code == 131047
    assert read("\ud800 error code 131030")[0].code == 131030


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("data", [None, 1, 1.5, object(), {1, 2}, {"a": object()}])
def test_what_is_nothing_to_read_is_refused(reader, data: object) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError, match="a text, bytes, a dictionary or a list is needed, not |not JSON serializable"):
        reader(data)


def test_a_body_that_holds_itself_is_refused() -> None:
    body: dict[str, object] = {}
    body["error"] = body
    with pytest.raises(ValueError, match="Circular"):
        read_body(body)


@pytest.mark.parametrize("lang", ["xx", "", "\x1b[2J", "e" * 10_000, "\ud800"])
def test_an_unknown_language_names_the_known_ones(lang: str) -> None:
    calls = [lambda: lookup(4).title(lang), lambda: read(b"", lang=lang), lambda: summary([], lang=lang)]
    for call in calls:
        with pytest.raises(ValueError, match="unknown language .* known are en,") as error:
            call()
        assert str(error.value).endswith(", ".join(LANGUAGES))
        assert "\x1b" not in str(error.value) and len(str(error.value)) < 300
    assert lookup(4).title(negotiate(lang) or "en")
    with pytest.raises(ValueError, match="possible, likely, certain"):
        read(b"", least="nonsense")
    with pytest.raises(TypeError):
        lookup(4).title(None)  # type: ignore[arg-type]


def test_long_queries_have_an_answer() -> None:
    for query in ("", "x" * (1 << 20), "9" * 10_000, "\0", "\ud800"):
        assert explain(query) is None
        assert isinstance(search(query), list)
        assert isinstance(from_message(query), list)
    with pytest.raises(OverflowError):
        search("x", limit=-1)


def test_a_number_that_no_64_bits_hold_is_a_text() -> None:
    number = "9" * 20
    [error] = read('{"error":{"code":%s,"type":"OAuthException"}}' % number)
    assert error.code == number and error.entry.code is None
    assert isinstance(read('{"error":{"code":%s,"type":"OAuthException"}}' % ("9" * 5000)), list)
    assert error.to_dict()["code"] == error.code


HOSTILE = """
import faulthandler, random, sys, threading
import waba_errors
from waba_errors import _native

faulthandler.enable()
random.seed(1)
values = [None, True, -1, 2**70, 1.5, "", "x", "\\ud800", b"\\xff", b"", [], {}, (), object(), int, "en", "de", "certain",
    '{"error":{"code":190}}', b'{"error":{"code":-5}}', [[]], {"error": {"code": 2**70}}, iter([b"a"]), [b"a", None], range(3)]
entry, [found] = waba_errors.lookup(190), waba_errors.read_body(b'{"error":{"code":131047}}')
functions = [value for value in vars(_native).values() if callable(value)]
methods = [getattr(of, name) for of in (entry, found) for name in dir(of) if callable(getattr(of, name))]
calls = 0
def attack():
    global calls
    for call in functions + methods:
        for _ in range(60):
            arguments = random.choices(values, k=random.randrange(4))
            named = {random.choice(["lang", "least", "limit", "x"]): random.choice(values)} if random.random() < .4 else {}
            try:
                call(*arguments, **named)
            except Exception as error:
                # A panic would be no `Exception`, and is none that counts as an answer.
                assert "Panic" not in type(error).__name__
            calls += 1
threads = [threading.Thread(target=attack) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("alive", calls)
"""


def test_a_panic_would_be_an_exception() -> None:
    """None is known; where a panic aborts, it ends the interpreter of the user."""
    manifest = tomllib.loads((Path(__file__).parents[1] / "Cargo.toml").read_text(encoding="utf-8"))
    assert manifest["profile"]["release"]["panic"] == "unwind"


def test_no_input_ends_the_interpreter() -> None:
    run = subprocess.run([sys.executable, "-c", HOSTILE], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("alive") and "panicked" not in run.stderr, run.stderr
