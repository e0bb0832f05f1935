"""How long single calls take, in microseconds: the best of many runs. `python calls.py` where the package is installed."""

import json
import timeit
from collections.abc import Callable

from waba_errors import lookup, read, read_body, search

ERROR = {
    "code": 131047,
    "title": "Re-engagement message",
    "message": "Re-engagement message",
    "error_data": {"details": "Message failed to send because more than 24 hours have passed"},
}
STATUS = {"id": "wamid.HBgLMTU1NTAwMDEyMzQVAgARGBI1", "timestamp": "1760000000", "recipient_id": "15550001234"}
METADATA = {"display_phone_number": "15550009999", "phone_number_id": "106540352242922"}


def webhook(status: dict[str, object]) -> bytes:
    """A webhook with one status."""
    value = {"messaging_product": "whatsapp", "metadata": METADATA, "statuses": [STATUS | status]}
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


FAILED = webhook({"status": "failed", "errors": [ERROR]})
DELIVERED = webhook({"status": "delivered"})

CALLS: dict[str, Callable[[], object]] = {
    "json.loads, with an error": lambda: json.loads(FAILED),
    "read_body, with an error": lambda: read_body(FAILED),
    "read_body, and what it means": lambda: read_body(FAILED)[0].title,
    "read, with an error": lambda: read(FAILED),
    "json.loads, without an error": lambda: json.loads(DELIVERED),
    "read_body, without an error": lambda: read_body(DELIVERED),
    "read, without an error": lambda: read(DELIVERED),
    "lookup": lambda: lookup(131047),
    "lookup and fix": lambda: lookup(131047).fix("ar"),
    "search": lambda: search("token expired"),
}

for name, call in CALLS.items():
    number = 20 if name == "search" else 5_000
    print(f"{name:30} {min(timeit.repeat(call, number=number, repeat=10)) / number * 1e6:8.2f}")
