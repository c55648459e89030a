/* The inner loops over the columns of a graph: building its indexes, filtering claims, walking ties.

   The twin in Python, graph_pure.py, says what each function returns; a test holds the two to each other.
   Nothing here trusts a number that it reads: whatever lies in a column, no access leaves its buffer.
   The global lock is held throughout, since a graph's scratch space serves one call at a time. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NOWHERE 0xFFFFFFFFu
#define FAR 0xFFu
#define MAX_BALLS 34

typedef struct {
    Py_buffer view;
    int held;
    const char *p;
    size_t n;    /* how many numbers it holds */
    int width;   /* bytes of a number: 1, 2, 4 or 8 */
    size_t step; /* 0 for a column of one number that holds for every row */
} Col;

static inline uint64_t get(const Col *c, size_t i) {
    i *= c->step;
    if (i >= c->n) return 0;
    switch (c->width) {
    case 1: return ((const uint8_t *)c->p)[i];
    case 2: return ((const uint16_t *)c->p)[i];
    case 4: return ((const uint32_t *)c->p)[i];
    default: return ((const uint64_t *)c->p)[i];
    }
}

static void release(Col *c) {
    if (c->held) PyBuffer_Release(&c->view);
    c->held = 0;
    c->p = NULL;
    c->n = 0;
}

/* Take a buffer of numbers; None leaves the column empty. */
static int take(PyObject *obj, Col *c, const char *name) {
    memset(c, 0, sizeof *c);
    c->step = 1;
    c->width = 1;
    if (obj == Py_None) return 0;
    if (PyObject_GetBuffer(obj, &c->view, PyBUF_ND | PyBUF_FORMAT) < 0) return -1;
    c->held = 1;
    c->p = c->view.buf;
    c->width = (int)c->view.itemsize;
    if (c->width != 1 && c->width != 2 && c->width != 4 && c->width != 8) {
        PyErr_Format(PyExc_ValueError, "column %s: numbers of %d bytes", name, c->width);
        release(c);
        return -1;
    }
    if (c->view.len && (uintptr_t)c->p % (uintptr_t)c->width) {
        PyErr_Format(PyExc_ValueError, "column %s: not aligned", name);
        release(c);
        return -1;
    }
    c->n = (size_t)(c->view.len / c->width);
    return 0;
}

/* A growing list of numbers. */
typedef struct {
    uint32_t *p;
    size_t n, size;
} List;

static int push(List *l, uint32_t v) {
    if (l->n == l->size) {
        size_t size = l->size ? 2 * l->size : 256;
        uint32_t *p = realloc(l->p, size * sizeof *p);
        if (!p) return -1;
        l->p = p;
        l->size = size;
    }
    l->p[l->n++] = v;
    return 0;
}

static PyObject *to_bytes(const uint32_t *p, size_t n) {
    return PyBytes_FromStringAndSize((const char *)p, (Py_ssize_t)(n * sizeof *p));
}

static int compare(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* ---- building ---- */

static int width_for(uint64_t largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }

static inline void put(char *p, int width, size_t i, uint32_t v) {
    if (width == 1) ((uint8_t *)p)[i] = (uint8_t)v;
    else if (width == 2) ((uint16_t *)p)[i] = (uint16_t)v;
    else ((uint32_t *)p)[i] = v;
}

static PyObject *narrowed(const uint32_t *p, size_t n, uint64_t largest) {
    int width = width_for(largest);
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(n * (size_t)width));
    if (!bytes) return NULL;
    char *out = PyBytes_AsString(bytes);
    for (size_t i = 0; i < n; i++) put(out, width, i, p[i]);
    return Py_BuildValue("(iN)", width, bytes);
}

typedef struct {
    Col subject, object, kind, date, rank, ties, xclaim, xentity, xties;
    uint32_t entities;
    size_t claims;
} Source;

#define MAX_ENDS 4096

/* Write the (node, other) entries of a claim; the number of entities stands for no other. */
static size_t list_entries(const Source *s, size_t c, uint32_t (*out)[2]) {
    uint32_t none = s->entities, subject = (uint32_t)get(&s->subject, c), object = (uint32_t)get(&s->object, c);
    size_t n = 0, low = 0, high = s->xclaim.n;
    if (subject >= none) return 0;
    uint32_t targets[256];
    size_t nt = 0;
    if (object < none) targets[nt++] = object;
    if (high) {
        while (low < high) {
            size_t mid = (low + high) / 2;
            if (get(&s->xclaim, mid) < c) low = mid + 1; else high = mid;
        }
        for (size_t i = low; i < s->xclaim.n && get(&s->xclaim, i) == c; i++) {
            uint32_t e = (uint32_t)get(&s->xentity, i);
            if (!get(&s->xties, i) || e >= none) continue;
            size_t j = 0;
            while (j < nt && targets[j] != e) j++;
            if (j == nt && nt < 256) targets[nt++] = e;
        }
    }
    for (size_t i = 0; i < nt; i++) {
        out[n][0] = subject; out[n++][1] = targets[i];
        if (targets[i] != subject) { out[n][0] = targets[i]; out[n++][1] = subject; }
    }
    if (!nt) { out[n][0] = subject; out[n++][1] = none; }
    for (size_t i = low; i < s->xclaim.n && get(&s->xclaim, i) == c && n < MAX_ENDS; i++) {
        uint32_t e = (uint32_t)get(&s->xentity, i);
        if (e >= none) continue;
        size_t j = 0;
        while (j < n && out[j][0] != e) j++;
        if (j == n) { out[n][0] = e; out[n++][1] = none; }
    }
    return n;
}

static int add(PyObject *dict, const char *name, PyObject *value) {
    if (!value) return -1;
    int failed = PyDict_SetItemString(dict, name, value);
    Py_DECREF(value);
    return failed;
}

static uint32_t find_root(uint32_t *parent, uint32_t x) {
    while (parent[x] != x) { parent[x] = parent[parent[x]]; x = parent[x]; }
    return x;
}

static PyObject *build_index(PyObject *self, PyObject *args) {
    (void)self;
    Source s;
    memset(&s, 0, sizeof s);
    PyObject *o[9];
    Py_ssize_t entities, claims;
    if (!PyArg_ParseTuple(args, "nnOOOOOOOOO", &entities, &claims, &o[0], &o[1], &o[2], &o[3], &o[4], &o[5], &o[6], &o[7], &o[8]))
        return NULL;
    const char *names[] = {"subject", "object", "kind", "date", "date_rank", "kind_ties", "extra_claim", "extra_entity", "extra_ties"};
    Col *cols[] = {&s.subject, &s.object, &s.kind, &s.date, &s.rank, &s.ties, &s.xclaim, &s.xentity, &s.xties};
    PyObject *result = NULL;
    uint32_t *order = NULL, *start = NULL, *at = NULL, *e_other = NULL, *e_claim = NULL, *by_kind = NULL;
    uint32_t *tie_a = NULL, *tie_b = NULL, *count = NULL, *parent = NULL, (*ends)[2] = NULL, *e_node = NULL;
    uint32_t *scratch = NULL;
    List p_other = {0}, p_number = {0}, p_at = {0}, p_claim = {0}, loose = {0};
    int failed = 1;
    for (int i = 0; i < 9; i++) if (take(o[i], cols[i], names[i]) < 0) goto done;
    for (int i = 0; i < 4; i++) if (cols[i]->n == 1 && claims != 1) cols[i]->step = 0;
    s.entities = (uint32_t)entities;
    s.claims = (size_t)claims;
    size_t N = s.claims, E = s.entities, R = s.rank.n, K = s.ties.n, M = 0;
    if (entities < 0 || claims < 0 || entities >= NOWHERE || claims >= NOWHERE) { PyErr_SetString(PyExc_ValueError, "too many records"); goto done; }
    size_t ranks = 1;
    for (size_t i = 0; i < R; i++) if (get(&s.rank, i) + 1 > ranks) ranks = get(&s.rank, i) + 1;
    if (ranks > R + 1) { PyErr_SetString(PyExc_ValueError, "date ranks with gaps"); goto done; }
    size_t most = E > ranks ? E : ranks;
    if (K > most) most = K;
    order = malloc((N + 1) * 4); start = calloc(E + 2, 4); at = malloc((E + 2) * 4); count = calloc(most + 2, 4);
    ends = malloc(sizeof(uint32_t) * 2 * (MAX_ENDS + 2)); parent = malloc((E + 1) * 4);
    if (!order || !start || !at || !count || !ends || !parent) { PyErr_NoMemory(); goto done; }
    /* Claims in the order of their dates, equal ones by number. */
    for (size_t c = 0; c < N; c++) { size_t d = get(&s.date, c); count[(d < R ? get(&s.rank, d) : 0) + 1]++; }
    for (size_t r = 0; r < ranks; r++) count[r + 1] += count[r];
    for (size_t c = 0; c < N; c++) { size_t d = get(&s.date, c); order[count[d < R ? get(&s.rank, d) : 0]++] = (uint32_t)c; }
    for (size_t c = 0; c < N; c++) {
        size_t n = list_entries(&s, c, ends);
        M += n;
        for (size_t i = 0; i < n; i++) start[ends[i][0] + 1]++;
    }
    if (M >= NOWHERE) { PyErr_SetString(PyExc_ValueError, "too many entries"); goto done; }
    for (size_t e = 0; e < E; e++) start[e + 1] += start[e];
    memcpy(at, start, (E + 1) * 4);
    e_other = malloc((M + 1) * 4); e_claim = malloc((M + 1) * 4); by_kind = malloc((M + 1) * 4);
    tie_a = malloc((M + 1) * 4); tie_b = malloc((M + 1) * 4); e_node = malloc((M + 1) * 4);
    scratch = malloc((M + 1) * 4);
    if (!e_other || !e_claim || !by_kind || !tie_a || !tie_b || !e_node || !scratch) { PyErr_NoMemory(); goto done; }
    for (size_t k = 0; k < N; k++) {
        size_t n = list_entries(&s, order[k], ends);
        for (size_t i = 0; i < n; i++) {
            size_t place = at[ends[i][0]]++;
            e_node[place] = ends[i][0]; e_other[place] = ends[i][1]; e_claim[place] = order[k];
        }
    }
    for (size_t m = 0; m < M; m++)
        if ((e_other[m] >= E || e_other[m] == e_node[m]) && push(&loose, (uint32_t)m) < 0) { PyErr_NoMemory(); goto done; }
    /* The entries of each node by kind, equal ones by place: sorted by kind, then dealt out to the nodes. */
    memset(count, 0, (most + 2) * 4);
    for (size_t m = 0; m < M; m++) { size_t k = get(&s.kind, e_claim[m]); count[(k < K ? k : 0) + 1]++; }
    for (size_t k = 0; k < K; k++) count[k + 1] += count[k];
    for (size_t m = 0; m < M; m++) { size_t k = get(&s.kind, e_claim[m]); tie_a[count[k < K ? k : 0]++] = (uint32_t)m; }
    memcpy(at, start, (E + 1) * 4);
    for (size_t m = 0; m < M; m++) by_kind[at[e_node[tie_a[m]]]++] = tie_a[m];
    /* Ties: entries by other, then dealt out to the nodes, so that each pair's claims stand together by date. */
    memset(count, 0, (most + 2) * 4);
    size_t T = 0;
    for (size_t m = 0; m < M; m++) {
        size_t k = get(&s.kind, e_claim[m]);
        if (e_other[m] < E && e_other[m] != e_node[m] && get(&s.ties, k < K ? k : 0)) { count[e_other[m] + 1]++; T++; }
    }
    for (size_t e = 0; e < E; e++) count[e + 1] += count[e];
    for (size_t m = 0; m < M; m++) {
        size_t k = get(&s.kind, e_claim[m]);
        if (e_other[m] < E && e_other[m] != e_node[m] && get(&s.ties, k < K ? k : 0)) tie_a[count[e_other[m]]++] = (uint32_t)m;
    }
    memset(count, 0, (most + 2) * 4);
    for (size_t t = 0; t < T; t++) count[e_node[tie_a[t]] + 1]++;
    for (size_t e = 0; e < E; e++) count[e + 1] += count[e];
    for (size_t t = 0; t < T; t++) tie_b[count[e_node[tie_a[t]]]++] = tie_a[t];
    for (size_t e = 0; e <= E; e++) at[e] = 0;
    for (size_t e = 0; e < E; e++) parent[e] = (uint32_t)e;
    size_t t = 0;
    for (size_t e = 0; e < E; e++) {
        at[e] = (uint32_t)p_other.n;
        while (t < T && e_node[tie_b[t]] == e) {
            uint32_t other = e_other[tie_b[t]];
            size_t first = t;
            while (t < T && e_node[tie_b[t]] == e && e_other[tie_b[t]] == other) t++;
            uint32_t number;
            if (e < other) {
                number = (uint32_t)p_at.n;
                if (push(&p_at, (uint32_t)p_claim.n) < 0) { PyErr_NoMemory(); goto done; }
                for (size_t i = first; i < t; i++) if (push(&p_claim, e_claim[tie_b[i]]) < 0) { PyErr_NoMemory(); goto done; }
                uint32_t one = find_root(parent, (uint32_t)e), two = find_root(parent, other);
                if (one != two) parent[one < two ? two : one] = one < two ? one : two;
            } else {
                size_t low = at[other], high = at[other + 1];
                while (low < high) { size_t mid = (low + high) / 2; if (p_other.p[mid] < e) low = mid + 1; else high = mid; }
                number = low < p_number.n ? p_number.p[low] : 0;
            }
            if (push(&p_other, other) < 0 || push(&p_number, number) < 0) { PyErr_NoMemory(); goto done; }
        }
        at[e + 1] = (uint32_t)p_other.n;
    }
    if (push(&p_at, (uint32_t)p_claim.n) < 0) { PyErr_NoMemory(); goto done; }
    uint32_t parts = 0;
    for (size_t e = 0; e < E; e++) count[e] = find_root(parent, (uint32_t)e) == e ? parts++ : count[find_root(parent, (uint32_t)e)];
    result = PyDict_New();
    if (!result) goto done;
    failed = add(result, "inc_start", narrowed(start, E + 1, 0xFFFFFFFF)) < 0 || add(result, "inc_other", narrowed(e_other, M, E)) < 0 ||
             add(result, "inc_claim", narrowed(e_claim, M, N)) < 0 || add(result, "inc_by_kind", narrowed(by_kind, M, M)) < 0;
    if (failed) goto done;
    uint32_t top = 0;
    for (size_t m = 0; m < M; m++) { scratch[m] = (uint32_t)get(&s.date, e_claim[m]); if (scratch[m] > top) top = scratch[m]; }
    failed = add(result, "inc_date", narrowed(scratch, M, R ? R - 1 : 0)) < 0;
    if (failed) goto done;
    for (size_t m = 0; m < M; m++) scratch[m] = (uint32_t)get(&s.kind, e_claim[m]);
    failed = add(result, "inc_kind", narrowed(scratch, M, K ? K - 1 : 0)) < 0 || add(result, "pair_start", narrowed(at, E + 1, 0xFFFFFFFF)) < 0 ||
             add(result, "pair_other", narrowed(p_other.p, p_other.n, E)) < 0 || add(result, "pair_number", narrowed(p_number.p, p_number.n, p_at.n)) < 0 ||
             add(result, "pair_at", narrowed(p_at.p, p_at.n, 0xFFFFFFFF)) < 0 || add(result, "pair_claim", narrowed(p_claim.p, p_claim.n, N)) < 0 ||
             add(result, "inc_loose", narrowed(loose.p, loose.n, M)) < 0 ||
             add(result, "component", narrowed(count, E, E)) < 0;
done:
    for (int i = 0; i < 9; i++) release(cols[i]);
    free(order); free(start); free(at); free(e_other); free(e_claim); free(by_kind); free(tie_a); free(tie_b); free(count);
    free(parent); free(ends); free(e_node); free(scratch); free(p_other.p); free(p_number.p); free(p_at.p); free(p_claim.p); free(loose.p);
    if (failed) Py_CLEAR(result);
    return result;
}

