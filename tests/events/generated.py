"""A made-up table of events in the form of the ICEWS ones, the same on every machine."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path

ROWS = 4000
FIRST, LAST = date(2012, 1, 1), date(2014, 12, 31)
COUNTRIES = (
    *("Kazakhstan", "China", "Russia", "Japan", "Georgia", "Azerbaijan", "Kyrgyzstan", "Uzbekistan", "Mongolia"),
    *("South Korea", "Turkey", "India", "Afghanistan", "Iran"),
)
ROLES = ("Police", "Citizen", "Government", "Foreign Affairs", "Media", "Military", "Head of Government", "Protester")
PEOPLE = tuple(
    f"{given} {family}"
    for given, family in product(
        ("Aigerim", "Bolat", "Élodie", "Li", "Naoko", "Nurlan", "Pyotr", "Sevil"),
        ("Ibragimov", "Ishiguro", "Iskakov", "Müller", "Orozbekov", "Sarsenova", "Sokolov", "Ünal", "Wenhua"),
    )
)
# The last two read alike: whoever types either has to be told of both.
OTHERS = ("Shanghai Cooperation Organization", "Central Asia", "Harbour Times", "The Harbour Times")
RELATIONS = (
    *("Make statement", "Consult", "Express intent to meet or negotiate", "Make an appeal or request", "Host a visit"),
    *("Make a visit", "Arrest, detain, or charge with legal action", "Praise or endorse", "Criticize or denounce"),
    *("Accuse", "Engage in negotiation", "Sign formal agreement", "Provide economic aid", "Grant asylum", "Reject"),
    *("Threaten", "Investigate", "Demand", "Use conventional military force", "Meet at a 'third' location"),
    *("fight with small arms and light weapons", "Impose embargo, boycott, or sanctions", "Provide aid"),
)
# Who deals with nobody else: from everybody else there is no path to these.
ISLAND = ("Captain Ines Tarn", "Ferry Line")
REPEATED, LOOPS = 40, 12


def write_made_up_table(path: Path, rows: int = ROWS, seed: int = 4) -> Path:
    """Write the table: few act often and many seldom, in bursts; with repeated rows, loops and a space too many."""
    chance = random.Random(seed)
    roles = [f"{role} ({country})" for country, role in product(COUNTRIES, ROLES)]
    chance.shuffle(roles)
    actors = [*COUNTRIES, *OTHERS, *roles, *PEOPLE]
    weights = [*accumulate(1 / (rank + 2) for rank in range(len(actors)))]
    kinds = [*accumulate(1 / (rank + 1) for rank in range(len(RELATIONS)))]
    days = (LAST - FIRST).days + 1
    made = [(ISLAND[0], "Consult", ISLAND[1], FIRST), ("Li Wenhua\u00a0", "Make statement", "China", LAST)]
    # Everybody acts at least once.
    made += [(actor, "Make statement", "China", FIRST + timedelta(at % days)) for at, actor in enumerate(actors)]
    while len(made) < rows - REPEATED - LOOPS:
        one, other = chance.choices(actors, cum_weights=weights, k=2)
        start, burst = chance.randrange(days), chance.choice((1, 1, 1, 2, 4))
        for relation in chance.choices(RELATIONS, cum_weights=kinds, k=burst if one != other else 0):
            made.append((one, relation, other, FIRST + timedelta(min(start + chance.randrange(6), days - 1))))
            one, other = chance.choice(((one, other), (other, one)))
    made += [(actor, "Praise or endorse", actor, FIRST) for actor in chance.sample(actors, LOOPS)]
    made += chance.sample(made, REPEATED)
    chance.shuffle(made)
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in made), "utf-8")
    return path
