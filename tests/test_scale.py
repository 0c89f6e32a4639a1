"""The figures in docs/scale.md are the simulation's, and it behaves as sums do."""

from dataclasses import replace

from tools.scale import PAGE, SIZES, Assumed, Measured, filled, simulate


def test_the_page_is_current() -> None:
    page = PAGE.read_text("utf-8")
    assert filled(page) == page, "the simulation has changed: run `python -m tools.scale`"


def test_twice_as_many_take_about_twice_as_much() -> None:
    once, twice = (simulate(count, Measured(), Assumed()) for count in (200_000, 400_000))
    assert 1.9 < twice.pounds / once.pounds < 2.1
    assert 1.99 < twice.a_day / once.a_day < 2.01


def test_what_costs_twice_the_time_takes_twice_the_cores() -> None:
    large = replace(Assumed(), in_a_worker=SIZES[-1])  # so that it is the messages which count
    dearer = simulate(SIZES[-1], replace(Measured(), worker_model=2 * Measured().worker_model), large)
    usual = simulate(SIZES[-1], Measured(), large)
    assert dearer.worker_cores > 1.3 * usual.worker_cores
    assert dearer.database_cores == usual.database_cores
