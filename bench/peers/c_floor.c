/* The claims of each node, in both directions, one after another; and a search over them from both ends. */
#include <stdint.h>

typedef struct {
    int32_t nodes, epoch;
    int32_t *offset, *other, *day, *predicate; /* offset: nodes + 1; the others: two per claim */
    int32_t *seen, *parent, *queue;            /* two per node: from the start, and from the end */
} graph;

void build(graph *g, int32_t claims, const int32_t *subject, const int32_t *object, const int32_t *predicate,
           const int32_t *day) {
    for (int32_t i = 0; i < claims; i++)
        if (subject[i] != object[i]) { g->offset[subject[i]]++; g->offset[object[i]]++; }
    for (int32_t node = 0, sum = 0; node <= g->nodes; node++) {
        int32_t count = node < g->nodes ? g->offset[node] : 0;
        sum += count;
        g->offset[node] = sum;
    }
    /* Filled from the back, each offset ends where its node begins. */
    for (int32_t i = claims - 1; i >= 0; i--)
        for (int end = 0; end < 2 && subject[i] != object[i]; end++) {
            int32_t at = --g->offset[end ? object[i] : subject[i]];
            g->other[at] = end ? subject[i] : object[i];
            g->day[at] = day[i];
            g->predicate[at] = predicate[i];
        }
}

static int32_t trace(const graph *g, int32_t meeting, int32_t *path, int32_t limit) {
    int32_t length = 0, node;
    for (node = meeting; node >= 0 && length < limit; node = g->parent[node]) path[length++] = node;
    for (int32_t i = 0; i < length / 2; i++) {
        int32_t kept = path[i];
        path[i] = path[length - 1 - i];
        path[length - 1 - i] = kept;
    }
    for (node = g->parent[g->nodes + meeting]; node >= 0 && length < limit; node = g->parent[g->nodes + node])
        path[length++] = node;
    return length;
}

/* Return the number of nodes on a shortest path, written to `path`; 0 if there is none. */
int32_t search(graph *g, int32_t start, int32_t end, int32_t first, int32_t last, const char *wanted, int32_t *path,
               int32_t limit) {
    int32_t epoch = ++g->epoch, from[2] = {0, 0}, to[2] = {1, 1}, ends[2] = {start, end};
    int64_t work[2];
    for (int side = 0; side < 2; side++) {
        int32_t node = ends[side];
        g->queue[side * g->nodes] = node;
        g->seen[side * g->nodes + node] = epoch;
        g->parent[side * g->nodes + node] = -1;
        work[side] = g->offset[node + 1] - g->offset[node];
    }
    while (from[0] < to[0] && from[1] < to[1]) {
        int side = work[0] <= work[1] ? 0 : 1;
        int32_t *queue = g->queue + side * g->nodes, *seen = g->seen + side * g->nodes;
        int32_t *parent = g->parent + side * g->nodes, *opposite = g->seen + (1 - side) * g->nodes;
        int32_t stop = to[side];
        work[side] = 0;
        for (; from[side] < stop; from[side]++) {
            int32_t node = queue[from[side]];
            for (int32_t i = g->offset[node]; i < g->offset[node + 1]; i++) {
                int32_t other = g->other[i];
                if (g->day[i] < first || g->day[i] > last || !wanted[g->predicate[i]] || seen[other] == epoch) continue;
                seen[other] = epoch;
                parent[other] = node;
                if (opposite[other] == epoch) return trace(g, other, path, limit);
                queue[to[side]++] = other;
                work[side] += g->offset[other + 1] - g->offset[other];
            }
        }
    }
    return 0;
}
