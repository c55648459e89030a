from kgraph.kernel.names_pure import Buffer, Column

def find_text(offsets: Column, texts: Column, key: bytes, /) -> int: ...
def get_text(offsets: Column, texts: Column, place: int, /) -> str: ...
def keep(hits: bytes, postings: Column, start: int, end: int, roles: int, /) -> bytes: ...
def find_begun(
    starts: Column,
    numbers: Column,
    shapes: Column,
    blocks: Column,
    texts: Column,
    owners: Column,
    skipped: Buffer,
    prefix: bytes,
    typed: int,
    weight: float,
    limit: int,
    /,
) -> bytes: ...
def expand(postings: Column, start: int, end: int, roles: int, score: int, /) -> bytes: ...
def rank(hits: bytes, owners: Column, ranks: Column, excluded: bytes, limit: int, /) -> bytes: ...
def find_near(
    buckets: Column,
    entries: Column,
    parities: Column,
    offsets: Column,
    texts: Column,
    typed: bytes,
    max_edits: int,
    /,
) -> list[tuple[int, int, int]]: ...
