"""From a question to a brief: which claims are meant, in which sections they stand, and what they leave open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kgraph.answers.answer import TruncatedBy
from kgraph.answers.views import EntityRef
from kgraph.briefs.brief import Brief, BriefItem, BriefPath, TimelineEntry
from kgraph.briefs.connection import explain_no_claims, find_no_tie
from kgraph.briefs.footnotes import build_bibliography
from kgraph.briefs.gaps import GapContext, iter_gaps
from kgraph.briefs.pairs import find_naming_both
from kgraph.briefs.question import DEFAULT_CLAIMS, BriefQuestion, read_question
from kgraph.briefs.remarks import build_title, iter_left_out, iter_scope, list_date_marks, say_timeline_lacks
from kgraph.briefs.routes import build_brief_path, list_pairs
from kgraph.briefs.sections import ORDER, SectionBuilder, choose_sections, without_narrowing
from kgraph.queries.path_views import NOTE
from kgraph.queries.views import build_list_url, to_ref
from kgraph.stores import ClaimQuery, Store
from kgraph.version import __version__

# The package above holds the version, and is there before any part of it can be imported.
KGRAPH_VERSION = __version__


def build_brief(
    store: Store,
    about: Iterable[str] | str = (),
    *,
    from_: str | None = None,
    to: str | None = None,
    limit: int | str = DEFAULT_CLAIMS,
    k: int | str | None = None,
    max_hops: int | str | None = None,
    via: Iterable[str] | str | None = None,
    avoid: Iterable[str] | str | None = None,
    **given: Any,
) -> Brief:
    """Return a footnoted note: on an entity, on the claims that name both of two, or on the best paths between two.

    `about`: one entity or two, by id or name; or `from_` and `to`, with `k` (1; 1 to 10) paths, `max_hops`, `via` and
    `avoid` as paths have them. Filters are those of claims, of a path those of paths. `limit` (60; 1 to 500) is the
    most claims of a section, of a path the most claims of a hop. Items come newest first, undated ones last, equal ones
    by id; what is not shown is counted.

    Raises:
        QueryError: what is wrong with the question.
    """
    search = {"k": k, "max_hops": max_hops, "via": via or None, "avoid": avoid or None}
    question = read_question(store, about=about, from_=from_, to=to, limit=limit, search=search, given=given)
    wanted = _find_wanted(store, question)
    return _BriefBuilder(store, question, wanted).build()


def _find_wanted(store: Store, question: BriefQuestion) -> ClaimQuery:
    """Return the query for all claims that are meant."""
    filters = question.filters
    if question.found is not None:
        # Of paths `type` is about entities, and `min_outlets` about all claims of a tie.
        filters = filters.without("type", "min_outlets").model_copy(update={"polarity": ("affirmed",)})
        return ClaimQuery(filters, pairs=list_pairs(question.found.items))
    if question.kind == "pair":
        one, other = (entity.id for entity in question.entities)
        return ClaimQuery(filters, ids=find_naming_both(store, one, other, filters))
    return ClaimQuery(filters.model_copy(update={"about": (question.entities[0].id,)}))


class _BriefBuilder:
    def __init__(self, store: Store, question: BriefQuestion, wanted: ClaimQuery) -> None:
        self.store, self.question, self.wanted = store, question, wanted
        self.speaker = find_usual_speaker(store)
        found = question.found
        among = None if found is None else self._choose_for_hops()
        limit = question.limit if among is None else max(1, len(among))
        chosen = choose_sections(store, wanted, limit, among)
        self.claims = SectionBuilder(store, chosen, wanted, None if self.speaker is None else self.speaker.id)
        self.shown = {number: self.claims.views[id_] for id_, number in self.claims.numbers.items()}
        roles = store.vocabulary.tying_roles
        self.paths: tuple[BriefPath, ...] = tuple(
            build_brief_path(path, self.shown, roles) for path in (found.items if found is not None else ())
        )
        # A path is read before the sections, and so are its footnotes.
        for item in (item for path in self.paths for hop in path.hops for item in hop.items):
            self.claims.footnotes.number(self.shown[item])
        self.sections = self.claims.build()

    def _choose_for_hops(self) -> frozenset[str]:
        """Return the ids of the first claims of each hop: no hop is left without any."""
        chosen: set[str] = set()
        for pair in sorted(self.wanted.pairs or ()):
            asked = replace(self.wanted, pairs=frozenset({pair}))
            chosen.update(claim.id for claim in self.store.find_claims(asked, None, self.question.limit, ORDER).items)
        return frozenset(chosen)

    def build(self) -> Brief:
        store, question, sections = self.store, self.question, self.sections
        claim_count = sum(section.claim_count for section in sections)
        rests_on = frozenset({*self.claims.views, *self.claims.opponents})
        bibliography = build_bibliography(store, replace(without_narrowing(self.wanted), ids=rests_on))
        context = GapContext(store, question, self.wanted, claim_count, self.shown, self.paths, bibliography)
        gaps = (*find_no_tie(store, question), *iter_gaps(context))
        timeline = self._build_timeline()
        said_by_usual = self.speaker if any(self._is_usual(item) for item in self._items) else None
        return Brief(
            kind=question.kind,
            title=build_title(question),
            entities=question.entities,
            scope=tuple(iter_scope(store, question, self.wanted)),
            claim_count=claim_count,
            shown_count=len(self.shown),
            speaker=said_by_usual,
            paths=self.paths,
            note=NOTE if question.kind == "path" else None,
            sections=sections,
            gaps=gaps,
            timeline=timeline,
            timeline_note=say_timeline_lacks(len(self.shown), claim_count),
            date_marks=list_date_marks(timeline, bibliography),
            footnotes=tuple(self.claims.footnotes.notes),
            bibliography=bibliography,
            left_out=tuple(iter_left_out(store, question, self.wanted, self.paths, cut=len(self.shown) < claim_count)),
            claims_url=self._build_claims_url(),
            query=question.echo,
            url=question.url,
            command=question.command,
            truncated_by=self._truncated_by,
            empty=explain_no_claims(store, question) if not claim_count else None,
            dataset=store.info.id,
            dataset_title=store.info.title,
            dataset_licence=store.info.data_licence,
            dataset_version=store.version,
            kgraph_version=KGRAPH_VERSION,
        )

    @property
    def _items(self) -> Iterable[BriefItem]:
        return (item for section in self.sections for item in section.items)

    def _is_usual(self, item: BriefItem) -> bool:
        return self.speaker is not None and item.speaker.id == self.speaker.id

    @property
    def _truncated_by(self) -> TruncatedBy | None:
        return None if self.question.found is None else self.question.found.truncated_by

    def _build_timeline(self) -> tuple[TimelineEntry, ...]:
        """Return the dated items in the order in which a timeline has them: oldest first, then by id."""
        dated = frozenset(claim.id for claim in self.shown.values() if claim.valid is not None)
        if not dated:
            return ()
        asked = replace(without_narrowing(self.wanted), ids=dated)
        claims = self.store.find_claims(asked, None, len(dated), "oldest").items
        return tuple(
            TimelineEntry(date=claim.valid, item=self.claims.numbers[claim.id])
            for claim in claims
            if claim.valid is not None
        )

    def _build_claims_url(self) -> str | None:
        question = self.question
        if question.kind == "path" or question.filters.between:
            return None
        ids = tuple(entity.id for entity in question.entities)
        named = {"about": ids} if question.kind == "entity" else {"between": ids}
        url = build_list_url("/v1/claims", question.filters.model_copy(update=named))
        return f"{url}&order={ORDER}"


def find_usual_speaker(store: Store) -> EntityRef | None:
    """Return who asserts most claims of the dataset, of several the first by id: the author of a text that was read."""
    counts = {id_: number for id_, number in store.count_by(ClaimQuery(), "speaker").items() if id_ is not None}
    if not counts:
        return None
    id_ = min(counts, key=lambda each: (-counts[each], each))
    return to_ref(store.get_entities([id_])[id_])
