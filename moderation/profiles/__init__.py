"""Profiles: what one kind of organisation has promised, as settings. The five ready ones lie beside this file as TOML.

Where the source policies contradict each other (policy map §12) there is a setting, never a constant. `bot` reads the files;
everything here receives them as values.
"""

from moderation.profiles.types import Profile, Response, TellAdult

__all__ = ["Profile", "Response", "TellAdult"]
