import importlib
import os
from types import ModuleType

import pytest


def need(module: str) -> ModuleType:
    """A module of an engine, without which a test is skipped; where `CI` is set it fails, so that nothing is silently green."""
    try:
        return importlib.import_module(module)
    except ImportError:
        return lack(f"no {module} here")


def lack(what: str) -> ModuleType:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what, allow_module_level=True)
