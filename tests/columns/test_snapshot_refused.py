"""A snapshot that is not whole, or says what no snapshot says, is refused by name: never trusted, never a crash."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgraph.columns import FORMAT
from kgraph.columns.snapshot import read_snapshot
from kgraph.errors import SnapshotError
from kgraph.queries.opening import open_store
from tests.columns.snapshot_files import (
    EVERYTHING,
    START,
    find_gaps,
    flip,
    read_header,
    with_header,
    with_header_text,
    write,
)
from tests.graphs import make_claim, make_dataset, make_random_dataset


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A snapshot of a small dataset with some of everything."""
    return write(tmp_path_factory.mktemp("whole") / "made-up.kgraph", make_random_dataset(20)).read_bytes()


@pytest.fixture
def refuse(tmp_path: Path) -> Callable[[bytes], str]:
    """Return why bytes are refused, by the reader of snapshots and by whatever opens a dataset alike."""
    path = tmp_path / "spoilt.kgraph"

    def call(data: bytes) -> str:
        path.write_bytes(data)
        with pytest.raises(SnapshotError) as caught:
            open_store(path)
        assert str(caught.value) == f"The snapshot {path} {caught.value.reason}."
        return caught.value.reason

    return call


def test_a_bit_in_a_section_names_the_section(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    chance = random.Random(1)
    sections = [section for section in read_header(whole)["sections"] if section[3]]
    assert len(sections) > 60
    for name, _, place, length, _ in sections:
        for where in {place, place + length - 1, place + chance.randrange(length)}:
            reason = refuse(flip(whole, where, chance.randrange(8)))
            assert reason == f"is damaged: its section {name} does not match its checksum"


def test_a_bit_between_sections_is_found_too(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    gaps = list(find_gaps(whole))
    assert len(gaps) > 100
    for place in random.Random(2).sample(gaps, 100):
        assert refuse(flip(whole, place, place % 8)).startswith("is damaged: there is something before its section ")


def test_a_bit_in_the_header(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    chance = random.Random(3)
    length = int.from_bytes(whole[16:24], "little")
    for place in range(16):
        assert refuse(flip(whole, place, chance.randrange(8))) == "is no snapshot of kgraph"
    for place in range(16, 24):
        for bit in range(8):
            reason = refuse(flip(whole, place, bit))
            assert reason in (
                "is cut off within its header",
                "is damaged: its header does not match its checksum",
            ), place
    for place in [*range(24, START), *(START + chance.randrange(length) for _ in range(300))]:
        assert refuse(flip(whole, place, chance.randrange(8))) == "is damaged: its header does not match its checksum"


def test_no_bit_is_left_unwatched(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    chance = random.Random(4)
    for _ in range(300):
        refuse(flip(whole, chance.randrange(len(whole)), chance.randrange(8)))


def test_one_that_is_cut_off_anywhere(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    header = START + int.from_bytes(whole[16:24], "little")
    places = {*range(START + 2), header - 1, header, header + 1, len(whole) - 1}
    places |= {place + more for _, _, place, _, _ in read_header(whole)["sections"] for more in (0, 1)}
    places |= {random.Random(5).randrange(len(whole)) for _ in range(200)}
    for place in sorted(places - {len(whole)}):
        reason = refuse(whole[:place])
        if place < 16:
            assert reason == "is no snapshot of kgraph"
        elif place < header:
            assert reason == "is cut off within its header"
        else:
            assert reason == f"is cut off: {place:,} bytes instead of {len(whole):,}"


def test_what_is_behind_its_end(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    for more in (b"\0", b"\n", whole):
        assert refuse(whole + more).startswith(f"has something behind its end: {len(whole) + len(more):,} bytes")


def test_another_format(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    def later(header: dict[str, Any]) -> None:
        # What a later version lays out otherwise is not looked at.
        header.update(format=FORMAT + 1, sections={"other": "things"})

    assert refuse(with_header(whole, later)).startswith(f"has format {FORMAT + 1}.1")
    assert refuse(with_header(whole, lambda header: header.pop("format"))).startswith("has format None.1")
    reason = refuse(with_header(whole, lambda header: header.update(names="1, Unicode 3.0")))
    assert reason.startswith(f"has format {FORMAT}.1, Unicode 3.0; this version of kgraph reads {FORMAT}.1, Unicode 1")


def test_another_order_of_bytes(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    reason = refuse(with_header(whole, lambda header: header.update(byte_order="big")))
    assert reason == "was built on a machine with another byte order"


@pytest.mark.parametrize("data", [b"", b"\0", b"{}", b"kgraph", b"kgraph-snapshot\r\n" + bytes(64), bytes(4096)])
def test_what_is_no_snapshot(data: bytes, refuse: Callable[[bytes], str]) -> None:
    assert refuse(data) == "is no snapshot of kgraph"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "its header is no JSON"),
        (b"{", "its header is no JSON"),
        (b"\xff", "its header is no JSON"),
        (b"[" * 5000, "its header is no JSON"),
        (b"9" * 5000, "its header is no JSON"),
    ],
)
def test_a_header_that_is_no_json(text: bytes, reason: str, whole: bytes, refuse: Callable[[bytes], str]) -> None:
    assert refuse(with_header_text(whole, text)).startswith(f"cannot be used: {reason}")


@pytest.mark.parametrize("text", [b"[]", b"null", b'"text"', b"7", b"{}"])
def test_a_header_of_nothing(text: bytes, whole: bytes, refuse: Callable[[bytes], str]) -> None:
    assert refuse(with_header_text(whole, text)).startswith("has format None.None")


def change_section(name: str, /, **fields: Any) -> Callable[[dict[str, Any]], None]:
    at = {"name": 0, "code": 1, "place": 2, "length": 3, "checksum": 4}

    def change(header: dict[str, Any]) -> None:
        (section,) = (each for each in header["sections"] if each[0] == name)
        for field, value in fields.items():
            section[at[field]] = value(section[at[field]]) if callable(value) else value

    return change


ABSURD: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "no size": (lambda header: header.pop("size"), "its header has no size"),
    "a size that is no number": (lambda header: header.update(size="9"), "its header has no size"),
    "a size that is true": (lambda header: header.update(size=True), "its header has no size"),
    "no sections": (lambda header: header.pop("sections"), "its header has no sections"),
    "sections by name": (lambda header: header.update(sections={}), "its header has no sections"),
    "an empty list of sections": (lambda header: header["sections"].clear(), "its sections do not end where it does"),
    "no origin": (lambda header: header.pop("origin"), "its header has no origin"),
    "an origin of nothing": (lambda header: header.update(origin={}), "its origin is not told"),
    "no meta": (lambda header: header.pop("meta"), "its header has no meta"),
    "a section that is a number": (
        lambda header: header["sections"].__setitem__(0, 7),
        "the list of its sections cannot be read",
    ),
    "a section that lacks its checksum": (
        lambda header: header["sections"][3].pop(),
        "the list of its sections cannot be read",
    ),
    "a place that is no number": (change_section("subject", place=1.5), "the list of its sections cannot be read"),
    "an unknown type": (change_section("subject", code="d"), "section subject holds numbers of an unknown type"),
    "a type of two letters": (change_section("subject", code="BB"), "section subject holds numbers of an unknown type"),
    "a negative place": (change_section("subject", place=-64), "section subject is not where it belongs"),
    "a place behind the end": (change_section("subject", place=2**62), "section subject is not where it belongs"),
    "a place of another one": (
        change_section("subject", place=lambda place: place - 64),
        "section subject is not where it belongs",
    ),
    "a place between": (change_section("subject", place=lambda place: place + 1), "section subject is not where"),
    "a negative length": (change_section("subject", length=-1), "section subject is not where it belongs"),
    "an absurd length": (change_section("subject", length=2**63), "is not where it belongs"),
    "a length that is cut": (
        change_section("passage", length=lambda length: length - 1),
        "passage is missing, or not for",
    ),
    "half a number": (change_section("inc_start", length=lambda length: length - 1), "inc_start ends within a number"),
    "another type": (change_section("date_day", code="Q"), "section date_day holds numbers of the wrong type"),
    "another width": (change_section("claim.id.offsets", code="H"), "claim.id.offsets holds numbers of the wrong type"),
    "a name twice": (change_section("subject", name="support"), "section support is there twice"),
    "too many claims": (lambda header: header["meta"].update(claims=10**9), "there are 1000000000 claims"),
    "negative claims": (lambda header: header["meta"].update(claims=-1), "no number of claims or entities"),
    "another number of entities": (
        lambda header: header["meta"].update(entities=2),
        "section entity.type has",
    ),
    "one date less": (lambda header: header["meta"]["dates"].pop(), "section date_rank has"),
    "one kind less": (lambda header: header["meta"]["kinds"].pop(), "section kind_ties has"),
    "a prefix of ids": (lambda header: header["meta"].update(id_prefix="x"), "section claim.digest is missing"),
    "a prefix that is no text": (lambda header: header["meta"].update(id_prefix=7), "no number of claims or entities"),
    "a kind of five parts": (lambda header: header["meta"]["kinds"][0].__delitem__(slice(5, 7)), ""),
    "a kind that is null": (lambda header: header["meta"]["kinds"].__setitem__(0, None), ""),
    "a support that is a number": (lambda header: header["meta"]["supports"].__setitem__(0, [1]), ""),
    "a description of nothing": (lambda header: header["meta"].update(info={}), "DatasetInfo"),
    "a vocabulary of nothing": (lambda header: header["meta"].update(vocabulary={"roles": 7}), "Vocabulary"),
    "countries that are numbers": (lambda header: header["meta"].update(countries=[1]), ""),
}


@pytest.mark.parametrize("case", ABSURD)
def test_a_header_that_says_what_cannot_be(case: str, whole: bytes, refuse: Callable[[bytes], str]) -> None:
    change, part = ABSURD[case]
    reason = refuse(with_header(whole, change))
    assert reason.startswith("cannot be used: ")
    assert part in reason


def list_meta(data: bytes) -> list[str]:
    return [name for name in read_header(data)["meta"] if name != "format"]


def test_whatever_is_missing_in_meta_is_named(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    names = list_meta(whole)
    assert len(names) > 14
    for name in names:
        for change in (
            lambda header, name=name: header["meta"].pop(name),
            lambda header, name=name: header["meta"].update({name: None}),
        ):
            assert refuse(with_header(whole, change)) == f"cannot be used: meta has no {name}"


def test_whatever_section_is_missing_or_under_another_name(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    for name, *_ in read_header(whole)["sections"]:
        reason = refuse(with_header(whole, change_section(name, name=name[:-1] + "~")))
        assert name.removeprefix("names/") in reason, name
        assert "missing" in reason or "has no section" in reason


def test_whatever_section_is_shorter_by_a_number(whole: bytes, refuse: Callable[[bytes], str]) -> None:
    """Cut by so much that the next one still begins where it did."""
    widths = {"B": 1, "H": 2, "I": 4, "Q": 8, "q": 8}
    free = {"inc_loose", "pair_at", "pair_claim", "word.template", "word.entity", "word.date", "names/labels.texts"}
    seen = 0
    sections = read_header(whole)["sections"]
    for name, code, _, length, _ in sections[:-1]:
        width = widths[code]
        if length < 2 * width or length % 64 == width or name.endswith(".texts") or name in free:
            continue
        seen += 1
        reason = refuse(with_header(whole, change_section(name, length=length - width)))
        assert name.startswith("names/") or name in reason or "is for" in reason or "where there are" in reason, reason
    assert seen > 30


def test_claims_whose_ids_are_numbers(tmp_path: Path, refuse: Callable[[bytes], str]) -> None:
    dataset = make_dataset([make_claim(f"event-{number:016x}", "a", "b") for number in range(5)])
    data = write(tmp_path / "events.kgraph", dataset).read_bytes()
    assert "claim.id.offsets is missing" in refuse(with_header(data, lambda header: header["meta"].pop("id_prefix")))
    assert "claim.digest" in refuse(with_header(data, change_section("claim.digest", code="q")))


def test_a_folder_is_no_snapshot(tmp_path: Path) -> None:
    (tmp_path / "folder.kgraph").mkdir()
    with pytest.raises(OSError, match="directory"):
        read_snapshot(tmp_path / "folder.kgraph")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file here that cannot be read")
def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "unreadable.kgraph").symlink_to("/proc/self/mem")
    with pytest.raises(SnapshotError, match=r"unreadable\.kgraph cannot be read: Input/output error"):
        open_store(tmp_path / "unreadable.kgraph")


@pytest.mark.skipif(os.name != "posix", reason="another system deals with open files in other ways")
def test_one_that_is_replaced_or_removed_goes_on_for_whoever_has_it_open(tmp_path: Path) -> None:
    dataset, other = make_random_dataset(3), make_random_dataset(4)
    path = write(tmp_path / "made-up.kgraph", dataset)
    store = open_store(path)
    write(path, other)
    assert store.find_claims(EVERYTHING, None, 100).items == dataset.claims
    assert open_store(path).find_claims(EVERYTHING, None, 100).items == other.claims
    path.unlink()
    assert store.find_entities((), None, 100).items == dataset.entities
