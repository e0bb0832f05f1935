"""What the type checkers accept."""

from datetime import timedelta
from typing import assert_never, assert_type

from waba_errors import Category, Certainty, Code, Entry, Found, Retry, Scope, lookup, negotiate, read, read_body, search


def wait(retry: Retry) -> str:
    match retry:
        case Retry.NEVER | Retry.AFTER_FIX:
            return "drop"
        case Retry.BACKOFF | Retry.AFTER:
            return "again"
        case _:
            assert_never(retry)


def react(error: Found) -> str:
    match Code.get(error.code):
        case Code.RE_ENGAGEMENT_MESSAGE:
            return "send a template"
        case Code.MESSAGE_UNDELIVERABLE | Code.RATE_LIMIT_HIT:
            return wait(error.retry)
        case None:
            return "report it"
        case code:
            return code.entry.title()


entry = lookup(Code.RATE_LIMIT_HIT)
assert_type(entry, Entry)
assert_type(entry.fix("ar"), list[str])
assert_type(entry.category, Category)
assert_type(entry.scope, tuple[Scope, ...])
assert_type(entry.wait, timedelta | None)
assert_type(search("token", limit=3), list[Entry])
assert_type(read(b"", lang=negotiate("de") or "en", least=Certainty.POSSIBLE), list[Found])
for found in read_body({"error": {"code": 4}}):
    react(found)
