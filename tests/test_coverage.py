"""The coverage table tells the truth: what it calls done has code that cites the clause and a test that shows it (rule 7)."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.policy import policy_command
from bot.packaged import coverage
from moderation.coverage import Clause, Kind, State
from moderation.detectors import all_detectors

ROOT = Path(__file__).parents[1]
MAP = ROOT.parent / "shared" / "policy-map.md"
TABLE = coverage()
IDS = [clause.id for clause in TABLE]


# What counts as citing a clause


def names(text: str, clause: str) -> bool:
    """Whether a text names a clause: "5.16" is not named by "5.16b", "15.16" or "5.160"."""
    return re.search(rf"(?<![\w.]){re.escape(clause)}(?![\w]|\.\d)", text) is not None


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def docstrings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(inner) or ""


def module_cites(path: Path, clause: str) -> bool:
    """Whether a module names a clause in a docstring, or as a value such as `clauses = ("2.1",)`."""
    values = {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)}
    return clause in values or any(names(text, clause) for text in docstrings(tree(path)))


def functions_of(path: Path) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    functions = (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name: node for node in functions if node.name.startswith("test_")}


def shows(node: ast.FunctionDef | ast.AsyncFunctionDef, clause: str) -> bool:
    marked = [
        argument.value
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.clause"
        for argument in decorator.args
        if isinstance(argument, ast.Constant)
    ]
    return clause in marked or names(ast.get_docstring(node) or "", clause)


# What is false about a row


def lies(clause: Clause) -> Iterator[str]:
    """Everything that a row claims and that is not so."""
    if clause.state in {State.IMPOSSIBLE, State.OUTSIDE} and not clause.substitute:
        yield f"{clause.id} is {clause.state} and does not say what stands in for it"
    if clause.state is State.DONE and not (clause.by and clause.tests):
        yield f"{clause.id} is done, and names no code (by) or no test (tests)"
    yield from (lie for name in clause.by if (lie := lie_about_code(name, clause.id)))
    yield from (lie for name in clause.tests if (lie := lie_about_test(name, clause.id)))


def lie_about_code(name: str, clause: str) -> str:
    if not name.endswith(".py"):
        cited = {detector.name: detector.clauses for detector in all_detectors()}
        if name not in cited:
            return f"{clause} names the detector {name!r}, and there is none"
        return "" if clause in cited[name] else f"the detector {name!r} does not cite {clause}"
    if not (ROOT / name).is_file():
        return f"{clause} names {name}, and there is no such file"
    return "" if module_cites(ROOT / name, clause) else f"{name} does not cite {clause} in a docstring or in its clauses"


def lie_about_test(name: str, clause: str) -> str:
    file, _, function = name.partition("::")
    if not (ROOT / file).is_file():
        return f"{clause} names {file}, and there is no such file"
    node = functions_of(ROOT / file).get(function)
    if node is None:
        return f"{clause} names {name}, and there is no such test"
    return "" if shows(node, clause) else f'{name} does not name {clause} in its docstring or @pytest.mark.clause("{clause}")'


@pytest.mark.parametrize("clause", TABLE, ids=IDS)
def test_the_row_is_true(clause: Clause) -> None:
    assert not list(lies(clause))


def test_every_clause_that_a_detector_cites_is_in_the_table() -> None:
    for detector in all_detectors():
        assert set(detector.clauses) <= set(IDS), detector.name


@pytest.mark.skipif(not MAP.exists(), reason="the policy map is not on this machine")
def test_the_table_has_the_rows_of_the_policy_map_and_none_besides() -> None:
    rows = re.findall(r"^\| (\d+\.\d+b?) ", MAP.read_text("utf-8"), re.MULTILINE)
    assert sorted(IDS) == sorted(rows)


def test_the_table_is_in_order_and_each_clause_is_there_once() -> None:
    assert sorted(set(IDS), key=lambda i: (*map(int, i.rstrip("b").split(".")), i)) == IDS
    assert (IDS[0], IDS[-1]) == ("1.1", "11.4")
    assert {"5.16b", "9.1b"} <= set(IDS)


def test_whoever_marks_a_test_names_a_clause_of_the_table() -> None:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for call in (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)):
            if ast.unparse(call.func) == "pytest.mark.clause":
                assert {ast.literal_eval(argument) for argument in call.args} <= set(IDS), path.name


# The checks find a lie

TRUE = Clause(
    "1.1",
    "A title",
    (Kind.ENFORCE,),
    State.DONE,
    ("moderation/profiles/types.py",),
    ("tests/test_coverage.py::test_a_lie_is_found",),
)
LIES = [
    (replace(TRUE, by=()), "names no code"),
    (replace(TRUE, tests=()), "or no test"),
    (replace(TRUE, by=("moderation/nowhere.py",)), "no such file"),
    (replace(TRUE, by=("moderation/text/__init__.py",)), "does not cite 1.1"),
    (replace(TRUE, by=("no-such/detector",)), "there is none"),
    (replace(TRUE, tests=("tests/nowhere.py::test_x",)), "no such file"),
    (replace(TRUE, tests=("tests/test_coverage.py::test_x",)), "no such test"),
    (replace(TRUE, tests=("tests/test_coverage.py::test_the_row_is_true",)), "does not name 1.1"),
    (replace(TRUE, state=State.IMPOSSIBLE), "does not say what stands in for it"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "says"), LIES, ids=[says for _, says in LIES])
def test_a_lie_is_found(row: Clause, says: str) -> None:
    """The row without the lie, which names clause 1.1 by this line, is true."""
    assert not list(lies(TRUE))
    assert any(says in lie for lie in lies(row))


@pytest.mark.parametrize(
    ("text", "clause", "named"),
    [
        ("Map 5.16, 5.16b.", "5.16", True),
        ("Map 5.16b.", "5.16", False),
        ("(map 1.1)", "1.1", True),
        ("Map 11.1.", "1.1", False),
        ("Map 1.10, 1.11.", "1.1", False),
        ("Version 2.1.3", "2.1", False),
        ("Ends with 2.1.", "2.1", True),
    ],
)
def test_a_clause_is_named_by_its_whole_id(text: str, clause: str, named: bool) -> None:
    assert names(text, clause) is named


# The command


def rows_of(states: Iterable[State]) -> list[Clause]:
    return [clause for clause in TABLE if clause.state in states]


def test_touchline_policy_prints_a_line_for_each_clause() -> None:
    result = CliRunner().invoke(policy_command)
    assert result.exit_code == 0
    *lines, total = result.stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == IDS
    assert total.startswith(f"{len(IDS)} clauses: ")


@pytest.mark.parametrize("states", [[State.IMPOSSIBLE], [State.OUTSIDE, State.PLANNED], [State.DONE]])
def test_touchline_policy_prints_the_states_that_were_asked_for(states: list[State]) -> None:
    wanted = [argument for state in states for argument in ("--state", state.value)]
    plain = CliRunner().invoke(policy_command, wanted)
    assert [line.split("\t")[0] for line in plain.stdout.splitlines()[:-1]] == [clause.id for clause in rows_of(states)]
    listed = json.loads(CliRunner().invoke(policy_command, [*wanted, "--json"]).output)
    assert [row["id"] for row in listed] == [clause.id for clause in rows_of(states)]
    assert all(row["state"] in states for row in listed)


def test_touchline_policy_says_what_stands_in_for_what_cannot_be_done() -> None:
    output = CliRunner().invoke(policy_command, ["--state", "impossible", "--state", "outside"]).output
    for clause in rows_of([State.IMPOSSIBLE, State.OUTSIDE]):
        assert f"Instead: {clause.substitute}" in output