/* ---- the graph ---- */

enum { C_SUBJECT, C_OBJECT, C_KIND, C_DATE, C_SUPPORT, C_SPEAKER, C_TEMPLATE, I_START, I_OTHER, I_CLAIM, I_DATE, I_KIND, I_BY_KIND, I_LOOSE,
       P_START, P_OTHER, P_NUMBER, P_AT, P_CLAIM, D_RANK, K_TIES, COLUMNS };
static const char *const COLUMN_NAMES[COLUMNS] = {
    "subject", "object", "kind", "date", "support", "speaker", "template", "inc_start", "inc_other", "inc_claim", "inc_date", "inc_kind",
    "inc_by_kind", "inc_loose", "pair_start", "pair_other", "pair_number", "pair_at", "pair_claim", "date_rank", "kind_ties"};

typedef struct {
    PyObject_HEAD
    Col col[COLUMNS];
    uint32_t entities, claims;
    int repeats; /* whether a claim can have several entries at one node */
    uint32_t *seen, seen_now, *counts, *adjacent;
    uint8_t *dist[MAX_BALLS + 1];
    uint32_t *parent[2], *member; /* of which groups an entity is, a bit for each */
    struct Runs **runs; /* of the entities with many entries, once they were asked for */
} Graph;

/* Where the entries of each kind begin among those of an entity, sorted by kind. */
typedef struct Runs {
    size_t n;
    uint32_t *kind, *start; /* one start more than kinds */
} Runs;

/* From so many entries on, those of the kinds that are wanted are picked out rather than all looked at. */
#define MANY 1024

static uint32_t *need_seen(Graph *g) {
    if (!g->seen) g->seen = calloc((size_t)g->entities + 1, 4);
    if (!g->seen) { PyErr_NoMemory(); return NULL; }
    if (++g->seen_now == 0) { memset(g->seen, 0, ((size_t)g->entities + 1) * 4); g->seen_now = 1; }
    return g->seen;
}

typedef struct {
    Col kinds, dates, claims, pairs;
    uint32_t lo, hi;
    int open; /* nothing is filtered but what makes no tie */
} Lens;

static void release_lens(Lens *l) { release(&l->kinds); release(&l->dates); release(&l->claims); release(&l->pairs); }

static int take_lens(PyObject *obj, Lens *l) {
    memset(l, 0, sizeof *l);
    PyObject *o[6];
    if (!PyTuple_Check(obj) || PyTuple_Size(obj) != 6) { PyErr_SetString(PyExc_TypeError, "a lens is a tuple of six"); return -1; }
    for (int i = 0; i < 6; i++) o[i] = PyTuple_GetItem(obj, i);
    unsigned long lo = PyLong_AsUnsignedLong(o[1]), hi = PyLong_AsUnsignedLong(o[2]);
    if (PyErr_Occurred()) return -1;
    l->lo = (uint32_t)lo;
    l->hi = (uint32_t)hi;
    if (take(o[0], &l->kinds, "kinds") < 0 || take(o[3], &l->dates, "dates") < 0 || take(o[4], &l->claims, "claims") < 0 ||
        take(o[5], &l->pairs, "pairs") < 0) {
        release_lens(l);
        return -1;
    }
    l->open = !l->kinds.held && !l->dates.held && !l->claims.held && !l->pairs.held;
    return 0;
}

static inline int in_mask(const Col *mask, size_t i) { return !mask->held || (i < mask->n && mask->p[i]); }

static inline int rest_passes(const Lens *l, uint32_t kind, uint32_t date, uint32_t claim) {
    return in_mask(&l->kinds, kind) && in_mask(&l->dates, date) && in_mask(&l->claims, claim);
}

/* Narrow the entries of a node to those whose dates lie within the lens. */
static void narrow(const Graph *g, uint32_t node, const Lens *l, size_t *from, size_t *to) {
    size_t n = g->col[I_CLAIM].n, first = get(&g->col[I_START], node), last = get(&g->col[I_START], (size_t)node + 1);
    if (last > n) last = n;
    if (first > last) first = last;
    size_t low = first, high = last;
    while (low < high) { size_t mid = (low + high) / 2; if (get(&g->col[I_DATE], mid) < l->lo) low = mid + 1; else high = mid; }
    *from = low;
    high = last;
    while (low < high) { size_t mid = (low + high) / 2; if (get(&g->col[I_DATE], mid) < l->hi) low = mid + 1; else high = mid; }
    *to = low;
}

/* Narrow the claims of a pair in the same way. */
static void narrow_pair(const Graph *g, size_t pair, const Lens *l, size_t *from, size_t *to) {
    size_t n = g->col[P_CLAIM].n, first = get(&g->col[P_AT], pair), last = get(&g->col[P_AT], pair + 1);
    if (last > n) last = n;
    if (first > last) first = last;
    size_t low = first, high = last;
    if (l->lo) while (low < high) {
        size_t mid = (low + high) / 2;
        if (get(&g->col[C_DATE], get(&g->col[P_CLAIM], mid)) < l->lo) low = mid + 1; else high = mid;
    }
    *from = low;
    high = last;
    if (l->hi < g->col[D_RANK].n) while (low < high) {
        size_t mid = (low + high) / 2;
        if (get(&g->col[C_DATE], get(&g->col[P_CLAIM], mid)) < l->hi) low = mid + 1; else high = mid;
    } else low = last;
    *to = low;
}

static int pair_row(const Graph *g, uint32_t node, size_t *from, size_t *to) {
    size_t n = g->col[P_OTHER].n;
    *from = get(&g->col[P_START], node);
    *to = get(&g->col[P_START], (size_t)node + 1);
    if (*to > n) *to = n;
    if (*from > *to) *from = *to;
    return 0;
}

static size_t find_pair(const Graph *g, uint32_t one, uint32_t other) {
    size_t low, high, end;
    if (one >= g->entities) return (size_t)-1;
    pair_row(g, one, &low, &high);
    end = high;
    while (low < high) { size_t mid = (low + high) / 2; if (get(&g->col[P_OTHER], mid) < other) low = mid + 1; else high = mid; }
    if (low < end && get(&g->col[P_OTHER], low) == other) return get(&g->col[P_NUMBER], low);
    return (size_t)-1;
}

static inline int ties(const Graph *g, uint32_t kind) { return kind < g->col[K_TIES].n && g->col[K_TIES].p[kind]; }

static void free_runs(Runs *runs) {
    if (runs) { free(runs->kind); free(runs->start); free(runs); }
}

