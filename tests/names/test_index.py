"""The index answers as its contract says, plainly written down; and it can be kept in a file."""

from __future__ import annotations

import mmap
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from kgraph.names import WAYS, IndexedName, NameIndex, latin_forms
from tests.names.plain_index import PlainIndex
from tests.names.scoring import load_forms, load_store

EVENTS = Path(__file__).resolve().parents[3] / "shared" / "events" / "icews.tsv"
TYPED_LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзиүқ习平 1'"
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
    "习近平托卡也夫北京上海",
    "aeiouytkhjqxzsc'-.ыйиеёкоТКАЕВнҚғөұәі习近平托卡şçğıöéǐ\u0301\u0306\u200b\u00ad’—0123",
)


def article_names() -> list[IndexedName]:
    return [
        IndexedName(entity.id, text, lang, kind)
        for entity in load_store()[1]
        for text, lang, kind in [
            (entity.name, "en", "name"),
            *((each.text, each.lang, each.kind) for each in entity.names),
        ]
    ]


def made_up_names(choice: random.Random, count: int) -> list[IndexedName]:
    """Names of a few words in several scripts, some of them mixed, that share words and owners."""
    words = ["The", "the", "Тokayev", "Тoкаев", "Khorgos", "Хоргос", "Қорғас", "Korgas", "1718", "1719", "ﷺ"]
    for _ in range(count // 5):
        alphabet = choice.choice(ALPHABETS)
        words.append("".join(choice.choice(alphabet) for _ in range(choice.randint(1, 9))))
    return [
        IndexedName(
            f"e{choice.randrange(count // 3)}",
            " ".join(choice.choice(words) for _ in range(choice.randint(1, 4))),
            choice.choice(["en", "ru", "kk-Cyrl", "zh-Hans"]),
            choice.choice(["name", "abbreviation"]),
        )
        for _ in range(count)
    ]


def event_names(choice: random.Random, count: int) -> list[IndexedName]:
    if not EVENTS.exists():
        pytest.skip(f"the events are not at {EVENTS}")
    with EVENTS.open(encoding="utf-8") as lines:
        found = sorted({row.split("\t")[column] for row in lines for column in (0, 2)})
    return [IndexedName(f"e{choice.randrange(count)}", text, "en", "name") for text in choice.sample(found, count)]


def type_otherwise(text: str, choice: random.Random) -> str:
    """Return a name as it is, misspelt once or twice, begun, in another order, or in other letters."""
    way = choice.randrange(8)
    if way in (1, 2):
        return edit(text, choice) if way == 1 else edit(edit(text, choice), choice)
    if way == 3:
        return text[: choice.randint(1, 4)]
    if way == 4:
        return " ".join(choice.sample(text.split(), len(text.split())))
    if way == 5:
        return edit(choice.choice(text.split() or [""]), choice)
    if way == 6:
        return (*latin_forms(text), text.upper())[-choice.randint(1, 2)] if latin_forms(text) else text.upper()
    return text[choice.randrange(len(text)) :] if way == 7 and text else text


def edit(text: str, choice: random.Random) -> str:
    place, letter = choice.randrange(len(text) + 1), choice.choice(TYPED_LETTERS)
    before, after = text[:place], text[place:]
    return choice.choice(
        [
            before + letter + after[1:],
            before + after[1:],
            before + letter + after,
            before + after[1:2] + after[:1] + after[2:],
        ]
    )


def compare(names: list[IndexedName], typed: Iterable[str], choice: random.Random) -> None:
    index, plain = NameIndex(names), PlainIndex(names)
    for text in typed:
        limit = choice.choice([1, 2, 3, 5, 10, 100])
        assert index.search(text, limit) == plain.search(text, limit), (text, limit)
        assert index.complete(text, limit) == plain.search(text, limit, WAYS[:4]), (text, limit)
        assert index.resolve(text) == plain.resolve(text), text


def test_the_answers_about_the_article_are_those_of_the_contract() -> None:
    choice = random.Random(1)
    names = article_names()
    typed = [form.typed for form in choice.sample(load_forms(), 40)]
    typed += [type_otherwise(choice.choice(names).text, choice) for _ in range(40)]
    compare(names, typed, choice)


@pytest.mark.parametrize("seed", range(3))
def test_the_answers_about_names_of_many_scripts_are_those_of_the_contract(seed: int) -> None:
    choice = random.Random(seed)
    names = made_up_names(choice, 300)
    compare(names, [type_otherwise(choice.choice(names).text, choice) for _ in range(50)], choice)


def test_the_answers_about_events_are_those_of_the_contract() -> None:
    choice = random.Random(3)
    names = event_names(choice, 1000)
    compare(names, [type_otherwise(choice.choice(names).text, choice) for _ in range(50)], choice)


def test_a_prefix_of_thousands_of_names_gives_the_best_of_them() -> None:
    choice = random.Random(5)
    names = [
        IndexedName(f"e{choice.randrange(700)}", "ab" + "c" * choice.randint(1, 90) + f" ab{number}", "en", "name")
        for number in range(2000)
    ]
    compare(names, ["a", "ab", "abc", "abccc"], choice)
    index = NameIndex(names)
    for prefix in ("a", "ABC", "abccc", "x", ""):
        found = [index.name(number) for number in index.find_begun(prefix, 7)]
        assert [(name.owner, name.text) for name in found] == [
            (match.owner, match.text) for match in index.complete(prefix, 7)
        ]
    assert [index.name(number) for number in range(len(index))] == sorted(set(names))


def test_an_index_from_a_file_answers_alike(tmp_path: Path) -> None:
    names = made_up_names(random.Random(7), 300)
    index = NameIndex(names)
    path, places, size = tmp_path / "names", {}, 0
    with path.open("wb") as file:
        for name, section in index.to_sections().items():
            places[name] = (size, size + section.nbytes)
            size += file.write(bytes(section) + bytes(-section.nbytes % 8))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        whole = memoryview(mapped)
        sections = {name: whole[start:end] for name, (start, end) in places.items()}
        again = NameIndex.from_sections(sections)
        assert len(again) == len(index)
        for name in names:
            assert again.search(name.text, 5) == index.search(name.text, 5)
        assert {name: bytes(section) for name, section in again.to_sections().items()} == {
            name: bytes(section) for name, section in index.to_sections().items()
        }
        # A mapped file is closed only when nothing points into it.
        del again
        for section in sections.values():
            section.release()
        whole.release()


def test_the_sections_are_the_same_whatever_the_order() -> None:
    names = made_up_names(random.Random(8), 200)
    first, second = NameIndex(names).to_sections(), NameIndex([*reversed(names), *names]).to_sections()
    assert {name: bytes(section) for name, section in first.items()} == {
        name: bytes(section) for name, section in second.items()
    }


@pytest.mark.parametrize("name", sorted(NameIndex([]).to_sections()))
def test_a_section_that_is_missing_or_cut_is_named(name: str) -> None:
    sections = NameIndex(made_up_names(random.Random(9), 50)).to_sections()
    with pytest.raises(ValueError, match=f"no section '{name}'"):
        NameIndex.from_sections({other: section for other, section in sections.items() if other != name})
    if sections[name].nbytes > 1:
        for kept in (sections[name].nbytes - 1, sections[name].nbytes // 16 * 8):
            with pytest.raises(ValueError, match=name.partition(".")[0]):
                NameIndex.from_sections(sections | {name: sections[name][:kept]})


def test_a_latin_name_takes_few_bytes_and_is_kept_once() -> None:
    choice = random.Random(2)
    names = [IndexedName(f"{number:08}", _two_words(choice), "en", "name") for number in range(5000)]
    index = NameIndex(names)
    assert sum(section.nbytes for section in index.to_sections().values()) / len(names) < 150


def _two_words(choice: random.Random) -> str:
    # As in a large list of names: most words are those of many names.
    return " ".join(
        f"{choice.choice('bdgklmnrst')}{choice.randrange(90):b}a".translate({48: "o", 49: "in"}) for _ in "12"
    )


PURE = """
import sys
from kgraph.kernel import names, names_pure
from kgraph.names import IndexedName, NameIndex
assert names.find_near is names_pure.find_near
index = NameIndex([IndexedName("tokayev", "Тоқаев", "kk-Cyrl", "alias"), IndexedName("ili", "Ili River", "en", "name")])
for typed in ("Toqaev", "Tokaef", "riv", "River Ili"):
    print(*(match.owner + "/" + match.how for match in index.search(typed)))
"""


def test_without_compiled_loops_the_index_works_as_well() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PURE], env={"KGRAPH_PURE": "1"}, capture_output=True, encoding="utf-8", check=False
    )
    assert (run.stderr, run.stdout.split()) == (
        "", ["tokayev/transliteration", "tokayev/typo", "ili/prefix", "ili/words"],
    )  # fmt: skip
