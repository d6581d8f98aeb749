"""`python tests/bot_api --token 1001:AAA` starts the double as its own process; see `service`."""

import importlib
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # instead of this folder, whose modules have everyday names
    # Argos Translate installs a package named `tests`, which would win over a folder without __init__.py
    tests = types.ModuleType("tests")
    tests.__path__ = [str(ROOT / "tests")]
    sys.modules["tests"] = tests
    importlib.import_module("tests.bot_api.service").main()