static size_t degree(const Graph *g, uint32_t node) {
    size_t first = get(&g->col[I_START], node), last = get(&g->col[I_START], (size_t)node + 1);
    return last > first ? last - first : 0;
}

/* Find where the entries of each kind of an entity begin, and remember it. */
static const Runs *runs_of(Graph *g, uint32_t node) {
    const Col *kinds = &g->col[I_KIND], *by = &g->col[I_BY_KIND];
    if (!g->runs && !(g->runs = calloc((size_t)g->entities + 1, sizeof *g->runs))) { PyErr_NoMemory(); return NULL; }
    if (g->runs[node]) return g->runs[node];
    size_t at = get(&g->col[I_START], node), end = get(&g->col[I_START], (size_t)node + 1);
    if (end > by->n) end = by->n;
    List kind = {0}, start = {0};
    while (at < end) {
        uint32_t here = (uint32_t)get(kinds, get(by, at));
        size_t low = at, high, step = 1;
        while (low + step < end && get(kinds, get(by, low + step)) == here) { low += step; step *= 2; }
        high = low + step < end ? low + step : end;
        while (low < high) { size_t mid = (low + high) / 2; if (get(kinds, get(by, mid)) == here) low = mid + 1; else high = mid; }
        if (push(&kind, here) < 0 || push(&start, (uint32_t)at) < 0) goto fail;
        at = low > at ? low : at + 1;
    }
    Runs *made = malloc(sizeof *made);
    if (!made || push(&start, (uint32_t)(end > at ? end : at)) < 0) { free(made); goto fail; }
    made->n = kind.n; made->kind = kind.p; made->start = start.p;
    g->runs[node] = made;
    return made;
fail:
    free(kind.p); free(start.p);
    PyErr_NoMemory();
    return NULL;
}

/* Narrow a run to the entries from one place to another. */
static void narrow_run(const Graph *g, const Runs *runs, size_t run, size_t from, size_t to, size_t *first, size_t *last) {
    const Col *by = &g->col[I_BY_KIND];
    size_t a = runs->start[run], b = runs->start[run + 1], end = b;
    while (a < b) { size_t c = (a + b) / 2; if (get(by, c) < from) a = c + 1; else b = c; }
    *first = a;
    b = end;
    while (a < b) { size_t c = (a + b) / 2; if (get(by, c) < to) a = c + 1; else b = c; }
    *last = a;
}

static PyObject *graph_select(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    PyObject *candidates, *columns, *ends, *dyad, *words, *result = NULL;
    if (!PyArg_ParseTuple(args, "OOOOO", &candidates, &columns, &ends, &dyad, &words)) return NULL;
    Col from, mask[8], end, pairs, templates, names, days;
    int which[8], n = 0, failed = 1;
    uint64_t need = 0;
    List out = {0};
    memset(&from, 0, sizeof from); memset(mask, 0, sizeof mask); memset(&end, 0, sizeof end); memset(&pairs, 0, sizeof pairs);
    memset(&templates, 0, sizeof templates); memset(&names, 0, sizeof names); memset(&days, 0, sizeof days);
    Py_ssize_t count = PyTuple_Check(columns) ? PyTuple_Size(columns) : -1;
    if (count < 0 || count > 8) { PyErr_SetString(PyExc_ValueError, "at most eight columns"); return NULL; }
    if (take(candidates, &from, "candidates") < 0 || take(ends, &end, "ends") < 0 || take(dyad, &pairs, "dyad") < 0) goto done;
    if (from.held && from.width != 4) { PyErr_SetString(PyExc_ValueError, "candidates must have four bytes"); goto done; }
    for (; n < count; n++) {
        const char *name;
        PyObject *bytes;
        if (!PyArg_ParseTuple(PyTuple_GetItem(columns, n), "sO", &name, &bytes)) goto done;
        for (which[n] = 0; which[n] <= C_TEMPLATE && strcmp(COLUMN_NAMES[which[n]], name); which[n]++) {}
        if (which[n] > C_TEMPLATE) { PyErr_Format(PyExc_ValueError, "no column %s of claims", name); goto done; }
        if (take(bytes, &mask[n], name) < 0) goto done;
    }
    if (words != Py_None) {
        unsigned long long bits;
        PyObject *t, *e, *d;
        if (!PyArg_ParseTuple(words, "KOOO", &bits, &t, &e, &d)) goto done;
        need = bits;
        if (take(t, &templates, "templates") < 0 || take(e, &names, "names") < 0 || take(d, &days, "dates") < 0) goto done;
    }
    size_t total = from.held ? from.n : g->claims;
    for (size_t i = 0; i < total; i++) {
        uint32_t c = from.held ? ((const uint32_t *)from.p)[i] : (uint32_t)i;
        int j = 0;
        if (c >= g->claims) continue;
        while (j < n && in_mask(&mask[j], get(&g->col[which[j]], c))) j++;
        if (j < n) continue;
        if (end.held || pairs.held || words != Py_None) {
            uint32_t s = (uint32_t)get(&g->col[C_SUBJECT], c), o = (uint32_t)get(&g->col[C_OBJECT], c);
            if (end.held && !(s < end.n && end.p[s]) && !(o < g->entities && o < end.n && end.p[o])) continue;
            if (pairs.held) {
                int mine = s < pairs.n ? pairs.p[s] : 0, theirs = o < g->entities && o < pairs.n && o != s ? pairs.p[o] : 0;
                if ((mine & 3) != 3 && !((mine & 1) && (theirs & 2)) && !((mine & 2) && (theirs & 1))) continue;
            }
            if (words != Py_None) {
                uint64_t have = get(&templates, get(&g->col[C_TEMPLATE], c));
                uint64_t flags = have >> 61; /* the three highest bits: whether the names of subject and object and the date are in it */
                if (flags & 1) have |= get(&names, s);
                if (flags & 2 && o < g->entities) have |= get(&names, o);
                if (flags & 4) have |= get(&days, get(&g->col[C_DATE], c));
                if ((have & need) != need) continue;
            }
        }
        if (push(&out, c) < 0) { PyErr_NoMemory(); goto done; }
    }
    failed = 0;
done:
    if (!failed) result = to_bytes(out.p, out.n);
    free(out.p);
    release(&from); release(&end); release(&pairs); release(&templates); release(&names); release(&days);
    for (int i = 0; i < 8; i++) release(&mask[i]);
    return result;
}

static PyObject *graph_histogram(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    PyObject *claims, *result = NULL;
    const char *name;
    Py_ssize_t size;
    Col from;
    if (!PyArg_ParseTuple(args, "Osn", &claims, &name, &size)) return NULL;
    int which = 0;
    while (which <= C_TEMPLATE && strcmp(COLUMN_NAMES[which], name)) which++;
    if (which > C_TEMPLATE || size < 0) return PyErr_Format(PyExc_ValueError, "no column %s of claims", name);
    if (take(claims, &from, "claims") < 0) return NULL;
    uint32_t *counts = calloc((size_t)size + 1, 4);
    if (!counts) PyErr_NoMemory();
    else {
        size_t n = from.held ? from.n : g->claims;
        for (size_t i = 0; i < n; i++) {
            size_t v = get(&g->col[which], from.held ? get(&from, i) : i);
            if (v < (size_t)size) counts[v]++;
        }
        result = to_bytes(counts, (size_t)size);
    }
    free(counts);
    release(&from);
    return result;
}

static PyObject *graph_histogram_ends(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    PyObject *claims, *codes, *result = NULL;
    Py_ssize_t size;
    Col from, code;
    if (!PyArg_ParseTuple(args, "OOn", &claims, &codes, &size)) return NULL;
    if (size < 0 || size > 20000) return PyErr_Format(PyExc_ValueError, "too many codes");
    if (take(claims, &from, "claims") < 0) return NULL;
    if (take(codes, &code, "codes") < 0) { release(&from); return NULL; }
    size_t width = (size_t)size + 1;
    uint32_t *counts = calloc(width * width, 4);
    if (!counts) PyErr_NoMemory();
    else {
        size_t n = from.held ? from.n : g->claims;
        for (size_t i = 0; i < n; i++) {
            size_t c = from.held ? get(&from, i) : i;
            size_t s = get(&g->col[C_SUBJECT], c), o = get(&g->col[C_OBJECT], c);
            size_t a = s < g->entities ? get(&code, s) : (size_t)size, b = o < g->entities ? get(&code, o) : (size_t)size;
            if (a <= (size_t)size && b <= (size_t)size) counts[a * width + b]++;
        }
        result = to_bytes(counts, width * width);
    }
    free(counts);
    release(&from); release(&code);
    return result;
}

static void sift(uint64_t *heap, size_t n, size_t i) {
    for (;;) {
        size_t l = 2 * i + 1, top = i;
        if (l < n && heap[l] > heap[top]) top = l;
        if (l + 1 < n && heap[l + 1] > heap[top]) top = l + 1;
        if (top == i) return;
        uint64_t v = heap[i]; heap[i] = heap[top]; heap[top] = v;
        i = top;
    }
}

static int compare64(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static PyObject *graph_first_by_key(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    PyObject *claims, *tables, *after, *result = NULL;
    Py_ssize_t limit;
    if (!PyArg_ParseTuple(args, "OOOn", &claims, &tables, &after, &limit)) return NULL;
    Py_ssize_t n = PyTuple_Check(tables) ? PyTuple_Size(tables) : 0;
    if (n < 1 || n > 2 || limit < 0) return PyErr_Format(PyExc_ValueError, "one or two tables are needed");
    Col from, table[2];
    int which[2];
    memset(table, 0, sizeof table);
    uint64_t floor = 0;
    int has_floor = after != Py_None;
    if (has_floor) floor = PyLong_AsUnsignedLongLong(after);
    if (PyErr_Occurred()) return NULL;
    if (take(claims, &from, "claims") < 0) return NULL;
    uint64_t *heap = malloc(((size_t)limit + 1) * 8);
    size_t held = 0;
    if (!heap) { PyErr_NoMemory(); goto done; }
    for (int i = 0; i < n; i++) {
        const char *name;
        PyObject *bytes;
        if (!PyArg_ParseTuple(PyTuple_GetItem(tables, i), "sO", &name, &bytes)) goto done;
        which[i] = 0;
        while (which[i] <= C_TEMPLATE && strcmp(COLUMN_NAMES[which[i]], name)) which[i]++;
        if (which[i] > C_TEMPLATE) { PyErr_Format(PyExc_ValueError, "no column %s of claims", name); goto done; }
        if (take(bytes, &table[i], name) < 0) goto done;
    }
    size_t total = from.held ? from.n : g->claims;
    for (size_t i = 0; i < total; i++) {
        uint64_t c = from.held ? get(&from, i) : i, key = 0;
        for (int j = 0; j < n; j++) key = (key << 8) + get(&table[j], get(&g->col[which[j]], c));
        key = (key << 32) | c;
        if (has_floor && key <= floor) continue;
        if (held < (size_t)limit) {
            size_t at = held++;
            heap[at] = key;
            while (at && heap[(at - 1) / 2] < heap[at]) {
                uint64_t v = heap[at]; heap[at] = heap[(at - 1) / 2]; heap[(at - 1) / 2] = v;
                at = (at - 1) / 2;
            }
        } else if (limit && key < heap[0]) { heap[0] = key; sift(heap, held, 0); }
    }
    qsort(heap, held, 8, compare64);
    result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(held * 4));
    if (result) {
        uint32_t *out = (uint32_t *)PyBytes_AsString(result);
        for (size_t i = 0; i < held; i++) out[i] = (uint32_t)heap[i];
    }
done:
    free(heap);
    release(&from); release(&table[0]); release(&table[1]);
    return result;
}

