import copy
import doctest
import json
import multiprocessing
import pickle
import threading
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

import waba_errors
from waba_errors import (
    LANGUAGES,
    Category,
    Certainty,
    Code,
    Fixer,
    Retry,
    about,
    codes,
    entries,
    explain,
    from_message,
    lookup,
    negotiate,
    read,
    read_body,
    read_text,
    search,
    summary,
    words,
)

BODY = {"error": {"message": "(#131047) Re-engagement message", "code": 131047, "fbtrace_id": "A1"}}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_code_is_explained_in_each_language(lang: str) -> None:
    entry = lookup(131026)
    assert entry.to_dict(lang)["lang"] == lang
    assert entry.title(lang) and entry.description(lang) and entry.advice(lang)
    assert entry.fix(lang) and entry.causes(lang) and isinstance(entry.prevention(lang), list)
    assert entry.markdown(lang).startswith("## `131026` ")
    assert entry.text(lang).startswith("131026\n")
    assert entry.title("ar") != entry.title()


def test_a_subcode_tells_more_than_its_code() -> None:
    assert lookup(190, 463).key == "190/463"
    assert lookup(190, None).key == "190"
    assert lookup(190) in {lookup(190), lookup(4)}
    assert any(entry.key == "190/463" for entry in lookup(190).subcodes)


def test_facts_are_members_of_enums() -> None:
    for entry in entries():
        told = entry.to_dict()
        assert entry.category is Category(told["category"])
        assert entry.fixer is Fixer(told["fixer"])
        assert [scope.value for scope in entry.scope] == told["scope"]
        assert (entry.retry is Retry.AFTER) == (entry.wait is not None)
        assert entry.wait is not None or entry.retry.value == told["retry"]
    assert any(entry.wait is not None and entry.wait > timedelta(0) for entry in entries())


def test_each_list_of_facts_is_an_enum_and_an_attribute() -> None:
    for name, values in words()["facts"].items():
        members = getattr(codes, name.capitalize())
        assert [member.value for member in members] == list(values)
        for entry in entries():
            value = getattr(entry, name)
            for member in value if isinstance(value, tuple) else (value,):
                assert isinstance(member, members)
    assert [category.value for category in Category] == list(words()["categories"])


def test_the_codes_are_those_of_the_table() -> None:
    numbered = [entry for entry in entries() if entry.key.isdigit()]
    assert [code.value for code in Code] == [entry.code for entry in numbered]
    for code in Code:
        assert code.entry.known
        assert code.name.replace("_", "").lower() == code.entry.name.lower()
        assert code.__doc__ and code.__doc__.startswith(code.entry.title())
    assert Code.get(131047) is Code.RE_ENGAGEMENT_MESSAGE
    for number in (4000000000, -1, None, "131047x", 2**100):
        assert Code.get(number) is None


def test_what_people_type_is_understood() -> None:
    for query in ("131047", "(#131047)", "١٣١٠٤٧", "ReEngagementMessage", "Re-engagement message"):
        assert explain(query) == lookup(131047), query
    assert explain("token expired, what now?") is None
    assert search("acces token expird", limit=1)[0].code == 190
    assert search("qqqqzzzz") == []
    assert lookup(131047) in from_message("Re-engagement message")


@pytest.mark.parametrize("kind", [dict, str, bytes, bytearray, memoryview])
def test_a_body_can_be_text_bytes_or_an_object(kind: type) -> None:
    text = json.dumps(BODY)
    body = BODY if kind is dict else text if kind is str else kind(text.encode())
    [error] = read_body(body, lang="de")
    assert (error.code, error.fbtrace_id, error.lang) == (131047, "A1", "de")
    assert error.certainty is Certainty.CERTAIN
    assert error.title == lookup(131047).title("de")
    assert error.fix.splitlines() == lookup(131047).fix("de")
    assert error.entry == lookup(131047)


def test_what_a_user_writes_is_no_error_in_a_body() -> None:
    message = {"text": {"body": json.dumps(BODY)}}
    assert read_body({"entry": [{"changes": [{"value": {"messages": [message]}}]}]}) == []


def test_a_log_is_read_with_the_certainty_that_is_asked_for() -> None:
    assert read("error code 131030")[0].code == 131030
    assert read("What is 131049?") == []
    assert read("What is 131049?", least=Certainty.POSSIBLE)[0].code == 131049
    assert [error.line for error in read("\n\nerror code 131030\nerror code 131026")] == [3, 4]
    assert read_text("error code 131030").startswith("131030\n")


def test_a_found_error_has_what_the_command_writes() -> None:
    log = '{"error":{"code":131047,"title":"Rate limit hit","details":"wait 5 minutes"}} error code 470'
    for error in read(log, least="possible"):
        told = error.to_dict()
        assert told["key"] == error.key and told["where"] == error.where
        for name in set(told) - {"file", "retry", "flags", "why", "scope", "places", "limits", "on_premises"}:
            assert told[name] == getattr(error, name), name
    [flag] = read(log)[0].flags
    assert (flag.kind, flag.code) == ("title", 130429)


