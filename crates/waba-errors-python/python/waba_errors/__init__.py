"""What each error code of the WhatsApp Business Platform means, why it happens and what to do.

>>> from waba_errors import Code, lookup, read_body
>>> lookup(131026).name
'MessageUndeliverable'
>>> for error in read_body({"error": {"code": 190, "error_subcode": 463}}, lang="ar"):
...     print(error.key, error.name)
190/463 TokenExpired
"""

from waba_errors._native import (
    Entry,
    Flag,
    Found,
    OnPremises,
    about,
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
from waba_errors.codes import (
    LANGUAGES,
    Category,
    Certainty,
    Channel,
    Code,
    Effect,
    Evidence,
    Fixer,
    Retry,
    Scope,
)

__all__ = [
    "LANGUAGES",
    "Category",
    "Certainty",
    "Channel",
    "Code",
    "Effect",
    "Entry",
    "Evidence",
    "Fixer",
    "Flag",
    "Found",
    "OnPremises",
    "Retry",
    "Scope",
    "about",
    "entries",
    "explain",
    "from_message",
    "lookup",
    "negotiate",
    "read",
    "read_body",
    "read_text",
    "search",
    "summary",
    "words",
]
