"""From a table to a value: each thing that is wrong is said in a sentence, with its line and what to do about it.

pydantic checks values against the dataclasses' own types; its messages are for programmers, so they are said again here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.toml import Document, Location, Problem

T = TypeVar("T")


class _Whole(BaseModel, Generic[T]):
    """Gives a plain dataclass pydantic's strictness: no unknown key, no text where a number belongs."""

    model_config = ConfigDict(extra="forbid", strict=True)

    value: T


def fill(shape: type[T], table: object, document: Document, at: Location = ()) -> tuple[T | None, list[Problem]]:
    """The value of a shape from a table that stands at a place in a document, or what is wrong with it.

    shape: a dataclass whose fields may hold enums, Literals, numbers, texts, tuples, mappings and other such dataclasses.
    """
    kind: Any = shape
    try:
        # Through JSON, because there a list may be a tuple and a word an enum's without any other value being bent to fit.
        filled = _whole(kind).model_validate_json(json.dumps({"value": table}, default=str))
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        return None, [_problem(shape, dict(e), table, document, at) for e in errors]
    value: T = filled.value
    return value, []


@cache
def _whole(shape: Any) -> Any:
    return _Whole[shape]


def shown(location: Location) -> str:
    """A place in a file as a person would say it: "[tone] kisses"."""
    names = [f"#{part + 1}" if isinstance(part, int) else f'"{part}"' if "." in part else part for part in location]
    return names[0] if len(names) == 1 else f"[{'.'.join(names[:-1])}] {names[-1]}"


def did_you_mean(word: object, options: Sequence[str]) -> str:
    """A suggestion for a word that is none of the options; otherwise the options, when they are few."""
    close = get_close_matches(word, options, 1, 0.6) if isinstance(word, str) else []
    if close:
        return f"Did you mean “{close[0]}”?"
    return f"It can be {_or(options)}." if 0 < len(options) <= 12 else ""


def clauses_of(shape: Any, location: Location) -> tuple[str, ...]:
    """The clauses of the policy map that the key at a location implements."""
    owner = _shape_at(shape, location[:-1])
    for each in _fields(owner):
        if each.name == location[-1]:
            return tuple(each.metadata.get("clauses", ()))
    return ()


def _problem(shape: Any, error: dict[str, Any], table: object, document: Document, at: Location) -> Problem:
    inner = tuple(error["loc"])[1:]
    kind, context = error["type"], error.get("ctx", {})
    if inner and inner[-1] == "[key]":
        where = (*at, *inner[:-1])
        return document.problem(where, f"{shown(where)} is not known.", did_you_mean(inner[-2], _quoted(context)))
    where = (*at, *inner)
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        names = [each.name for each in _fields(_shape_at(shape, inner[:-1]))]
        return document.problem(where, f"{shown(where)} is not a setting.", did_you_mean(inner[-1], names))
    named = shown(where) + _cited(clauses_of(shape, inner))
    if kind == "missing":
        return document.problem(where, f"{named} is missing.", f"Add a line such as: {_example(shape, inner, at)}")
    options = _quoted(context) if kind in {"literal_error", "enum"} else []
    expected = _or(options) if options else _expected(kind, context)
    hint = did_you_mean(_value_at(table, inner), options) if options else ""
    return document.problem(where, f"{named} must be {expected}.", hint if hint.startswith("Did") else "")


def _cited(clauses: tuple[str, ...]) -> str:
    return f" (policy map {', '.join(clauses)})" if clauses else ""


_EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false, without quotation marks",
    "string_type": "text in quotation marks",
    "string_too_short": "text that is not empty",
    "string_too_long": "shorter",
    "dataclass_type": "a table of its own",
    "dict_type": "a table of its own",
    "mapping_type": "a table of its own",
    "tuple_type": "a list, in square brackets",
    "frozen_set_type": "a list, in square brackets",
    "date_type": "a date, such as 2027-08-31",
    "date_parsing": "a date, such as 2027-08-31",
    "date_from_datetime_parsing": "a date, such as 2027-08-31",
}


def _expected(kind: str, context: Mapping[str, Any]) -> str:
    if kind == "value_error":
        return str(context["error"])
    if kind == "greater_than_equal":
        return f"{context['ge']} or more"
    if kind == "less_than_equal":
        return f"{context['le']} or less"
    return _EXPECTED.get(kind, f"something else ({kind.replace('_', ' ')})")


def _quoted(context: Mapping[str, Any]) -> list[str]:
    """The options in pydantic's list of them: "'a', 'b' or 'c'"."""
    return str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")


def _or(options: Iterable[str]) -> str:
    *rest, last = (f"“{option}”" for option in options)
    return f"{', '.join(rest)} or {last}" if rest else last


def _value_at(table: object, location: Location) -> object:
    for part in location:
        if isinstance(table, Mapping):
            table = table.get(part)
        elif isinstance(table, list) and isinstance(part, int):
            table = table[part]
    return table


# The shape of what was expected at a location


def _fields(shape: Any) -> tuple[Field[Any], ...]:
    return fields(shape) if is_dataclass(shape) else ()


def _shape_at(shape: Any, location: Location) -> Any:
    """The type that belongs at a location: through dataclasses' fields, mappings' values and lists' entries."""
    for part in location:
        shape = _bare(shape)
        arguments = get_args(shape)
        if is_dataclass(shape):
            shape = get_type_hints(shape, include_extras=True).get(str(part), Any)
        elif arguments:
            shape = arguments[1] if _is_mapping(shape) else arguments[0]
        else:
            return Any
    return _bare(shape)


def _bare(shape: Any) -> Any:
    """A type without its annotations and without "or None"."""
    if get_origin(shape) is Annotated:
        return _bare(get_args(shape)[0])
    if get_origin(shape) in {Union, UnionType}:
        return _bare(next(option for option in get_args(shape) if option is not NoneType))
    return shape


def _is_mapping(shape: Any) -> bool:
    origin = get_origin(shape)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _example(shape: Any, location: Location, at: Location) -> str:
    """A line that would do: from the field's own example, or made from its type."""
    key = str(location[-1])
    for each in _fields(_shape_at(shape, location[:-1])):
        if each.name == key and "example" in each.metadata:
            return f"{key} = {each.metadata['example']}"
    kind = _shape_at(shape, location)
    if is_dataclass(kind) or _is_mapping(kind):
        return f"[{'.'.join(str(part) for part in (*at, *location))}]"
    return f"{key} = {_sample(kind)}"


def _sample(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return f'"{get_args(kind)[0]}"'
    if get_origin(kind) in {tuple, frozenset}:
        return f"[{_sample(get_args(kind)[0])}]"
    if kind is bool:
        return "false"
    if kind is int:
        return "1"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f'"{next(iter(kind)).value}"'
    return '"…"'
