"""What a path says of itself is what its hops say, worked out anew."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from kgraph.answers.views import Hop
from kgraph.records import Claim
from tests.date_meaning import Span, is_possible
from tests.queries.brute_force import find_tie_outlets, find_ties, is_doubtful
from tests.queries.test_paths import ask, make_questions, open_random

SEEDS = range(30)
# Where a date of the random datasets begins or ends, the days beside it, and days far away.
EDGES = [date(year, month, 1) for year in range(2020, 2027) for month in range(1, 13)] + [date(2023, 5, 19)]
DAYS = sorted({edge + timedelta(days) for edge in EDGES for days in (-1, 0, 1)} | {date(1000, 1, 1), date(3000, 1, 1)})


def ends_of(hop: Hop) -> frozenset[str]:
    return frozenset((hop.from_.id, hop.to.id))


def holds_on(claims: list[Claim], day: date) -> bool:
    """Tell whether one of the claims can hold on a day; a date without a year tells nothing."""
    known = [claim.valid for claim in claims if claim.valid is not None and not claim.valid.startswith("XXXX")]
    return any(is_possible(valid, Span(day, day)) for valid in known)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_path_is_weighed_as_its_hops_are(seed: int) -> None:
    dataset, kg = open_random(seed)
    for question in make_questions(seed, 6):
        ties = find_ties(dataset, question.filters)
        for path in ask(kg, question):
            hops = [ties[ends_of(hop)] for hop in path.hops]
            counts = [len(find_tie_outlets(dataset, claims)) for claims in hops]
            assert path.fewest_outlets == min(counts)
            # The fewest outlets, then the doubtful ones, then by the ids of the ends.
            weakest = min(
                range(len(hops)),
                key=lambda place: (counts[place], not is_doubtful(hops[place]), sorted(ends_of(path.hops[place]))),
            )
            assert path.weakest_hop == weakest + 1
            assert path.presupposed == any(all(claim.basis == "presupposed" for claim in claims) for claims in hops)
            assert path.contested == any(claim.contested_by for hop in path.hops for claim in hop.claims)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_shared_periods_are_the_days_on_which_every_hop_can_hold(seed: int) -> None:
    dataset, kg = open_random(seed)
    chance = random.Random(seed)
    for question in make_questions(seed, 6):
        ties = find_ties(dataset, question.filters)
        for path in ask(kg, question, claims_per_hop=0).items[:3]:
            hops = [ties[ends_of(hop)] for hop in path.hops]
            undated = [claims for claims in hops if not any(holds_on(claims, day) for day in DAYS)]
            assert path.undated_hops == len(undated)
            for day in chance.sample(DAYS, 60):
                shared = any(is_possible(period, Span(day, day)) for period in path.shared_periods)
                assert shared == all(holds_on(claims, day) for claims in hops), (day, path.shared_periods)
