"""The one prompt: an answer in which every sentence has its footnote."""

from __future__ import annotations

import mcp_types as types

_ARGUMENT = "question"
FOOTNOTED_ANSWER = types.Prompt(
    name="footnoted_answer",
    title="Answer with footnotes",
    description="Answer a question from the dataset alone, every statement with its footnote.",
    arguments=[types.PromptArgument(name=_ARGUMENT, description="What is to be answered.", required=True)],
)
_TEXT = """\
Answer this from what the kgraph tools return, and from nothing else: {question}

- Find the entities by `search` or `lookup`. If a name may mean several, ask me before you go on.
- Read the claims before you write. Where an answer is cut, read on, or say that you did not.
- Write in plain sentences. Each ends in a footnote mark; each footnote is the source line of its claim, with its id.
- Keep who says it, the hedge, the status, the polarity and the marks of doubtful dates in the sentence itself.
- Order sentences by date only where the claims have dates, and put no cause, motive or influence between them.
- End with what the dataset does not say: what is undated, contested or missing, cites nothing, or has one outlet."""


def write_prompt(name: str, arguments: dict[str, str]) -> types.GetPromptResult:
    """Return the prompt with the question in it.

    Raises:
        ValueError: there is no such prompt, or the question is missing, or something else is given.
    """
    if name != FOOTNOTED_ANSWER.name:
        raise ValueError(f"There is no prompt {name!r}; there is {FOOTNOTED_ANSWER.name}.")
    if set(arguments) != {_ARGUMENT} or not arguments[_ARGUMENT].strip():
        raise ValueError(f"{name} takes {_ARGUMENT}, and nothing else.")
    text = _TEXT.format(question=arguments[_ARGUMENT].strip())
    message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
    return types.GetPromptResult(description=FOOTNOTED_ANSWER.description, messages=[message])
