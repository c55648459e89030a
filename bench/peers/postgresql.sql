CREATE TABLE entity (number integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE predicate (number integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE claim (
    number integer NOT NULL, subject integer NOT NULL, predicate integer NOT NULL, object integer NOT NULL,
    day integer NOT NULL, source_row integer NOT NULL
);
-- Both ends of every tie, so that one index answers for either direction.
CREATE TABLE incidence (
    node integer NOT NULL, other integer NOT NULL, day integer NOT NULL, predicate integer NOT NULL,
    claim integer NOT NULL
);

CREATE FUNCTION newest(of integer, first_day integer, last_day integer, wanted integer[], at_most integer)
RETURNS TABLE (claim integer) LANGUAGE sql STABLE AS $$
    SELECT i.claim FROM incidence i
    WHERE i.node = of AND i.day BETWEEN first_day AND last_day AND i.predicate = ANY (wanted)
    ORDER BY i.day DESC, i.claim LIMIT at_most
$$;

-- Breadth-first from both ends, the smaller frontier first; NULL if the ends are separate.
CREATE FUNCTION shortest_path(start integer, goal integer, first_day integer, last_day integer, wanted integer[])
RETURNS integer[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    seen1 integer[] := ARRAY[start]; parents1 integer[] := ARRAY[NULL::integer]; frontier1 integer[] := ARRAY[start];
    seen2 integer[] := ARRAY[goal];  parents2 integer[] := ARRAY[NULL::integer]; frontier2 integer[] := ARRAY[goal];
    others integer[]; nodes integer[]; meeting integer; at integer; path integer[];
BEGIN
    LOOP
        EXIT WHEN cardinality(frontier1) = 0 OR cardinality(frontier2) = 0;
        IF cardinality(frontier1) <= cardinality(frontier2) THEN
            SELECT array_agg(e.other), array_agg(e.node) INTO others, nodes FROM (
                SELECT i.other, min(i.node) AS node FROM incidence i
                WHERE i.node = ANY (frontier1) AND i.day BETWEEN first_day AND last_day AND i.predicate = ANY (wanted)
                GROUP BY i.other) e
            WHERE NOT EXISTS (SELECT FROM unnest(seen1) s WHERE s = e.other);
            frontier1 := coalesce(others, '{}');
            seen1 := seen1 || others; parents1 := parents1 || nodes;
            SELECT f INTO meeting FROM unnest(frontier1) f JOIN unnest(seen2) s ON s = f LIMIT 1;
        ELSE
            SELECT array_agg(e.other), array_agg(e.node) INTO others, nodes FROM (
                SELECT i.other, min(i.node) AS node FROM incidence i
                WHERE i.node = ANY (frontier2) AND i.day BETWEEN first_day AND last_day AND i.predicate = ANY (wanted)
                GROUP BY i.other) e
            WHERE NOT EXISTS (SELECT FROM unnest(seen2) s WHERE s = e.other);
            frontier2 := coalesce(others, '{}');
            seen2 := seen2 || others; parents2 := parents2 || nodes;
            SELECT f INTO meeting FROM unnest(frontier2) f JOIN unnest(seen1) s ON s = f LIMIT 1;
        END IF;
        EXIT WHEN meeting IS NOT NULL;
    END LOOP;
    IF meeting IS NULL THEN RETURN NULL; END IF;
    path := ARRAY[meeting];
    at := parents1[array_position(seen1, meeting)];
    WHILE at IS NOT NULL LOOP
        path := at || path;
        at := parents1[array_position(seen1, at)];
    END LOOP;
    at := parents2[array_position(seen2, meeting)];
    WHILE at IS NOT NULL LOOP
        path := path || at;
        at := parents2[array_position(seen2, at)];
    END LOOP;
    RETURN path;
END $$;

-- Simple paths of 1, 2, 3 and 4 hops, in this order, until there are enough: the neighbours of both ends meet, or a
-- tie or a node joins them. Each query is read row by row, so that it stops once there are enough.
CREATE FUNCTION shortest_paths(
    start integer, goal integer, first_day integer, last_day integer, wanted integer[], at_most integer
) RETURNS SETOF integer[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    near1 integer[]; near2 integer[]; found text[] := '{}'; each integer[];
BEGIN
    SELECT array_agg(DISTINCT i.other) INTO near1 FROM incidence i
        WHERE i.node = start AND i.day BETWEEN first_day AND last_day AND i.predicate = ANY (wanted);
    SELECT array_agg(DISTINCT i.other) INTO near2 FROM incidence i
        WHERE i.node = goal AND i.day BETWEEN first_day AND last_day AND i.predicate = ANY (wanted);
    IF near1 IS NULL OR near2 IS NULL THEN RETURN; END IF;
    IF goal = ANY (near1) THEN
        found := found || ARRAY[start, goal]::text;
        RETURN NEXT ARRAY[start, goal];
    END IF;
    near1 := array_remove(near1, goal);
    near2 := array_remove(near2, start);
    FOR each IN SELECT ARRAY[start, a, goal] FROM unnest(near1) a JOIN unnest(near2) b ON a = b LOOP
        EXIT WHEN cardinality(found) >= at_most;
        found := found || each::text;
        RETURN NEXT each;
    END LOOP;
    IF cardinality(found) >= at_most THEN RETURN; END IF;
    FOR each IN
        SELECT ARRAY[start, i.node, i.other, goal] FROM incidence i JOIN unnest(near2) b ON i.other = b
        WHERE i.node = ANY (near1) AND i.day BETWEEN first_day AND last_day AND i.predicate = ANY (wanted)
    LOOP
        EXIT WHEN cardinality(found) >= at_most;
        IF NOT each::text = ANY (found) THEN
            found := found || each::text;
            RETURN NEXT each;
        END IF;
    END LOOP;
    IF cardinality(found) >= at_most THEN RETURN; END IF;
    FOR each IN
        SELECT ARRAY[start, i.node, i.other, j.node, goal]
        FROM incidence i JOIN incidence j ON j.other = i.other
        WHERE i.node = ANY (near1) AND i.day BETWEEN first_day AND last_day AND i.predicate = ANY (wanted)
          AND j.node = ANY (near2) AND j.day BETWEEN first_day AND last_day AND j.predicate = ANY (wanted)
          AND i.other NOT IN (start, goal) AND i.node <> j.node
    LOOP
        EXIT WHEN cardinality(found) >= at_most;
        IF NOT each::text = ANY (found) THEN
            found := found || each::text;
            RETURN NEXT each;
        END IF;
    END LOOP;
END $$;
