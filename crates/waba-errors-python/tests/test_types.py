"""What type checkers say, where they are installed."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from waba_errors import Code

TYPES = Path(__file__).parent / "types"
CONFIG = Path(__file__).parent / "mypy.ini"


def check(tool: str, *arguments: object) -> tuple[int, str]:
    """What a checker returns and prints."""
    if importlib.util.find_spec(tool.split(".")[0]) is None:
        pytest.skip(f"no {tool} here")
    run = subprocess.run([sys.executable, "-m", tool, *map(str, arguments)], capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


@pytest.fixture
def matching(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Writes a match over these codes, which has to have an arm for each."""

    def write(codes: list[Code]) -> Path:
        arms = "".join(f"        case Code.{code.name}:\n            return {code.value}\n" for code in codes)
        file = tmp_path / "matching.py"
        file.write_text(
            "from typing import assert_never\nfrom waba_errors import Code\n\n"
            f"def react(code: Code) -> int:\n    match code:\n{arms}        case _:\n            assert_never(code)\n"
        )
        return file

    return write


def test_complete_programs_pass() -> None:
    status, said = check("mypy", "--strict", TYPES / "complete.py")
    assert status == 0, said
    status, said = check("pyright", "--warnings", "--pythonpath", sys.executable, TYPES / "complete.py")
    assert status == 0, said


def test_the_package_passes() -> None:
    status, said = check("mypy", "--config-file", CONFIG, "-p", "waba_errors")
    assert status == 0, said


def test_the_stubs_say_what_the_module_has() -> None:
    status, said = check("mypy.stubtest", "--mypy-config-file", CONFIG, "waba_errors")
    assert status == 0, said


@pytest.mark.parametrize("tool", [("mypy", "--strict"), ("pyright", "--pythonpath", sys.executable)])
def test_a_forgotten_code_is_named(tool: tuple[str, ...], matching) -> None:  # type: ignore[no-untyped-def]
    status, said = check(*tool, matching(list(Code)))
    assert status == 0, said
    status, said = check(*tool, matching([code for code in Code if code is not Code.RE_ENGAGEMENT_MESSAGE]))
    assert status != 0 and "Code.RE_ENGAGEMENT_MESSAGE" in said, said
