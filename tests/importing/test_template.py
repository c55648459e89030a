"""Statements from templates, in which every name is a word of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.importing.template import PLACEHOLDERS, parse_template

VALUES = dict.fromkeys(PLACEHOLDERS, "N")


@pytest.mark.parametrize(
    "text", ["{subject} – {predicate} – {object}, on {date}.", "({subject})/{object}: {date}", "“{subject}” {object}"]
)
def test_what_stands_apart_is_filled_in(text):
    expected = text
    for word in PLACEHOLDERS:
        expected = expected.replace(f"{{{word}}}", "N")
    assert parse_template(text).fill(**VALUES) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{subject}s", "stand apart"),
        ("un{subject}", "stand apart"),
        ("{subject}'s", "stand apart"),
        ("{subject}’s", "stand apart"),
        ("ʼ{subject}", "stand apart"),
        ("{subject}{object}", "stand apart"),
        ("{subject}_", "stand apart"),
        ("{subject}1", "stand apart"),
        ("{subjet}", "did you mean subject"),
        ("{}", "unknown placeholder"),
        ("{subject", "belongs to no placeholder"),
        ("subject}", "belongs to no placeholder"),
        ("{{subject}}", "belongs to no placeholder"),
        ("{subject!r}", "belongs to no placeholder"),
        ("{subject.id}", "belongs to no placeholder"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        parse_template(text)


@given(st.text(alphabet="{}subjectoa '’.,x ", max_size=40))
def test_any_text_is_a_template_or_refused(text):
    try:
        template = parse_template(text)
    except ValueError:
        return
    assert template.fill(**{word: f"{{{word}}}" for word in PLACEHOLDERS}) == text
