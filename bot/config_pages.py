"""[pages] of the configuration: where this machine listens for browsers that open a link in a letter."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.config_reader import Reader
from bot.config_shape import PagesTable


def pages(reader: Reader, raw: Mapping[str, Any], taken: Collection[int]) -> tuple[str, int] | None:
    """An address and a port; None where letters are to carry no links. `raw` is the whole file, `taken` are the ports at which
    Touchline listens already: processes on a host share a port, and the system would give half of what comes to the other.
    """
    table = reader.section(PagesTable, raw.get("pages"), ("pages",))
    if table is None:
        return None
    if "public_address" not in raw:
        what = "[pages] is for links in letters, and nothing says where people reach them from outside."
        reader.wrong(("pages",), what, "Add public_address at the top of the file.")
    if "mail" not in raw:
        reader.wrong(("pages",), "[pages] is for links in letters, and nothing says how letters are sent.", "Add [mail].")
    where = reader.listener(table.listen, ("pages", "listen"), "127.0.0.1:3080")
    if where is not None and where[1] in taken:
        what = "[pages] listen has the port of [slack] or [health]."
        reader.wrong(("pages", "listen"), what, 'Give it a port of its own: listen = "127.0.0.1:3080"')
    return where
