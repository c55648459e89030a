"""Why a text is no date: reasons in words, for the mistakes that people make."""

from __future__ import annotations

import re

from kgraph.dates.day import MAX_YEAR_DIGITS

_FORMS = "it has none of the supported forms, such as 2023, 2023-05, 2023-05-19, 2023-05/.. or [2025..]"
_UNSPECIFIED = (
    "unspecified digits are the last one or two of a year that stands alone (201X, 20XX), a whole month or"
    " day from the right (2004-XX, 2004-06-XX, 2004-XX-XX), or the whole year before a month (XXXX-01-06)"
)

# The first pattern that the whole text matches gives the reason, so the narrow ones come first.
_REASONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (r"", "it is empty"),
        (r"\.\.", "an interval open at both ends is written ../.."),
        (r"open|unknown", "an open end is written .. and an unknown one is left empty: 2023/.. or 2023/"),
        (r".*\.\..*", "a span between two dates is written with a slash: 2023/2025"),
        (r".*[0-9?~%X]T[0-9].*", "a time follows an unqualified day that stands alone: 2023-05-19T10:30:00"),
        (r"\{.*", "all-of-a-set in braces is not supported; one-of-a-set in brackets is: [2024,2025]"),
        (r".*[][].*", "a set is one pair of brackets around the whole text: [2024,2025]"),
        (r".*[?~%]{2}.*", "qualifiers do not stand side by side; % means both uncertain and approximate"),
        (r"[0-9Xxu?~%-]*[xu].*", "an unspecified digit is a capital X"),
        (r"y-?[0-9].*", "the prefix of a long year is a capital Y"),
        (r"Y?-?[0-9X]+E[0-9].*|.*[0-9]S[0-9]+.*", "exponents and significant digits are not supported"),
        (r"Y-?0.*", "a long year has no leading zero"),
        (r"Y-?[0-9]{1,4}([^0-9].*)?", "the prefix Y is for years of more than four digits"),
        (rf"Y-?[0-9]{{{MAX_YEAR_DIGITS + 1},}}.*", f"a year has at most {MAX_YEAR_DIGITS} digits"),
        (r"\+.*", "a year has no plus sign"),
        (r"[0-9]{8}", "year, month and day are joined by hyphens: 2023-05-19"),
        (r"-?[0-9]{5,}.*", "a year has four digits, or more with the prefix Y: Y12023"),
        (r"-?[0-9]{4}[?~%]?-[?~%]?[0-9]([?~%-].*)?", "a month takes two digits: 2023-05"),
        (r"-?[0-9]{4}[?~%]?-[?~%]?[0-9]{2}[?~%]?-[?~%]?[0-9][?~%]?", "a day takes two digits: 2023-05-09"),
        (r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}", "the year comes first: 2023-05-19"),
        (r"-?[0-9]{1,3}([^0-9X].*)?", "a year takes four digits: 0476"),
        (r"[^X]*[0-9-]X.*|XX.*", _UNSPECIFIED),
        (r".*[?~%]", "a qualifier stands immediately left or right of a component: 2023?, 2023-~05"),
    )
)


def refusal_of_date(text: str) -> str:
    """The reason why the text is not one date.

    >>> refusal_of_date("19.05.2023")
    'the year comes first: 2023-05-19'
    """
    return next((reason for pattern, reason in _REASONS if pattern.fullmatch(text)), _FORMS)


def refusal_of_text(text: str, max_length: int) -> str | None:
    """The reason why the characters alone rule out a date: none, too many, white space, foreign ones."""
    if not text:
        return "it is empty"
    if len(text) > max_length:
        return f"it is longer than {max_length} characters"
    for character in text:
        if character.isspace():
            return "it contains white space"
        if not "!" <= character <= "~":
            return f"it contains {character!r}: digits, hyphens and all other signs are plain ASCII"
    return None