/* The distinct claims of a node within a lens, by number; `tying` leaves out entries that make no tie, or none with these ends. */
static PyObject *graph_claims_of(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    unsigned int node;
    PyObject *lens_, *ends_, *result = NULL;
    int tying;
    Lens l;
    Col ends;
    List out = {0};
    if (!PyArg_ParseTuple(args, "IOpO", &node, &lens_, &tying, &ends_)) return NULL;
    if (node >= g->entities) return PyErr_Format(PyExc_IndexError, "no entity %u", node);
    if (take_lens(lens_, &l) < 0) return NULL;
    if (take(ends_, &ends, "ends") < 0) { release_lens(&l); return NULL; }
    size_t from, to;
    narrow(g, node, &l, &from, &to);
    for (size_t m = from; m < to; m++) {
        uint32_t c = (uint32_t)get(&g->col[I_CLAIM], m), k = (uint32_t)get(&g->col[I_KIND], m);
        if (out.n && out.p[out.n - 1] == c) continue;
        if (tying) {
            uint32_t other = (uint32_t)get(&g->col[I_OTHER], m);
            if (other >= g->entities || other == node || !ties(g, k) || !in_mask(&ends, other)) continue;
        }
        if (rest_passes(&l, k, (uint32_t)get(&g->col[I_DATE], m), c) && push(&out, c) < 0) { PyErr_NoMemory(); goto done; }
    }
    if (out.n > 1) qsort(out.p, out.n, 4, compare);
    size_t n = 0;
    for (size_t i = 0; i < out.n; i++) if (!n || out.p[n - 1] != out.p[i]) out.p[n++] = out.p[i];
    result = to_bytes(out.p, n);
done:
    free(out.p);
    release(&ends);
    release_lens(&l);
    return result;
}

static PyObject *graph_claims_between(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    unsigned int one, other;
    List out = {0};
    if (!PyArg_ParseTuple(args, "II", &one, &other)) return NULL;
    if (one >= g->entities || other >= g->entities) return PyErr_Format(PyExc_IndexError, "no such entity");
    size_t n = g->col[I_CLAIM].n, from = get(&g->col[I_START], one), to = get(&g->col[I_START], (size_t)one + 1);
    for (size_t m = from; m < to && m < n; m++)
        if (get(&g->col[I_OTHER], m) == other && push(&out, (uint32_t)get(&g->col[I_CLAIM], m)) < 0) { free(out.p); return PyErr_NoMemory(); }
    if (out.n > 1) qsort(out.p, out.n, 4, compare);
    PyObject *result = to_bytes(out.p, out.n);
    free(out.p);
    return result;
}

/* ---- the newest claims of an entity ---- */

#define SCANNED 4096

static int is_tie_entry(const Graph *g, uint32_t node, size_t m, uint32_t kind) {
    uint32_t other = (uint32_t)get(&g->col[I_OTHER], m);
    return other < g->entities && other != node && ties(g, kind);
}

static inline uint32_t rank_at(const Graph *g, size_t m) { return (uint32_t)get(&g->col[D_RANK], get(&g->col[I_DATE], m)); }

/* Take the places that pass from the last on, until there are enough and the last day is whole. Tells whether it may stop. */
static int take_place(const Graph *g, List *places, size_t m, size_t limit, int *failed) {
    if (places->n >= limit && rank_at(g, places->p[places->n - 1]) != rank_at(g, m)) return 1;
    if (push(places, (uint32_t)m) < 0) *failed = 1;
    return *failed;
}

typedef struct { size_t first, at; } Run;

static void sift_run(const Graph *g, Run *heap, size_t n, size_t i) {
    for (;;) {
        size_t l = 2 * i + 1, top = i;
        if (l < n && get(&g->col[I_BY_KIND], heap[l].at) > get(&g->col[I_BY_KIND], heap[top].at)) top = l;
        if (l + 1 < n && get(&g->col[I_BY_KIND], heap[l + 1].at) > get(&g->col[I_BY_KIND], heap[top].at)) top = l + 1;
        if (top == i) return;
        Run v = heap[i]; heap[i] = heap[top]; heap[top] = v;
        i = top;
    }
}

static PyObject *graph_newest(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    unsigned int node;
    PyObject *lens_, *result = NULL;
    Py_ssize_t limit_;
    Lens l;
    List places = {0};
    Run *runs = NULL;
    if (!PyArg_ParseTuple(args, "IOn", &node, &lens_, &limit_)) return NULL;
    if (node >= g->entities || limit_ < 0) return PyErr_Format(PyExc_IndexError, "no entity %u", node);
    if (take_lens(lens_, &l) < 0) return NULL;
    size_t from, to, total = 0, limit = (size_t)limit_;
    int failed = 0, stopped = !limit;
    const Col *kinds = &g->col[I_KIND], *by = &g->col[I_BY_KIND];
    narrow(g, node, &l, &from, &to);
    int whole = l.claims.held || l.dates.held || g->repeats || to - from <= SCANNED;
    if (!whole) {
        /* Count by the runs of each kind, which are sorted by place, and so by date. */
        const Runs *of = runs_of(g, node);
        if (!of) goto done;
        size_t n_runs = 0;
        runs = malloc((of->n + 1) * sizeof *runs);
        if (!runs) { PyErr_NoMemory(); goto done; }
        for (size_t r = 0; r < of->n; r++) {
            size_t first, last;
            if (!ties(g, of->kind[r]) || !in_mask(&l.kinds, of->kind[r])) continue;
            narrow_run(g, of, r, from, to, &first, &last);
            if (last > first) { runs[n_runs].first = first; runs[n_runs++].at = last - 1; total += last - first; }
        }
        /* Entries that make no tie were counted with their runs. */
        const Col *loose = &g->col[I_LOOSE];
        size_t low = 0, high = loose->n;
        while (low < high) { size_t mid = (low + high) / 2; if (get(loose, mid) < from) low = mid + 1; else high = mid; }
        for (; low < loose->n && get(loose, low) < to; low++) {
            uint32_t kind = (uint32_t)get(kinds, get(loose, low));
            if (ties(g, kind) && in_mask(&l.kinds, kind) && total) total--;
        }
        if (total * 64 < to - from) {
            for (size_t i = n_runs; i-- > 0;) sift_run(g, runs, n_runs, i);
            while (n_runs && !stopped) {
                size_t m = get(by, runs[0].at);
                if (is_tie_entry(g, node, m, (uint32_t)get(kinds, m))) stopped = take_place(g, &places, m, limit, &failed);
                if (runs[0].at == runs[0].first) runs[0] = runs[--n_runs]; else runs[0].at--;
                sift_run(g, runs, n_runs, 0);
            }
        } else {
            for (size_t m = to; m-- > from && !stopped;) {
                uint32_t kind = (uint32_t)get(kinds, m);
                if (in_mask(&l.kinds, kind) && is_tie_entry(g, node, m, kind)) stopped = take_place(g, &places, m, limit, &failed);
            }
        }
    } else {
        uint32_t before = NOWHERE;
        for (size_t m = to; m-- > from;) {
            uint32_t kind = (uint32_t)get(kinds, m), c = (uint32_t)get(&g->col[I_CLAIM], m);
            if (c == before || !is_tie_entry(g, node, m, kind) || !rest_passes(&l, kind, (uint32_t)get(&g->col[I_DATE], m), c)) continue;
            before = c;
            total++;
            if (!stopped) stopped = take_place(g, &places, m, limit, &failed);
            if (failed) break;
        }
    }
    if (failed) { PyErr_NoMemory(); goto done; }
    /* Newest day first; of one day, claims by number. */
    for (size_t i = 0; i < places.n;) {
        size_t j = i;
        while (j < places.n && rank_at(g, places.p[j]) == rank_at(g, places.p[i])) j++;
        for (size_t a = i, b = j; a + 1 < b; a++) { b--; uint32_t v = places.p[a]; places.p[a] = places.p[b]; places.p[b] = v; }
        i = j;
    }
    if (places.n > limit) places.n = limit;
    for (size_t i = 0; i < places.n; i++) places.p[i] = (uint32_t)get(&g->col[I_CLAIM], places.p[i]);
    PyObject *bytes = to_bytes(places.p, places.n);
    if (bytes) result = Py_BuildValue("(Nn)", bytes, (Py_ssize_t)total);
done:
    free(runs);
    free(places.p);
    release_lens(&l);
    return result;
}

/* ---- ties ---- */

static PyObject *graph_ties(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    unsigned int node;
    PyObject *lens_, *ends_, *result = NULL;
    Lens l;
    Col ends;
    List others = {0}, counts = {0};
    if (!PyArg_ParseTuple(args, "IOO", &node, &lens_, &ends_)) return NULL;
    if (node >= g->entities) return PyErr_Format(PyExc_IndexError, "no entity %u", node);
    if (take_lens(lens_, &l) < 0) return NULL;
    if (take(ends_, &ends, "ends") < 0) { release_lens(&l); return NULL; }
    size_t first, last, from, to;
    pair_row(g, node, &first, &last);
    int open = l.open && l.lo == 0 && l.hi >= g->col[D_RANK].n;
    uint32_t *seen = NULL;
    if (!open) {
        if (!g->counts) g->counts = calloc((size_t)g->entities + 1, 4);
        seen = need_seen(g);
        if (!g->counts || !seen) { PyErr_NoMemory(); goto done; }
        narrow(g, node, &l, &from, &to);
        for (size_t m = from; m < to; m++) {
            uint32_t kind = (uint32_t)get(&g->col[I_KIND], m), other = (uint32_t)get(&g->col[I_OTHER], m);
            if (other >= g->entities || other == node || !ties(g, kind)) continue;
            if (!rest_passes(&l, kind, (uint32_t)get(&g->col[I_DATE], m), (uint32_t)get(&g->col[I_CLAIM], m))) continue;
            if (seen[other] != g->seen_now) { seen[other] = g->seen_now; g->counts[other] = 0; }
            g->counts[other]++;
        }
    }
    for (size_t p = first; p < last; p++) {
        uint32_t other = (uint32_t)get(&g->col[P_OTHER], p), number = (uint32_t)get(&g->col[P_NUMBER], p), n;
        if (other >= g->entities || !in_mask(&ends, other) || !in_mask(&l.pairs, number)) continue;
        if (open) n = (uint32_t)(get(&g->col[P_AT], (size_t)number + 1) - get(&g->col[P_AT], number));
        else if (seen[other] == g->seen_now) n = g->counts[other];
        else continue;
        if (push(&others, other) < 0 || push(&counts, n) < 0) { PyErr_NoMemory(); goto done; }
    }
    PyObject *a = to_bytes(others.p, others.n), *b = to_bytes(counts.p, counts.n);
    if (a && b) result = Py_BuildValue("(NN)", a, b);
    else { Py_XDECREF(a); Py_XDECREF(b); }
done:
    free(others.p); free(counts.p);
    release(&ends);
    release_lens(&l);
    return result;
}

static void note_code(List *codes, uint32_t v, int *failed) {
    for (size_t i = codes->n; i-- > 0;) if (codes->p[i] == v) return;
    if (push(codes, v) < 0) *failed = 1;
}

