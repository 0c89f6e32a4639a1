"""What all tests share."""

from hypothesis import settings

# No test is about how long something takes: a busy machine must not fail one. Speed belongs in `make bench`.
settings.register_profile("touchline", deadline=None)
settings.load_profile("touchline")
