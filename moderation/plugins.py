"""Packages of which each file is one thing: what a package finds in its own modules, so that a new one is one new file."""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from typing import Any


def found_in(package: str, path: Iterable[str], name: str) -> Iterator[tuple[str, Any]]:
    """Each module of a package by name: its file, and what it defines as `name`, None where it does not.

    A module whose name begins with "_" is for the others.
    """
    for module in sorted(pkgutil.iter_modules(path), key=lambda m: m.name):
        if not module.name.startswith("_"):
            file = f"{package.replace('.', '/')}/{module.name}.py"
            yield file, getattr(importlib.import_module(f"{package}.{module.name}"), name, None)
