"""One letter more, fewer, other or swapped: what is left of a stored name is no certain name of anything.

Every name of the dataset is put to the test. What still resolves must be among the exchanges of letters that people
who write these names make on purpose.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from kgraph.names import compact_key
from kgraph.names.scripts import has_cyrillic, has_han, has_latin
from tests.names.scoring import iter_names, load_store

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
MIN_LETTERS = 4
# Of the letters that could be put in or in the place of another, how many are tried at each place.
TRIED = 1

# Romanisation: what one standard writes and another does not.
SPELT_OTHERWISE = {
    *("k-", "y-", "s-", "h-", "g-", "e-", "д-"),
    *("+s", "+i", "+h", "+y", "+j", "+d", "+g", "+e", "+и"),
    *("y>i", "i>y", "y>j", "i>j", "k>q", "q>k", "k>c", "k>x", "q>h", "q>x", "h>x", "x>s", "j>z", "s>z", "e>a", "u>o"),
    *("o>a", "u>y", "х>к", "и>ы"),
    *("+b", "+n"),  # the initial of a first name: B. Nazarbayev
}
# Kazakh as it is typed with the letters of Russian.
WITHOUT_KAZAKH_LETTERS = {"ә>а", "ғ>г", "қ>к", "ң>н", "ө>о", "ұ>у", "ү>у", "һ>х", "і>и"}


def iter_edits(name: str, choice: random.Random) -> Iterator[tuple[str, str]]:
    """Yield what was done to a name, and what is left of it: every loss, doubling and swap, and some exchanges."""
    places = [place for place, letter in enumerate(name) if letter.isalnum()]
    if len(places) < MIN_LETTERS or has_han(name):
        return
    letters = CYRILLIC if has_cyrillic(name) else LATIN
    for place in places:
        before, letter, after = name[:place], name[place].casefold(), name[place + 1 :]
        yield f"{letter}-", before + after
        for further in {letter, *choice.sample(letters, TRIED)}:
            yield f"+{further}", before + letter + further + after
        for other in set(choice.sample(letters, TRIED)) - {letter}:
            yield f"{letter}>{other}", before + other + after
        if after[:1].isalnum() and after[0].casefold() != letter:
            yield "swap", before + after[0] + letter + after[1:]


def test_a_slip_of_one_letter_is_no_certain_name() -> None:
    store, _ = load_store()
    names = {name: owner for name, owner in iter_names() if has_latin(name.casefold()) or has_cyrillic(name)}
    stored = {compact_key(name) for name in names}
    choice = random.Random(1)
    resolved, count = [], 0
    for name, owner in names.items():
        for edit, typed in iter_edits(name, choice):
            if compact_key(typed) in stored:
                continue
            count += 1
            found = {match.owner for match in store.resolve_name(typed)}
            if found and not (edit in SPELT_OTHERWISE | WITHOUT_KAZAKH_LETTERS and _may_be(found, owner)):
                resolved.append((edit, name, typed, found))
    assert count > 50_000
    assert resolved == []


def _may_be(found: set[str], owner: str) -> bool:
    # Nazarbaev with an initial before it is one of the two who bear the name.
    return owner in found or {owner, *found} == {"bolat-nazarbayev", "nursultan-nazarbayev"}


def test_no_stored_name_names_another_entity() -> None:
    store, _ = load_store()
    bearers: dict[str, set[str]] = {}
    for name, owner in iter_names():
        bearers.setdefault(compact_key(name), set()).add(owner)
    for name, _owner in iter_names():
        for typed in (name, name.upper(), name.lower(), name.title()):
            found = {match.owner for match in store.resolve_name(typed)}
            assert found == bearers[compact_key(name)], typed