static PyObject *graph_tie(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    unsigned int one, other;
    PyObject *lens_, *result = NULL;
    Py_ssize_t limit;
    int with_dates;
    Lens l;
    if (!PyArg_ParseTuple(args, "IIOnp", &one, &other, &lens_, &limit, &with_dates)) return NULL;
    size_t pair = find_pair(g, one, other);
    if (pair == (size_t)-1 || limit < 0) Py_RETURN_NONE;
    if (take_lens(lens_, &l) < 0) return NULL;
    List kinds = {0}, supports = {0}, dates = {0}, passing = {0};
    uint32_t forward = 0;
    int failed = 0;
    if (in_mask(&l.pairs, pair)) {
        size_t from, to;
        narrow_pair(g, pair, &l, &from, &to);
        for (size_t i = from; i < to && !failed; i++) {
            uint32_t c = (uint32_t)get(&g->col[P_CLAIM], i), k = (uint32_t)get(&g->col[C_KIND], c), d = (uint32_t)get(&g->col[C_DATE], c);
            if (!rest_passes(&l, k, d, c)) continue;
            if (push(&passing, c) < 0) failed = 1;
            forward += get(&g->col[C_SUBJECT], c) == one;
            note_code(&kinds, k, &failed);
            note_code(&supports, (uint32_t)get(&g->col[C_SUPPORT], c), &failed);
            /* Claims come by date, so that equal dates stand together, but for those that mean the same days. */
            if (with_dates && (!dates.n || dates.p[dates.n - 1] != d) && push(&dates, d) < 0) failed = 1;
        }
    }
    if (failed) PyErr_NoMemory();
    else if (!passing.n) { Py_INCREF(Py_None); result = Py_None; }
    else {
        size_t count = passing.n;
        qsort(passing.p, passing.n, 4, compare);
        qsort(kinds.p, kinds.n, 4, compare);
        qsort(supports.p, supports.n, 4, compare);
        result = Py_BuildValue("(nINNNN)", (Py_ssize_t)count, forward, to_bytes(passing.p, count < (size_t)limit ? count : (size_t)limit),
                               to_bytes(kinds.p, kinds.n), to_bytes(supports.p, supports.n), to_bytes(dates.p, dates.n));
    }
    free(kinds.p); free(supports.p); free(dates.p); free(passing.p);
    release_lens(&l);
    return result;
}

/* For each pair, whether the claims that pass come from enough outlets; `starts` and `outlets` list those of each support. */
static PyObject *graph_corroborated(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    PyObject *lens_, *starts_, *outlets_, *result = NULL;
    Py_ssize_t least;
    Lens l;
    Col starts, outlets;
    memset(&outlets, 0, sizeof outlets);
    if (!PyArg_ParseTuple(args, "OOOn", &lens_, &starts_, &outlets_, &least)) return NULL;
    if (take_lens(lens_, &l) < 0) return NULL;
    if (take(starts_, &starts, "starts") < 0) { release_lens(&l); return NULL; }
    List found = {0};
    if (take(outlets_, &outlets, "outlets") < 0) goto done;
    size_t pairs = g->col[P_AT].n ? g->col[P_AT].n - 1 : 0;
    result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)pairs);
    if (!result) goto done;
    char *mask = PyBytes_AsString(result);
    for (size_t p = 0; p < pairs; p++) {
        size_t from, to;
        int failed = 0;
        found.n = 0;
        narrow_pair(g, p, &l, &from, &to);
        for (size_t i = from; i < to && (Py_ssize_t)found.n < least; i++) {
            uint32_t c = (uint32_t)get(&g->col[P_CLAIM], i);
            if (!rest_passes(&l, (uint32_t)get(&g->col[C_KIND], c), (uint32_t)get(&g->col[C_DATE], c), c)) continue;
            size_t s = get(&g->col[C_SUPPORT], c);
            for (size_t j = get(&starts, s); j < get(&starts, s + 1) && j < outlets.n; j++) note_code(&found, (uint32_t)get(&outlets, j), &failed);
        }
        if (failed) { PyErr_NoMemory(); Py_CLEAR(result); break; }
        mask[p] = (Py_ssize_t)found.n >= least;
    }
done:
    free(found.p);
    release(&starts); release(&outlets);
    release_lens(&l);
    return result;
}

/* ---- paths ---- */

typedef struct { uint32_t *p; uint32_t n; int sorted; } Row;

typedef struct {
    uint8_t *dist;
    List nodes;     /* all that it holds, in the order in which they came */
    size_t frontier; /* where the last ring begins in it */
    int radius;
} Ball;

typedef struct {
    Graph *g;
    Lens l;
    Col passable;
    uint32_t first, last;
    Row *rows;
    size_t n_rows, size_rows;
    List fetched; /* the node of each row */
    Ball balls[MAX_BALLS];
    int n_balls, n_via;
    List via[32]; /* groups of entities, of each of which one must lie on the path */
    int behind[32]; /* how far the last end is from the nearest of a group */
    uint8_t *to_last;
    List to_last_nodes;
    long long visits;
    double deadline;
    int cut; /* 1 visits, 2 candidates, 3 time, -1 no memory */
    uint32_t trail[16];
    List *found;
    long long candidates;
} Search;

