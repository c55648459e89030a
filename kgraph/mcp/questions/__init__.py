"""The tools, in the order in which a model is told of them."""

from kgraph.mcp.question import Question
from kgraph.mcp.questions.claims import CLAIM_QUESTIONS
from kgraph.mcp.questions.dataset import DATASET_QUESTIONS
from kgraph.mcp.questions.entities import ENTITY_QUESTIONS
from kgraph.mcp.questions.overviews import OVERVIEW_QUESTIONS
from kgraph.mcp.questions.publishing import PUBLISHING_QUESTIONS
from kgraph.mcp.questions.sources import SOURCE_QUESTIONS
from kgraph.mcp.questions.ties import TIE_QUESTIONS

QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        *ENTITY_QUESTIONS,
        *CLAIM_QUESTIONS,
        *TIE_QUESTIONS,
        *OVERVIEW_QUESTIONS,
        *SOURCE_QUESTIONS,
        *PUBLISHING_QUESTIONS,
        *DATASET_QUESTIONS,
    )
}

__all__ = ["QUESTIONS"]
