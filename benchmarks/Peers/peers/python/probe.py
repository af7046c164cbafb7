"""Says which interpreter this is, and which of the packages that the peers need it has."""
import importlib.util
import json
import platform
import sys
from importlib.metadata import version

PACKAGES = ("numpy", "joblib", "pebble")

found = {name: version(name) for name in PACKAGES if importlib.util.find_spec(name)}
print(json.dumps({"executable": sys.executable, "version": platform.python_version(), "packages": found}))
