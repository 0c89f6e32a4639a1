"""Prepares the packaged gazetteer of England from a register and from ordinary talk:

    python -m tools.schools REGISTER.csv --ordinary TALK.txt --ordinary TALK.jsonl

Of the register (Department for Education, Open Government Licence) it keeps the open schools' names as people write them,
with their postcode districts, the towns that have three schools or more, and the smaller places. Of the talk it keeps which
words of schools' names are ordinary words, so that no name is one of those alone.
"""

import argparse
import re
from collections import Counter
from pathlib import Path
from typing import Final

from bot.gazetteer.cores import Places
from bot.gazetteer.file import written
from bot.gazetteer.register import Register, read_register, rows

FOLDER: Final = Path(__file__).parent.parent / "bot" / "gazetteer"
SOURCE: Final = (
    "Contains public sector information licensed under the Open Government Licence v3.0:",
    "names and postcode districts of open schools, from the register of the Department for Education of England",
    "(Get information about schools, a copy of 2021). Prepared by tools/schools.py.",
)
#: Where somebody goes for a day, and what a register never names as a town.
COUNTIES: Final = """
bedfordshire berkshire buckinghamshire cambridgeshire cheshire cleveland cornwall cumbria derbyshire devon dorset durham
essex gloucestershire hampshire herefordshire hertfordshire huntingdonshire kent lancashire leicestershire lincolnshire
merseyside middlesex norfolk northamptonshire northumberland nottinghamshire oxfordshire rutland shropshire somerset
staffordshire suffolk surrey sussex warwickshire wiltshire worcestershire yorkshire london britain england wales
scotland ireland europe spain france
"""
OF_A_TOWN: Final = 3  # schools: whoever goes to a place with fewer may as well mean its school
SEEN: Final = 2  # times: a word of ordinary talk, and not somebody's name for himself


def main() -> None:
    """Write schools.txt, towns.txt, villages.txt and common.txt."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("register", type=Path)
    options.add_argument("--ordinary", type=Path, action="append", required=True)
    given = options.parse_args()
    every = list(rows(given.register, Register()))
    counted = Counter(row.town for row in every if re.fullmatch(r"[a-z][a-z' -]{1,40}", row.town))
    towns = sorted({*COUNTIES.split(), *(town for town, count in counted.items() if count >= OF_A_TOWN)})
    talk = Counter(word for path in given.ordinary for word in re.findall(r"[a-z]+", path.read_text("utf-8").lower()))
    villages = sorted(name for name in counted if name not in towns and not name.startswith("st"))
    used = {word for row in every for word in re.findall(r"[a-z]+", row.name.lower().replace("'", ""))}
    common = sorted(word for word in used if talk[word] >= SEEN)
    register = read_register(given.register, Places.of(towns, common))
    (FOLDER / "schools.txt").write_text(written(register.names, SOURCE), "utf-8")
    towns_of = ("# Towns of three schools or more.", *(f"# {line}" for line in SOURCE))
    (FOLDER / "towns.txt").write_text("\n".join((*towns_of, *towns)) + "\n", "utf-8")
    villages_of = ("# Places of one school or two.", *(f"# {line}" for line in SOURCE))
    (FOLDER / "villages.txt").write_text("\n".join((*villages_of, *villages)) + "\n", "utf-8")
    of_talk = (
        "# Words of schools' names that are ordinary words: those that stand twice in ordinary talk (Ubuntu IRC and SMS ham,",
        "# both CC BY 4.0; Topical-Chat, CDLA-Sharing 1.0). Prepared by tools/schools.py.",
    )
    (FOLDER / "common.txt").write_text("\n".join((*of_talk, *common)) + "\n", "utf-8")
    print(f"{register.schools} schools, {len(register.names)} names, {len(towns)} towns, {len(common)} ordinary words")


if __name__ == "__main__":
    main()