static double now(void) {
    struct timespec t;
#ifdef _WIN32
    timespec_get(&t, TIME_UTC);
#else
    clock_gettime(CLOCK_MONOTONIC, &t);
#endif
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int spend(Search *s, long long n) {
    long long before = s->visits;
    s->visits -= n;
    if (s->visits < 0) { s->cut = 1; return -1; }
    /* The clock is looked at each 256 visits. */
    if (s->deadline > 0 && (before >> 8) != (s->visits >> 8) && now() > s->deadline) { s->cut = 3; return -1; }
    return 0;
}

static int may_pass(const Search *s, uint32_t node) { return node == s->first || node == s->last || in_mask(&s->passable, node); }

static int fetch_row(Search *s, uint32_t node) {
    Graph *g = s->g;
    List row = {0};
    size_t first, last, from, to;
    uint32_t *seen = need_seen(g);
    if (!seen) return -1;
    pair_row(g, node, &first, &last);
    int open = s->l.lo == 0 && s->l.hi >= g->col[D_RANK].n && s->l.open, sorted = 1;
    if (open || s->l.pairs.held) {
        /* A mask of pairs has been worked out under the same lens. */
        for (size_t p = first; p < last; p++) {
            uint32_t other = (uint32_t)get(&g->col[P_OTHER], p);
            if (other >= g->entities || !may_pass(s, other) || !in_mask(&s->l.pairs, get(&g->col[P_NUMBER], p))) continue;
            if (push(&row, other) < 0) goto fail;
        }
    } else {
        narrow(g, node, &s->l, &from, &to);
        /* To read an entry takes a nanosecond or two, to search a pair's claims in random places some hundred times that. */
        if (s->l.kinds.held && degree(g, node) > MANY) {
            const Runs *runs = runs_of(g, node);
            if (!runs) goto fail;
            sorted = 0;
            for (size_t r = 0; r < runs->n; r++) {
                size_t at, end;
                if (!ties(g, runs->kind[r]) || !in_mask(&s->l.kinds, runs->kind[r])) continue;
                narrow_run(g, runs, r, from, to, &at, &end);
                for (; at < end; at++) {
                    size_t m = get(&g->col[I_BY_KIND], at);
                    uint32_t other = (uint32_t)get(&g->col[I_OTHER], m);
                    if (other >= g->entities || other == node || seen[other] == g->seen_now) continue;
                    if (!in_mask(&s->l.dates, get(&g->col[I_DATE], m)) || !in_mask(&s->l.claims, get(&g->col[I_CLAIM], m))) continue;
                    seen[other] = g->seen_now;
                    if (may_pass(s, other) && push(&row, other) < 0) goto fail;
                }
            }
        } else if (to - from <= 256 * (last - first)) {
            sorted = 0;
            for (size_t m = from; m < to; m++) {
                uint32_t kind = (uint32_t)get(&g->col[I_KIND], m), other = (uint32_t)get(&g->col[I_OTHER], m);
                if (other >= g->entities || other == node || seen[other] == g->seen_now || !ties(g, kind)) continue;
                if (!rest_passes(&s->l, kind, (uint32_t)get(&g->col[I_DATE], m), (uint32_t)get(&g->col[I_CLAIM], m))) continue;
                seen[other] = g->seen_now;
                if (may_pass(s, other) && push(&row, other) < 0) goto fail;
            }
        } else {
            for (size_t p = first; p < last; p++) {
                uint32_t other = (uint32_t)get(&g->col[P_OTHER], p);
                size_t a, b;
                if (other >= g->entities || !may_pass(s, other)) continue;
                narrow_pair(g, get(&g->col[P_NUMBER], p), &s->l, &a, &b);
                for (; a < b; a++) {
                    uint32_t c = (uint32_t)get(&g->col[P_CLAIM], a);
                    if (rest_passes(&s->l, (uint32_t)get(&g->col[C_KIND], c), (uint32_t)get(&g->col[C_DATE], c), c)) break;
                }
                if (a < b && push(&row, other) < 0) goto fail;
            }
        }
    }
    if (s->n_rows == s->size_rows) {
        size_t size = s->size_rows ? 2 * s->size_rows : 64;
        Row *rows = realloc(s->rows, size * sizeof *rows);
        if (!rows) goto fail;
        s->rows = rows;
        s->size_rows = size;
    }
    if (push(&s->fetched, node) < 0) goto fail;
    g->adjacent[node] = (uint32_t)s->n_rows;
    s->rows[s->n_rows].p = row.p;
    s->rows[s->n_rows].n = (uint32_t)row.n;
    s->rows[s->n_rows++].sorted = sorted;
    return 0;
fail:
    free(row.p);
    s->cut = -1;
    return -1;
}

static Row *row_of(Search *s, uint32_t node) {
    uint32_t i = s->g->adjacent[node];
    return i == NOWHERE ? NULL : &s->rows[i];
}

static int fetch(Search *s, const uint32_t *nodes, size_t n) {
    long long missing = 0;
    for (size_t i = 0; i < n; i++) missing += s->g->adjacent[nodes[i]] == NOWHERE;
    if (missing && spend(s, missing) < 0) return -1;
    for (size_t i = 0; i < n; i++)
        if (s->g->adjacent[nodes[i]] == NOWHERE && fetch_row(s, nodes[i]) < 0) { if (!s->cut) s->cut = -1; return -1; }
    return 0;
}

static int grow(Search *s, Ball *b) {
    size_t first = b->frontier, last = b->nodes.n;
    if (fetch(s, b->nodes.p + first, last - first) < 0) return -1;
    if (b->radius < (int)FAR - 2) b->radius++;
    for (size_t i = first; i < last; i++) {
        Row *row = row_of(s, b->nodes.p[i]);
        for (uint32_t j = 0; row && j < row->n; j++) {
            uint32_t other = row->p[j];
            if (b->dist[other] != FAR) continue;
            b->dist[other] = (uint8_t)b->radius;
            if (push(&b->nodes, other) < 0) { s->cut = -1; return -1; }
        }
    }
    b->frontier = last;
    return 0;
}

static size_t ring(const Ball *b) { return b->nodes.n - b->frontier; }

static int grow_until(Search *s, int hops) {
    Ball *first = &s->balls[0], *last = &s->balls[1];
    while (first->radius + last->radius < hops)
        if (grow(s, ring(first) < ring(last) ? first : last) < 0) return -1;
    return 0;
}

static int prepare(Search *s, int hops) {
    Ball *last = &s->balls[1], *first = &s->balls[0];
    if (grow_until(s, hops) < 0) return -1;
    for (int i = 2; i < s->n_balls; i++)
        while (2 * s->balls[i].radius < hops)
            if (grow(s, &s->balls[i]) < 0) return -1;
    for (size_t i = 0; i < s->to_last_nodes.n; i++) s->to_last[s->to_last_nodes.p[i]] = FAR;
    s->to_last_nodes.n = 0;
    for (size_t i = 0; i < last->nodes.n; i++) {
        s->to_last[last->nodes.p[i]] = last->dist[last->nodes.p[i]];
        if (push(&s->to_last_nodes, last->nodes.p[i]) < 0) { s->cut = -1; return -1; }
    }
    for (int distance = last->radius + 1; distance <= hops; distance++) {
        for (size_t r = 0; r < s->n_rows; r++) {
            uint32_t node = s->fetched.p[r];
            if (s->to_last[node] != FAR) continue;
            for (uint32_t j = 0; j < s->rows[r].n; j++)
                if (s->to_last[s->rows[r].p[j]] == distance - 1) {
                    s->to_last[node] = (uint8_t)distance;
                    if (push(&s->to_last_nodes, node) < 0) { s->cut = -1; return -1; }
                    break;
                }
        }
    }
    List wanted = {0};
    int failed = 0;
    for (int v = 0; v < s->n_via; v++) {
        s->behind[v] = FAR;
        for (size_t i = 0; i < s->via[v].n; i++)
            if (s->to_last[s->via[v].p[i]] < s->behind[v]) s->behind[v] = s->to_last[s->via[v].p[i]];
    }
    for (size_t i = 0; i < s->to_last_nodes.n && !failed; i++) {
        uint32_t node = s->to_last_nodes.p[i];
        int from = first->dist[node] == FAR ? hops : first->dist[node];
        if (from + s->to_last[node] <= hops && push(&wanted, node) < 0) failed = 1;
    }
    if (failed) s->cut = -1;
    else failed = fetch(s, wanted.p, wanted.n) < 0;
    free(wanted.p);
    return failed ? -1 : 0;
}

static int can_finish(const Search *s, uint32_t node, int left, uint32_t missing) {
    if (node == s->last) return !left && !missing;
    if (s->to_last[node] > left) return 0;
    for (int i = 0; i < s->n_via; i++) {
        if (!(missing >> i & 1)) continue;
        const Ball *b = &s->balls[2 + i];
        int here = b->dist[node] == FAR ? b->radius + 1 : b->dist[node];
        if (s->behind[i] == (int)FAR || here + s->behind[i] > left) return 0;
    }
    return 1;
}

static int extend(Search *s, int depth, int left, uint32_t missing, long long max_candidates) {
    if (spend(s, 1) < 0) return -1;
    if (!left) {
        for (int i = 0; i <= depth; i++) if (push(s->found, s->trail[i]) < 0) { s->cut = -1; return -1; }
        if (++s->candidates >= max_candidates) { s->cut = 2; return -1; }
        return 0;
    }
    Row *row = row_of(s, s->trail[depth]);
    if (!row) return 0;
    if (!row->sorted) {
        qsort(row->p, row->n, 4, compare);
        row->sorted = 1;
    }
    /* Rows do not move while paths are followed: all were fetched before. */
    for (uint32_t j = 0; j < row->n; j++) {
        uint32_t other = row->p[j], rest = missing;
        int on_trail = 0;
        for (int i = 0; i <= depth; i++) on_trail |= s->trail[i] == other;
        if (on_trail) continue;
        if (rest) rest &= ~s->g->member[other];
        if (!can_finish(s, other, left - 1, rest)) continue;
        s->trail[depth + 1] = other;
        if (extend(s, depth + 1, left - 1, rest, max_candidates) < 0) return -1;
    }
    return 0;
}

static int open_search(Search *s, Graph *g, PyObject *lens, PyObject *passable, unsigned int start, unsigned int end, PyObject *via, long long visits,
                       double seconds) {
    memset(s, 0, sizeof *s);
    if (start >= g->entities || end >= g->entities || start == end) { PyErr_SetString(PyExc_IndexError, "no such ends"); return -1; }
    if (!PyTuple_Check(via) || PyTuple_Size(via) > 30) { PyErr_SetString(PyExc_ValueError, "via is a tuple of at most 30"); return -1; }
    s->g = g;
    s->first = start < end ? start : end;
    s->last = start < end ? end : start;
    s->visits = visits;
    s->deadline = seconds > 0 ? now() + seconds : 0;
    if (take_lens(lens, &s->l) < 0) return -1;
    if (take(passable, &s->passable, "passable") < 0) return -1;
    if (!g->adjacent) {
        g->adjacent = malloc(((size_t)g->entities + 1) * 4);
        if (!g->adjacent) { PyErr_NoMemory(); return -1; }
        memset(g->adjacent, 0xFF, ((size_t)g->entities + 1) * 4);
    }
    if (PyTuple_Size(via) && !g->member && !(g->member = calloc((size_t)g->entities + 1, 4))) { PyErr_NoMemory(); return -1; }
    for (Py_ssize_t i = 0; i < PyTuple_Size(via); i++) {
        Col group;
        if (take(PyTuple_GetItem(via, i), &group, "via") < 0) return -1;
        s->n_via++;
        for (size_t j = 0; j < group.n; j++) {
            uint64_t v = get(&group, j);
            if (v >= g->entities || push(&s->via[i], (uint32_t)v) < 0) {
                PyErr_SetString(PyExc_IndexError, "no such entity");
                release(&group);
                return -1;
            }
            g->member[v] |= 1u << i;
        }
        release(&group);
    }
    s->n_balls = 2 + s->n_via;
    for (int i = 0; i <= s->n_balls; i++) {
        if (!g->dist[i]) {
            g->dist[i] = malloc((size_t)g->entities + 1);
            if (!g->dist[i]) { PyErr_NoMemory(); return -1; }
            memset(g->dist[i], FAR, (size_t)g->entities + 1);
        }
        if (i == s->n_balls) { s->to_last = g->dist[i]; break; }
        s->balls[i].dist = g->dist[i];
        for (size_t j = 0; j < (i < 2 ? 1 : s->via[i - 2].n); j++) {
            uint32_t centre = i == 0 ? s->first : i == 1 ? s->last : s->via[i - 2].p[j];
            if (s->balls[i].dist[centre] == 0) continue;
            s->balls[i].dist[centre] = 0;
            if (push(&s->balls[i].nodes, centre) < 0) { PyErr_NoMemory(); return -1; }
        }
    }
    return 0;
}

/* Leave the scratch space of the graph as it was found. */
static void close_search(Search *s) {
    if (!s->g) return;
    for (size_t i = 0; i < s->fetched.n; i++) s->g->adjacent[s->fetched.p[i]] = NOWHERE;
    for (size_t i = 0; i < s->n_rows; i++) free(s->rows[i].p);
    free(s->rows);
    free(s->fetched.p);
    for (int i = 0; i < s->n_via; i++) {
        for (size_t j = 0; j < s->via[i].n; j++) s->g->member[s->via[i].p[j]] = 0;
        free(s->via[i].p);
    }
    for (int i = 0; i < s->n_balls; i++) {
        for (size_t j = 0; s->balls[i].dist && j < s->balls[i].nodes.n; j++) s->balls[i].dist[s->balls[i].nodes.p[j]] = FAR;
        free(s->balls[i].nodes.p);
    }
    for (size_t i = 0; i < s->to_last_nodes.n; i++) s->to_last[s->to_last_nodes.p[i]] = FAR;
    free(s->to_last_nodes.p);
    release(&s->passable);
    release_lens(&s->l);
}

static PyObject *graph_routes(PyObject *self, PyObject *args) {
    unsigned int start, end;
    PyObject *lens, *passable, *via, *result = NULL;
    int max_hops, all_lengths;
    long long k, visits, max_candidates;
    double seconds;
    if (!PyArg_ParseTuple(args, "IIOOOiLpLLd", &start, &end, &lens, &passable, &via, &max_hops, &k, &all_lengths, &visits, &max_candidates, &seconds))
        return NULL;
    if (max_hops < 0 || max_hops > 12) return PyErr_Format(PyExc_ValueError, "max_hops is %d", max_hops);
    Search s;
    PyObject *levels = NULL;
    if (open_search(&s, (Graph *)self, lens, passable, start, end, via, visits, seconds) < 0) goto done;
    levels = PyList_New(0);
    if (!levels) goto done;
    uint32_t all = s.n_via ? (uint32_t)((1ull << s.n_via) - 1) : 0;
    if (all) all &= ~s.g->member[s.first];
    for (int hops = 1; hops <= max_hops && !s.cut && (all_lengths || s.candidates < k); hops++) {
        List found = {0};
        s.found = &found;
        s.trail[0] = s.first;
        if (!prepare(&s, hops) && can_finish(&s, s.first, hops, all)) extend(&s, 0, hops, all, max_candidates);
        PyObject *bytes = s.cut == -1 ? NULL : to_bytes(found.p, found.n);
        free(found.p);
        if (!bytes || PyList_Append(levels, bytes) < 0) { Py_XDECREF(bytes); if (!PyErr_Occurred()) PyErr_NoMemory(); goto done; }
        Py_DECREF(bytes);
    }
    result = Py_BuildValue("(Oi)", levels, s.cut);
done:
    Py_XDECREF(levels);
    close_search(&s);
    return result;
}

/* One of the two sides of a search for one shortest path. */
typedef struct {
    uint8_t *dist;
    uint32_t *parent;
    List nodes;
    size_t frontier;
    int radius;
} Side;

/* Take an entity that is reached from another; tell whether the other side has it already. */
static int take_reached(Search *s, Side *side, const Side *other, uint32_t node, uint32_t next) {
    if (next >= s->g->entities || next == node || side->dist[next] != FAR || !may_pass(s, next)) return 0;
    side->dist[next] = (uint8_t)side->radius;
    side->parent[next] = node;
    if (push(&side->nodes, next) < 0) { s->cut = -1; return 0; }
    return other->dist[next] != FAR;
}

/* Look at what may be reached from a node; return where the other side is met, else NOWHERE. */
static uint32_t reach(Search *s, Side *side, const Side *other, uint32_t node, int open) {
    Graph *g = s->g;
    const Col *others = &g->col[I_OTHER];
    size_t from, to;
    if (open) {
        for (pair_row(g, node, &from, &to); from < to && !s->cut; from++) {
            uint32_t next = (uint32_t)get(&g->col[P_OTHER], from);
            if (in_mask(&s->l.pairs, get(&g->col[P_NUMBER], from)) && take_reached(s, side, other, node, next)) return next;
        }
        return NOWHERE;
    }
    narrow(g, node, &s->l, &from, &to);
    if (s->l.kinds.held && degree(g, node) > MANY) {
        const Runs *runs = runs_of(g, node);
        if (!runs) s->cut = -1;
        for (size_t r = 0; runs && r < runs->n; r++) {
            size_t at, end;
            if (!ties(g, runs->kind[r]) || !in_mask(&s->l.kinds, runs->kind[r])) continue;
            for (narrow_run(g, runs, r, from, to, &at, &end); at < end && !s->cut; at++) {
                size_t m = get(&g->col[I_BY_KIND], at);
                if (!in_mask(&s->l.dates, get(&g->col[I_DATE], m)) || !in_mask(&s->l.claims, get(&g->col[I_CLAIM], m))) continue;
                uint32_t next = (uint32_t)get(others, m);
                if (take_reached(s, side, other, node, next)) return next;
            }
        }
        return NOWHERE;
    }
    for (size_t m = from; m < to && !s->cut; m++) {
        uint32_t kind = (uint32_t)get(&g->col[I_KIND], m), next;
        if (!in_mask(&s->l.kinds, kind) || !ties(g, kind)) continue;
        next = (uint32_t)get(others, m);
        if (next < g->entities && side->dist[next] != FAR) continue;
        if (!in_mask(&s->l.dates, get(&g->col[I_DATE], m)) || !in_mask(&s->l.claims, get(&g->col[I_CLAIM], m))) continue;
        if (take_reached(s, side, other, node, next)) return next;
    }
    return NOWHERE;
}

static PyObject *graph_shortest(PyObject *self, PyObject *args) {
    Graph *g = (Graph *)self;
    unsigned int start, end;
    PyObject *lens, *passable, *result = NULL;
    long long visits;
    double seconds;
    if (!PyArg_ParseTuple(args, "IIOOLd", &start, &end, &lens, &passable, &visits, &seconds)) return NULL;
    if (start >= g->entities || end >= g->entities || start == end) return PyErr_Format(PyExc_IndexError, "no such ends");
    Search s;
    Side sides[2];
    List path = {0};
    memset(&s, 0, sizeof s);
    memset(sides, 0, sizeof sides);
    s.g = g;
    s.first = start < end ? start : end;
    s.last = start < end ? end : start;
    s.visits = visits;
    s.deadline = seconds > 0 ? now() + seconds : 0;
    if (take_lens(lens, &s.l) < 0) return NULL;
    if (take(passable, &s.passable, "passable") < 0) goto done;
    for (int i = 0; i < 2; i++) {
        uint32_t centre = i ? s.last : s.first;
        if (!g->dist[i]) {
            g->dist[i] = malloc((size_t)g->entities + 1);
            if (!g->dist[i]) { PyErr_NoMemory(); goto done; }
            memset(g->dist[i], FAR, (size_t)g->entities + 1);
        }
        if (!g->parent[i]) g->parent[i] = malloc(((size_t)g->entities + 1) * 4);
        if (!g->parent[i]) { PyErr_NoMemory(); goto done; }
        sides[i].dist = g->dist[i];
        sides[i].parent = g->parent[i];
        if (push(&sides[i].nodes, centre) < 0) { PyErr_NoMemory(); goto done; }
        sides[i].dist[centre] = 0;
        sides[i].parent[centre] = NOWHERE;
    }
    /* A mask of pairs has been worked out under the same lens; nothing filtered, each tie is a pair too. */
    int open = s.l.pairs.held || (s.l.open && s.l.lo == 0 && s.l.hi >= g->col[D_RANK].n), deep = 0;
    uint32_t meeting = NOWHERE;
    while (meeting == NOWHERE && !s.cut) {
        size_t rings[2] = {sides[0].nodes.n - sides[0].frontier, sides[1].nodes.n - sides[1].frontier};
        if (!rings[0] || !rings[1]) break;
        Side *side = rings[0] < rings[1] ? &sides[0] : &sides[1], *other = side == &sides[0] ? &sides[1] : &sides[0];
        if (side->radius >= (int)FAR - 2) { deep = 1; break; } /* such chains are for a search in Python */
        size_t last = side->nodes.n;
        if (spend(&s, (long long)(last - side->frontier)) < 0) break;
        side->radius++;
        for (size_t i = side->frontier; i < last && meeting == NOWHERE && !s.cut; i++) meeting = reach(&s, side, other, side->nodes.p[i], open);
        side->frontier = last;
    }
    if (s.cut == -1) { PyErr_NoMemory(); goto done; }
    if (meeting != NOWHERE) {
        for (uint32_t node = meeting; node != NOWHERE; node = sides[0].parent[node])
            if (push(&path, node) < 0) { PyErr_NoMemory(); goto done; }
        for (size_t a = 0, b = path.n; a + 1 < b; a++) { b--; uint32_t v = path.p[a]; path.p[a] = path.p[b]; path.p[b] = v; }
        for (uint32_t node = sides[1].parent[meeting]; node != NOWHERE; node = sides[1].parent[node])
            if (push(&path, node) < 0) { PyErr_NoMemory(); goto done; }
    }
    PyObject *bytes = to_bytes(path.p, path.n);
    if (bytes) result = Py_BuildValue("(Ni)", bytes, deep ? 4 : s.cut);
done:
    free(path.p);
    for (int i = 0; i < 2; i++) {
        for (size_t j = 0; j < sides[i].nodes.n; j++) sides[i].dist[sides[i].nodes.p[j]] = FAR;
        free(sides[i].nodes.p);
    }
    release(&s.passable);
    release_lens(&s.l);
    return result;
}

/* ---- the type ---- */

static PyObject *graph_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)kwargs;
    Py_ssize_t entities, claims;
    PyObject *columns;
    int repeats;
    if (!PyArg_ParseTuple(args, "nnO!p", &entities, &claims, &PyDict_Type, &columns, &repeats)) return NULL;
    if (entities < 0 || claims < 0 || entities >= NOWHERE || claims >= NOWHERE) return PyErr_Format(PyExc_ValueError, "too many records");
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Graph *g = (Graph *)alloc(type, 0);
    if (!g) return NULL;
    g->entities = (uint32_t)entities;
    g->claims = (uint32_t)claims;
    g->repeats = repeats;
    for (int i = 0; i < COLUMNS; i++) {
        PyObject *column = PyDict_GetItemString(columns, COLUMN_NAMES[i]);
        if (!column) { PyErr_Format(PyExc_KeyError, "column %s", COLUMN_NAMES[i]); Py_DECREF(g); return NULL; }
        if (take(column, &g->col[i], COLUMN_NAMES[i]) < 0) { Py_DECREF(g); return NULL; }
        if (i <= C_TEMPLATE && g->col[i].n == 1) g->col[i].step = 0;
    }
    if (g->col[K_TIES].width != 1) { PyErr_SetString(PyExc_ValueError, "kind_ties must be bytes"); Py_DECREF(g); return NULL; }
    return (PyObject *)g;
}

