"""New names made of the parts of real ones, so that a search over them has as much to tell apart."""

from __future__ import annotations

import random
from collections.abc import Iterable

MAX_DRAWS = 12
# Words by which a name without brackets is told from a person's.
_OF_ORGANISATIONS = (
    "of for the and in de court party union ministry council bank army front movement group company corporation "
    "association organization organisation committee agency university national international united states "
    "government democratic republic liberation people's police office department force forces commission"
)


class NameInventor:
    """Draws names that no entity bears yet: a given and a family name, or a role and a country in brackets.

    >>> inventor = NameInventor(["Wen Jiabao", "Tony Blair", "Police (Chad)", "Villager (Mali)"], random.Random(1))
    >>> sorted(inventor.invent(like) for like in ("Police (Chad)", "Tony Blair", "Tony Blair"))
    ['Villager (Chad)', 'Wen Tony Blair', 'Wen Tony Jiabao']
    """

    def __init__(self, names: Iterable[str], chance: random.Random) -> None:
        """Take the parts from these names, which count as borne."""
        self._chance = chance
        self._borne = set(names)
        of_organisations = set(_OF_ORGANISATIONS.split())
        roles, places, given, family = set(), set(), set(), set()
        for name in self._borne:
            role, bracket, place = name.partition(" (")
            words = name.split()
            if bracket and place.endswith(")"):
                roles.add(role)
                places.add(place[:-1])
            elif 2 <= len(words) <= 4 and not of_organisations & {word.casefold() for word in words}:
                given.add(words[0])
                family.add(" ".join(words[1:]) if len(words) == 2 else words[-1])
        self._roles, self._places, self._given, self._family = map(sorted, (roles, places, given, family))

    def invent(self, like: str) -> str:
        """Return a new name of the same kind as a given one; once such are used up, a person's or a numbered one."""
        is_role = like.endswith(")") and bool(self._roles)
        for draw in range(2 * MAX_DRAWS):
            name = self._draw_role() if is_role and draw < MAX_DRAWS else self._draw_person(draw % MAX_DRAWS > 2)
            if name and name not in self._borne:
                break
        else:
            name = f"{like} {len(self._borne)}"
        self._borne.add(name)
        return name

    def _draw_role(self) -> str:
        choose = self._chance.choice
        return f"{choose(self._roles)} ({choose(self._places)})"

    def _draw_person(self, with_middle: bool) -> str:
        if not self._given:
            return ""
        choose = self._chance.choice
        middle = f"{choose(self._given)} " if with_middle or self._chance.random() < 0.2 else ""
        return f"{choose(self._given)} {middle}{choose(self._family)}"