def test_short_and_long_inputs_tell_the_same() -> None:
    log = json.dumps(BODY) + ' {"error":{"code":190,"error_subcode":463}} error code 470\n'
    short = read(log, lang="de", least="possible")
    long = read(log + "all is well\n" * 10_000, lang="de", least="possible")
    assert len(short) >= 2
    assert [error.to_dict() for error in short] == [error.to_dict() for error in long]
    assert short == long and [hash(error) for error in short] == [hash(error) for error in long]


def test_the_wait_that_the_input_states_is_a_duration() -> None:
    [error] = read_body({"error": {"code": 130429, "error_data": {"details": "Try again in 5 minutes"}}})
    assert (error.retry, error.wait, error.retry_source) == (Retry.AFTER, timedelta(minutes=5), "details")


def test_a_number_of_the_former_api_leads_to_its_successors() -> None:
    [error] = read_body({"errors": [{"code": 470, "title": "Message failed to send"}]})
    assert error.on_premises is not None and error.on_premises.successors == (131047,)


def test_a_log_is_counted_in_chunks_however_they_are_cut() -> None:
    log = (json.dumps(BODY) + "\n").encode() * 1000
    for size in (7, 4096, len(log)):
        counts = summary(log[at : at + size] for at in range(0, len(log), size))
        assert (counts["errors"], counts["codes"][0]["key"], counts["codes"][0]["count"]) == (1000, "131047", 1000)


def test_what_an_iterator_raises_reaches_its_caller() -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield b"error"
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        summary(broken())
    with pytest.raises(TypeError):
        summary([1])  # type: ignore[list-item]


def test_entries_and_found_errors_are_values() -> None:
    log = json.dumps(BODY) + ' {"error":{"code":190,"error_subcode":463}} {"error":{"code":99999999999999999999,"type":"OAuthException"}}'
    found = read(log, lang="ar", least="possible")
    flags = read('{"error":{"code":131047,"title":"Rate limit hit"}}')[0].flags
    values = [*found, *entries(), lookup(-1), lookup(4000000000), lookup(131047), *flags, lookup(470).on_premises]
    assert len(found) >= 3 and flags and values[-1]
    for value in values:
        for same in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
            assert same == value and hash(same) == hash(value) and repr(same) == repr(value)
        with pytest.raises(AttributeError):
            value.key = "x"  # type: ignore[union-attr,misc]
        with pytest.raises(TypeError):
            type(value)()
    assert pickle.loads(pickle.dumps(found[0])).title == found[0].title
    assert len(set(found)) == len(found)
    assert found[0] != lookup(131047)


def keys(body: str) -> list[str]:
    return [error.key for error in read_body(body)]


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_values_reach_other_processes(method: str) -> None:
    body = json.dumps(BODY)
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(keys, [body] * 3) == [["131047"]] * 3
        assert pool.map(read_body, [body]) == [read_body(body)]


def test_reading_leaves_the_interpreter_to_others() -> None:
    log = (json.dumps(BODY) + "\n") * 2_000
    done = threading.Event()
    steps = 0

    def work() -> None:
        for _ in range(20):
            read(log)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        steps += 1
    thread.join()
    # With the interpreter held, this loop would run between the calls alone.
    assert steps > 1_000


def test_html_is_escaped_and_has_its_direction() -> None:
    attack = "<script>alert(1)</script>\u202e&\"'"
    [error] = read_body({"error": {"code": 131047, "message": attack, "fbtrace_id": attack}}, lang="ar")
    html = error._repr_html_()
    assert 'dir="rtl"' in html and 'lang="ar"' in html
    assert "<script" not in html and "\u202e" not in html
    assert "&lt;script&gt;" in html
    assert html == error.html()
    assert 'dir="ltr"' in lookup(131047)._repr_html_()
    for lang in LANGUAGES:
        for entry in entries():
            assert entry.html(lang).count("<li>") >= len(entry.fix(lang))


def test_a_language_is_negotiated() -> None:
    assert negotiate("la, ar-EG;q=0.9, de;q=0.5") == "ar"
    assert negotiate("la") is None and negotiate("") is None and negotiate(None) is None
    assert words("ar")["dir"] == "rtl"
    assert tuple(about()["languages"]) == LANGUAGES


def test_the_version_is_that_of_the_project() -> None:
    manifest = tomllib.loads((Path(__file__).parents[3] / "Cargo.toml").read_text(encoding="utf-8"))
    assert about()["version"] == manifest["workspace"]["package"]["version"]


def test_the_examples_of_the_documentation_work() -> None:
    tried = 0
    for module in (waba_errors, codes):
        finder = doctest.DocTestFinder()
        runner = doctest.DocTestRunner()
        for name in ("", *waba_errors.__all__):
            value = getattr(module, name) if name and hasattr(module, name) else module
            for test in finder.find(value, name or module.__name__, module=False, globs=vars(module).copy()):
                tried += runner.run(test).attempted
        assert runner.failures == 0
    assert tried > 20