static void graph_free(PyObject *self) {
    Graph *g = (Graph *)self;
    PyTypeObject *type = Py_TYPE(self);
    for (int i = 0; i < COLUMNS; i++) release(&g->col[i]);
    free(g->seen); free(g->counts); free(g->adjacent); free(g->parent[0]); free(g->parent[1]); free(g->member);
    for (size_t i = 0; g->runs && i < g->entities; i++) free_runs(g->runs[i]);
    free(g->runs);
    for (int i = 0; i <= MAX_BALLS; i++) free(g->dist[i]);
    freefunc release_self = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release_self(self);
    Py_DECREF(type);
}

static PyMethodDef graph_methods[] = {
    {"select", graph_select, METH_VARARGS, "Return the claims that pass, by number."},
    {"histogram", graph_histogram, METH_VARARGS, "Count the values of a column."},
    {"histogram_ends", graph_histogram_ends, METH_VARARGS, "Count the pairs of codes of subject and object."},
    {"first_by_key", graph_first_by_key, METH_VARARGS, "Return the first claims in an order."},
    {"claims_of", graph_claims_of, METH_VARARGS, "Return the claims that name an entity."},
    {"claims_between", graph_claims_between, METH_VARARGS, "Return the claims with an edge between two entities."},
    {"newest", graph_newest, METH_VARARGS, "Return the newest claims that tie an entity, and how many do."},
    {"ties", graph_ties, METH_VARARGS, "Return whom an entity is tied to, by how many claims."},
    {"tie", graph_tie, METH_VARARGS, "Sum up the claims between two entities."},
    {"corroborated", graph_corroborated, METH_VARARGS, "Tell of each pair whether it has enough outlets."},
    {"routes", graph_routes, METH_VARARGS, "Find the shortest simple paths."},
    {"shortest", graph_shortest, METH_VARARGS, "Find one shortest path."},
    {NULL, NULL, 0, NULL}};

static PyType_Slot graph_slots[] = {
    {Py_tp_new, graph_new}, {Py_tp_dealloc, graph_free}, {Py_tp_methods, graph_methods}, {Py_tp_doc, "The columns of a graph."}, {0, NULL}};
static PyType_Spec graph_spec = {"kgraph.kernel._graph.Graph", sizeof(Graph), 0, Py_TPFLAGS_DEFAULT, graph_slots};

/* Return the places of numbers of eight bytes in their order, equal ones by place: a radix sort, a byte at a time. */
static PyObject *argsort(PyObject *self, PyObject *arg) {
    (void)self;
    Col c;
    if (take(arg, &c, "numbers") < 0) return NULL;
    PyObject *result = NULL;
    size_t n = c.n;
    uint32_t *order = malloc((n + 1) * 4), *next = malloc((n + 1) * 4);
    if (!order || !next || n >= NOWHERE) PyErr_NoMemory();
    else {
        for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
        for (int shift = 0; shift < 8 * c.width; shift += 8) {
            size_t count[257] = {0};
            for (size_t i = 0; i < n; i++) count[((get(&c, i) >> shift) & 0xFF) + 1]++;
            for (int b = 0; b < 256; b++) count[b + 1] += count[b];
            for (size_t i = 0; i < n; i++) next[count[(get(&c, order[i]) >> shift) & 0xFF]++] = order[i];
            uint32_t *kept = order; order = next; next = kept;
        }
        result = to_bytes(order, n);
    }
    free(order); free(next);
    release(&c);
    return result;
}

/* Return numbers in an order, each through a table, as narrow as the largest of them allows. */
static PyObject *gather(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *column_, *order_, *table_, *result = NULL;
    Col column, order, table;
    memset(&order, 0, sizeof order); memset(&table, 0, sizeof table);
    if (!PyArg_ParseTuple(args, "OOO", &column_, &order_, &table_)) return NULL;
    if (take(column_, &column, "column") < 0) return NULL;
    uint64_t *out = NULL, largest = 0;
    if (take(order_, &order, "order") < 0 || take(table_, &table, "table") < 0) goto done;
    size_t n = order.held ? order.n : column.n;
    out = malloc((n + 1) * 8);
    if (!out) { PyErr_NoMemory(); goto done; }
    for (size_t i = 0; i < n; i++) {
        size_t at = order.held ? get(&order, i) : i;
        uint64_t v = get(&column, at);
        if (at >= column.n || (table.held && v >= table.n)) { PyErr_SetString(PyExc_IndexError, "a number without a place"); goto done; }
        if (table.held) v = get(&table, v);
        out[i] = v;
        if (v > largest) largest = v;
    }
    int width = largest > 0xFFFFFFFFu ? 8 : width_for(largest);
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(n * (size_t)width));
    if (!bytes) goto done;
    char *p = PyBytes_AsString(bytes);
    if (width == 8) memcpy(p, out, n * 8);
    else for (size_t i = 0; i < n; i++) put(p, width, i, (uint32_t)out[i]);
    result = Py_BuildValue("(iN)", width, bytes);
