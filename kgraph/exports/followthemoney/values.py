"""Values as FollowTheMoney keeps them: what its tools would change or drop on reading is changed, or dropped, here.

So a file is the same before and after it was cleaned, and what is lost is known; a test holds these functions to the
package's own.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import ParseResult, urlparse

# Of a `name`, a `string` and a `text`, by the types of the model.
MAX_NAME_CHARACTERS = 384
MAX_STRING_CHARACTERS = 1024
MAX_TEXT_CHARACTERS = 65_000
_SPACES = (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x0A00, 0x1680, 0x202F, 0x205F, 0x3000)
# Marks that are not seen: joiners, soft hyphens, and those by which a text changes its direction.
_UNSEEN = (*range(0x200B, 0x2010), 0x061C, *range(0x2060, 0x2065), 0x00AD, 0xFEFF)
_UNSAFE = {**dict.fromkeys(range(0x20)), **dict.fromkeys(range(0x7F, 0xA0))}
_UNSAFE |= {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_UNSEEN)}
_DOUBTFUL = re.compile(f"[{''.join(map(re.escape, map(chr, _UNSAFE)))}]")
_QUOTED = re.compile(r'^["\'](.*)["\']$')
_WHITE = re.compile(r"\s+")
# A year, month or day without any doubt about it, in the years that FollowTheMoney knows; a season is none of them.
_CERTAIN = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?\Z", re.ASCII)
_HOST_LABEL = re.compile(r"[\w-]{1,63}\Z")
_LETTER = re.compile(r"[^\W_]")


def clean_text(text: str, limit: int = MAX_TEXT_CHARACTERS) -> str:
    """Return a text in Unicode's composed form (NFC), without marks that are not seen, of at most `limit` characters.

    >>> clean_text("Astana\\u200b Times\\u2028"), clean_text("Cafe\\u0301")
    ('Astana Times', 'Café')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _DOUBTFUL.search(text):
            text = text.translate(_UNSAFE)
    text = text.strip()
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def clean_name(text: str) -> str:
    """Return a name without quotation marks around it; empty if there is nothing but them.

    >>> clean_name('"Kazatomprom"'), clean_name("''")
    ('Kazatomprom', '')
    """
    while True:
        cleaned = _WHITE.sub(" ", _QUOTED.sub(r"\1", clean_text(text, MAX_NAME_CHARACTERS))).strip()
        if cleaned == text:
            return cleaned
        text = cleaned


def clean_texts(texts: Iterable[str], limit: int = MAX_TEXT_CHARACTERS) -> list[str]:
    """Return texts cleaned, each once, without those of which nothing is left."""
    return list(dict.fromkeys(cleaned for text in texts if (cleaned := clean_text(text, limit))))


def clean_url(url: str) -> str | None:
    """Return an address as FollowTheMoney writes it; None if it takes its host for none.

    >>> clean_url("HTTPS://example.org"), clean_url("http://x.y/z")
    ('https://example.org/', None)
    """
    try:
        parsed = urlparse(url)
        if clean_text(url) != url or not _has_host(parsed):
            return None
    except ValueError:  # a port that is none, half an address of IPv6
        return None
    return parsed._replace(path=parsed.path.strip() or "/").geturl()


def _has_host(parsed: ParseResult) -> bool:
    host = parsed.hostname
    if not host or _WHITE.search(parsed.netloc) or (parsed.port or 0) < 0:
        return False
    try:
        return bool(ip_address(host))
    except ValueError:
        labels = host.rstrip(".").split(".")
    if len(labels) > 1 and (len(labels[-1]) < 2 or labels[-1].isdigit()):
        return False
    return all(_HOST_LABEL.match(label) and _LETTER.search(label) for label in labels)


def find_certain_date(text: str | None) -> str | None:
    """Return a date that FollowTheMoney can hold; None of one with any doubt, with an open year, or out of its years.

    >>> find_certain_date("2023-05"), find_certain_date("2023?-05-19"), find_certain_date("XXXX-01-06")
    ('2023-05', None, None)
    """
    return text if text is not None and _CERTAIN.match(text) else None


def find_period(valid: str) -> dict[str, list[str]]:
    """Return what is certain of the time for which a claim holds, by the properties of a link.

    >>> find_period("2017/2023"), find_period("2022-01/.."), find_period("2023?-09/2024"), find_period("[2025..]")
    ({'startDate': ['2017'], 'endDate': ['2023']}, {'startDate': ['2022-01']}, {'endDate': ['2024']}, {})
    """
    start, is_interval, end = valid.partition("/")
    parts = {"startDate": start, "endDate": end} if is_interval else {"date": start}
    return {name: [text] for name, text in parts.items() if find_certain_date(text)}


def find_moment(moment: datetime.datetime) -> str | None:
    """Return a moment to the second, in UTC, which FollowTheMoney does not say; None if it is out of its years.

    >>> find_moment(datetime.datetime.fromisoformat("2024-05-31T17:00:00+05:00"))
    '2024-05-31T12:00:00'
    """
    try:
        text = moment.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    except OverflowError:
        return None
    return text if find_certain_date(text[:10]) else None