done:
    free(out);
    release(&column); release(&order); release(&table);
    return result;
}

/* Return pieces of equal length in an order, one behind the other. */
static PyObject *gather_pieces(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *data_, *order_, *result = NULL;
    Py_ssize_t size;
    Col data, order;
    if (!PyArg_ParseTuple(args, "OOn", &data_, &order_, &size)) return NULL;
    if (size < 1) return PyErr_Format(PyExc_ValueError, "pieces of %zd bytes", size);
    if (take(data_, &data, "data") < 0) return NULL;
    if (take(order_, &order, "order") < 0) { release(&data); return NULL; }
    size_t bytes = data.n * (size_t)data.width, pieces = bytes / (size_t)size;
    result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(order.n * (size_t)size));
    char *out = result ? PyBytes_AsString(result) : NULL;
    for (size_t i = 0; out && i < order.n; i++) {
        size_t at = get(&order, i);
        if (at >= pieces) { PyErr_SetString(PyExc_IndexError, "a piece without a place"); Py_CLEAR(result); break; }
        memcpy(out + i * (size_t)size, data.p + at * (size_t)size, (size_t)size);
    }
    release(&data); release(&order);
    return result;
}

static PyObject *texts[4]; /* the attributes of an instance of a pydantic model */

static int need_texts(void) {
    static const char *const names[] = {"__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__"};
    for (int i = 0; i < 4; i++) if (!texts[i] && !(texts[i] = PyUnicode_InternFromString(names[i]))) return -1;
    return 0;
}

/* Make an instance of a pydantic model; takes over the fields. */
static PyObject *make(PyObject *cls, PyObject *fields, PyObject *names) {
    PyObject *made = fields ? PyType_GenericNew((PyTypeObject *)cls, NULL, NULL) : NULL;
    if (made && (PyObject_GenericSetAttr(made, texts[0], fields) < 0 || PyObject_GenericSetAttr(made, texts[1], names) < 0 ||
                 PyObject_GenericSetAttr(made, texts[2], Py_None) < 0 || PyObject_GenericSetAttr(made, texts[3], Py_None) < 0))
        Py_CLEAR(made);
    Py_XDECREF(fields);
    return made;
}

/* Make an instance of a pydantic model from its fields, which have been checked before. */
static PyObject *revive(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *cls, *fields, *names;
    if (!PyArg_ParseTuple(args, "OO!O", &cls, &PyDict_Type, &fields, &names)) return NULL;
    if (!PyType_Check(cls)) return PyErr_Format(PyExc_TypeError, "not a class");
    if (need_texts() < 0) return NULL;
    Py_INCREF(fields);
    return make(cls, fields, names);
}

enum { R_SUBJECT, R_OBJECT, R_KIND, R_DATE, R_SPEAKER, R_TEMPLATE, R_SUPPORT, R_ROW, R_DIGEST, R_EXTRA, R_PASSAGE, R_COLUMNS };

/* Set a field, taking over its value. */
static int set(PyObject *fields, PyObject *key, PyObject *value) {
    int failed = !value || PyDict_SetItem(fields, key, value) < 0;
    Py_XDECREF(value);
    return failed;
}

static PyObject *item(PyObject *list, size_t i) { return i < (size_t)PyList_Size(list) ? PyList_GetItem(list, (Py_ssize_t)i) : Py_None; }

static PyObject *spell(const char *prefix, size_t length, const unsigned char *bytes, size_t n, uint64_t number) {
    static const char figures[] = "0123456789abcdef";
    char text[280];
    if (length > 200) return NULL;
    memcpy(text, prefix, length);
    for (size_t i = 0; i < n; i++) {
        unsigned v = bytes ? bytes[i] : (unsigned)(number >> (8 * (n - 1 - i))) & 0xFF;
        text[length++] = figures[v >> 4];
        text[length++] = figures[v & 15];
    }
    return PyUnicode_FromStringAndSize(text, (Py_ssize_t)length);
}

/* A statement: its template with the names and the date in the places of their marks. */
static PyObject *fill(PyObject *template, PyObject *const *marks, PyObject *const *words) {
    Py_INCREF(template);
    for (int i = 0; i < 3 && template; i++) {
        if (words[i] == Py_None) continue;
        PyObject *filled = PyUnicode_Replace(template, marks[i], words[i], -1);
        Py_DECREF(template);
        template = filled;
    }
    return template;
}

/* Make the claims with these numbers that need nothing but columns and what is kept of others.
   None stands for the rest; and how many these are. */
static PyObject *revive_claims(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *numbers_, *columns, *named, *kinds, *dates, *templates, *supports, *models, *sets, *keys, *marks_, *result = NULL;
    const char *prefix;
    Py_ssize_t length, none;
    if (!PyArg_ParseTuple(args, "OO!nO!O!O!O!O!s#O!O!O!O!", &numbers_, &PyTuple_Type, &columns, &none, &PyList_Type, &named, &PyList_Type, &kinds,
                          &PyList_Type, &dates, &PyList_Type, &templates, &PyList_Type, &supports, &prefix, &length, &PyTuple_Type, &models,
                          &PyTuple_Type, &sets, &PyTuple_Type, &keys, &PyTuple_Type, &marks_))
        return NULL;
    if (PyTuple_Size(columns) != R_COLUMNS || PyTuple_Size(models) != 3 || PyTuple_Size(sets) != 3 || PyTuple_Size(keys) != 10 || PyTuple_Size(marks_) != 3)
        return PyErr_Format(PyExc_ValueError, "revive_claims: tuples of other lengths are needed");
    if (need_texts() < 0) return NULL;
    Col numbers, c[R_COLUMNS];
    memset(c, 0, sizeof c);
    PyObject *k[10], *marks[3];
    for (int i = 0; i < 10; i++) k[i] = PyTuple_GetItem(keys, i);
    for (int i = 0; i < 3; i++) marks[i] = PyTuple_GetItem(marks_, i);
    if (take(numbers_, &numbers, "numbers") < 0) return NULL;
    for (int i = 0; i < R_COLUMNS; i++) {
        if (take(PyTuple_GetItem(columns, i), &c[i], "of claims") < 0) goto done;
        if (i < R_DIGEST && c[i].n == 1) c[i].step = 0;
    }
    result = PyList_New((Py_ssize_t)numbers.n);
    Py_ssize_t left = 0;
    for (size_t i = 0; result && i < numbers.n; i++) {
        size_t claim = get(&numbers, i), low = 0, high = c[R_EXTRA].n;
        while (low < high) { size_t mid = (low + high) / 2; if (get(&c[R_EXTRA], mid) < claim) low = mid + 1; else high = mid; }
        uint32_t object = (uint32_t)get(&c[R_OBJECT], claim);
        PyObject *subject = item(named, get(&c[R_SUBJECT], claim)), *other = item(named, object), *speaker = item(named, get(&c[R_SPEAKER], claim));
        PyObject *kind = item(kinds, get(&c[R_KIND], claim)), *date = item(dates, get(&c[R_DATE], claim));
        PyObject *template = item(templates, get(&c[R_TEMPLATE], claim)), *support = item(supports, get(&c[R_SUPPORT], claim)), *made = NULL;
        size_t row = get(&c[R_ROW], claim);
        if ((low < c[R_EXTRA].n && get(&c[R_EXTRA], low) == claim) || claim >= c[R_DIGEST].n || 32 * claim + 32 > c[R_PASSAGE].n || (Py_ssize_t)object >= none ||
            !PyTuple_Check(subject) || !PyTuple_Check(other) || !PyTuple_Check(speaker) || !PyDict_Check(kind) || !PyTuple_Check(support) ||
            !PyUnicode_Check(template)) {
            Py_INCREF(Py_None);
            PyList_SetItem(result, (Py_ssize_t)i, Py_None);
            left++;
            continue;
        }
        PyObject *words[3] = {PyTuple_GetItem(subject, 1), PyTuple_GetItem(other, 1), date};
        PyObject *fields = PyDict_Copy(kind), *evidence = PyDict_Copy(PyTuple_GetItem(support, 0)), *locator = PyDict_Copy(PyTuple_GetItem(support, 1));
        PyObject *of = PyTuple_GetItem(subject, 0), *by = PyTuple_GetItem(speaker, 0), *content = PyTuple_GetItem(other, 2), *tuple = NULL;
        if (!fields || !evidence || !locator) goto next;
        if (row && set(locator, k[0], PyLong_FromSize_t(row))) goto next;
        made = make(PyTuple_GetItem(models, 2), locator, PyTuple_GetItem(sets, 2));
        locator = NULL;
        if (set(evidence, k[1], made)) { made = NULL; goto next; }
        made = NULL;
        if (set(evidence, k[2], spell("", 0, (const unsigned char *)c[R_PASSAGE].p + 32 * claim, 32, 0))) goto next;
        made = make(PyTuple_GetItem(models, 1), evidence, PyTuple_GetItem(sets, 1));
        evidence = NULL;
        tuple = made ? PyTuple_Pack(1, made) : NULL;
        Py_CLEAR(made);
        if (set(fields, k[3], tuple) || set(fields, k[4], spell(prefix, (size_t)length, NULL, 8, get(&c[R_DIGEST], claim))) ||
            set(fields, k[5], fill(template, marks, words)) || PyDict_SetItem(fields, k[6], of) < 0 || PyDict_SetItem(fields, k[7], content) < 0 ||
            PyDict_SetItem(fields, k[8], date) < 0 || PyDict_SetItem(fields, k[9], by) < 0)
            goto next;
        made = make(PyTuple_GetItem(models, 0), fields, PyTuple_GetItem(sets, 0));
        fields = NULL;
    next:
        Py_XDECREF(fields); Py_XDECREF(evidence); Py_XDECREF(locator);
        if (!made) {
            if (!PyErr_Occurred()) PyErr_NoMemory();
            Py_CLEAR(result);
        } else PyList_SetItem(result, (Py_ssize_t)i, made);
    }
    if (result) result = Py_BuildValue("(Nn)", result, left);
done:
    release(&numbers);
    for (int i = 0; i < R_COLUMNS; i++) release(&c[i]);
    return result;
}

static PyMethodDef functions[] = {
    {"argsort", argsort, METH_O, "Return the places of numbers in their order."},
    {"gather", gather, METH_VARARGS, "Return numbers in an order, each through a table."},
    {"gather_pieces", gather_pieces, METH_VARARGS, "Return pieces of equal length in an order."},
    {"build_index", build_index, METH_VARARGS, "Build the indexes over the columns of claims."},
    {"revive_claims", revive_claims, METH_VARARGS, "Make the claims that need nothing but columns."},
    {"revive", revive, METH_VARARGS, "Make an instance of a model from fields that were checked before."},
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_graph", "Inner loops over the columns of a graph.", -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__graph(void) {
    PyObject *made = PyModule_Create(&module);
    if (!made) return NULL;
    PyObject *type = PyType_FromSpec(&graph_spec);
    if (!type || PyModule_AddObject(made, "Graph", type) < 0) {
        Py_XDECREF(type);
        Py_DECREF(made);
        return NULL;
    }
    return made;
}
