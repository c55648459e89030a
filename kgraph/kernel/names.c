/* Inner loops of the name index. What each function means is said in names_pure.py, its twin in Python.
 *
 * Arguments are buffers of native unsigned integers. Every access is checked against the length of its buffer, and
 * reads as nothing beyond it: a corrupt buffer gives wrong answers, never a crash. There is no state.
 */
#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COLUMNS 7
#define BLOCK 16              /* tails that share one entry of `blocks` */
#define LATER 0x8000          /* in a shape: the tail begins at a later word */
#define MIN_LENGTH 4          /* characters of the shortest text that can be mistyped */
#define MIN_LENGTH_FOR_TWO 8  /* and from which on two edits are forgiven */
#define MAX_EDITS 2
#define FEW 64                /* hits that are not worth a first look */
#define MAX_LETTERS 65536     /* of a typed text; longer ones are near to nothing */

/* ---- buffers ---- */

typedef struct {
    Py_buffer view;
    const unsigned char *bytes;
    Py_ssize_t count;
} Column;

static void close_columns(Column *columns, int count)
{
    while (count-- > 0)
        PyBuffer_Release(&columns[count].view);
}

/* Open one buffer per width, from the first arguments on; on failure none stays open. */
static int open_columns(PyObject *const *args, const size_t *widths, int count, Column *columns)
{
    for (int i = 0; i < count; i++) {
        if (PyObject_GetBuffer(args[i], &columns[i].view, PyBUF_SIMPLE) < 0) {
            close_columns(columns, i);
            return -1;
        }
        columns[i].bytes = columns[i].view.buf;
        columns[i].count = columns[i].view.len / (Py_ssize_t)widths[i];
    }
    return 0;
}

static inline int is_within(const Column *column, uint64_t place)
{
    return place < (uint64_t)column->count;
}

static inline uint8_t at8(const Column *column, uint64_t place)
{
    return is_within(column, place) ? column->bytes[place] : 0;
}

static inline uint16_t at16(const Column *column, uint64_t place)
{
    uint16_t value = 0;
    if (is_within(column, place))
        memcpy(&value, column->bytes + place * sizeof value, sizeof value);
    return value;
}

static inline uint32_t at32(const Column *column, uint64_t place)
{
    uint32_t value = 0;
    if (is_within(column, place))
        memcpy(&value, column->bytes + place * sizeof value, sizeof value);
    return value;
}

static inline uint64_t at64(const Column *column, uint64_t place)
{
    uint64_t value = 0;
    if (is_within(column, place))
        memcpy(&value, column->bytes + place * sizeof value, sizeof value);
    return value;
}

static int check_count(const char *name, Py_ssize_t given, Py_ssize_t wanted)
{
    if (given == wanted)
        return 0;
    PyErr_Format(PyExc_TypeError, "%s takes %zd arguments, not %zd", name, wanted, given);
    return -1;
}

/* Read a size or a place; False where it is no number from 0 to 2**62. */
static int read_size(PyObject *object, uint64_t *value)
{
    Py_ssize_t size = PyNumber_AsSsize_t(object, PyExc_OverflowError);
    if (size == -1 && PyErr_Occurred())
        return 0;
    if (size < 0) {
        PyErr_SetString(PyExc_ValueError, "a size cannot be negative");
        return 0;
    }
    *value = (uint64_t)size;
    return 1;
}

/* ---- strings: text i is bytes offsets[i] to offsets[i + 1] - 1, then a zero ---- */

static int compare_text(const Column *offsets, const Column *texts, uint64_t id, const Column *key)
{
    uint64_t start = at32(offsets, id), end = at32(offsets, id + 1);
    uint64_t size = end > start ? end - start - 1 : 0;
    if (start + size > (uint64_t)texts->count)
        return 1;
    uint64_t length = (uint64_t)key->count, shared = size < length ? size : length;
    int order = shared ? memcmp(texts->bytes + start, key->bytes, (size_t)shared) : 0;
    return order ? order : size < length ? -1 : size > length;
}

static PyObject *find_text(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const size_t widths[] = {4, 1, 1};
    Column columns[3];
    (void)module;
    if (check_count("find_text", count, 3) < 0 || open_columns(args, widths, 3, columns) < 0)
        return NULL;
    Column *offsets = &columns[0], *texts = &columns[1], *key = &columns[2];
    uint64_t low = 0, high = offsets->count > 0 ? (uint64_t)offsets->count - 1 : 0, total = high;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (compare_text(offsets, texts, middle, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    int is_found = low < total && compare_text(offsets, texts, low, key) == 0;
    close_columns(columns, 3);
    return PyLong_FromLongLong(is_found ? (long long)low : -1);
}

static PyObject *get_text(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const size_t widths[] = {4, 1};
    Column columns[2];
    uint64_t place;
    (void)module;
    if (check_count("get_text", count, 3) < 0 || !read_size(args[2], &place)
        || open_columns(args, widths, 2, columns) < 0)
        return NULL;
    uint64_t start = at32(&columns[0], place), end = at32(&columns[0], place + 1);
    const char *texts = (const char *)columns[1].bytes;
    PyObject *text = NULL;
    if (start < end && end <= (uint64_t)columns[1].count)
        text = PyUnicode_DecodeUTF8(texts + start, (Py_ssize_t)(end - start - 1), "surrogatepass");
    else
        PyErr_Format(PyExc_IndexError, "there is no text %llu", (unsigned long long)place);
    close_columns(columns, 2);
    return text;
}

/* ---- hits: eight bytes each, the score in hundredths above the number of the name ---- */

typedef struct {
    uint64_t *items;
    size_t count, room;
} Hits;

static int add_hit(Hits *hits, uint64_t hit)
{
    if (hits->count == hits->room) {
        size_t room = hits->room ? 2 * hits->room : 64;
        uint64_t *items = PyMem_Realloc(hits->items, room * sizeof *items);
        if (items == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        hits->items = items;
        hits->room = room;
    }
    hits->items[hits->count++] = hit;
    return 0;
}

static PyObject *take_hits(Hits *hits, int has_failed)
{
    Py_ssize_t size = (Py_ssize_t)(hits->count * sizeof *hits->items);
    PyObject *result = has_failed ? NULL : PyBytes_FromStringAndSize((char *)hits->items, size);
    PyMem_Free(hits->items);
    return result;
}

/* The best owners so far, as many as asked for: the worst of them is what a further hit must beat. */
typedef struct {
    uint32_t *owners, *scores;
    size_t count, room, worst;
} Best;

static int open_best(Best *best, size_t room)
{
    best->count = best->worst = 0;
    best->room = room;
    best->owners = PyMem_Malloc(2 * (room + 1) * sizeof *best->owners);
    if (best->owners == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    best->scores = best->owners + room + 1;
    return 0;
}

static inline uint32_t least_score(const Best *best)
{
    return best->count < best->room ? 0 : best->scores[best->worst];
}

static void offer(Best *best, uint32_t owner, uint32_t score)
{
    size_t place = 0;
    while (place < best->count && best->owners[place] != owner)
        place++;
    if (place == best->count) {
        if (best->count < best->room)
            best->count++;
        else
            place = best->worst;
        best->owners[place] = owner;
        best->scores[place] = score;
    } else if (best->scores[place] < score) {
        best->scores[place] = score;
    }
    if (best->count == best->room) {
        for (size_t i = best->worst = 0; i < best->count; i++)
            if (best->scores[i] < best->scores[best->worst])
                best->worst = i;
    }
}

/* ---- prefixes ---- */

/* Tell where a tail stands against a prefix: 0 if it begins so. */
static int compare_tail(const Column *texts, uint64_t start, const Column *prefix)
{
    for (Py_ssize_t i = 0; i < prefix->count; i++) {
        int order = (int)at8(texts, start + (uint64_t)i) - (int)prefix->bytes[i];
        if (order)
            return order;
    }
    return 0;
}

static uint64_t bisect_tails(const Column *starts, const Column *texts, const Column *prefix, int after)
{
    uint64_t low = 0, high = (uint64_t)starts->count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        int order = compare_tail(texts, at32(starts, middle), prefix);
        if (order < 0 || (after && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Round to hundredths as Python does: by the exact value of the double. */
static uint32_t to_hundredths(double score)
{
    double scaled = score * 100, whole = floor(scaled);
    if (fabs(scaled - whole - 0.5) > 1e-6)
        return (uint32_t)(whole + (scaled - whole > 0.5));
    char digits[64];
    uint32_t value = 0;
    snprintf(digits, sizeof digits, "%.2f", score);
    for (const char *digit = digits; *digit; digit++)
        if (*digit >= '0' && *digit <= '9')
            value = 10 * value + (uint32_t)(*digit - '0');
    return value;
}

static uint32_t score_tail(uint16_t shape, double typed, double weight)
{
    uint32_t length = shape & (LATER - 1u);
    /* Each step rounded on its own, lest a compiler fuse them. */
    volatile double share = length ? typed / length : 1;
    volatile double part = weight * (share < 1 ? share : 1);
    volatile double score = (shape & LATER ? 60 : 70) + part;
    return to_hundredths(score);
}

/* The tails of a range, and those of its blocks that can matter. */
typedef struct {
    const Column *numbers, *shapes, *blocks, *owners, *skipped;
    uint64_t first, end;
} Range;

/* Return the next tail from a place on whose shape is at most that, and whose name is not skipped. */
static uint64_t next_tail(const Range *range, uint64_t place, uint32_t bound)
{
    for (; place < range->end; place++) {
        if ((place % BLOCK == 0 || place == range->first) && is_within(range->blocks, place / BLOCK)
            && at16(range->blocks, place / BLOCK) > bound)
            place |= BLOCK - 1;
        else if (at16(range->shapes, place) <= bound && !at8(range->skipped, at32(range->numbers, place)))
            break;
    }
    return place;
}

/* Return the greatest shape that a tail may have to be among the best `limit` owners. A tail scores less the greater
 * its shape, but by so little at times that both are rounded alike. */
static int32_t bound_shape(const Range *range, size_t limit, double typed, double weight)
{
    Best best = {0};
    uint32_t bound = UINT16_MAX;
    if (open_best(&best, limit) < 0)
        return -1;
    for (uint64_t place = next_tail(range, range->first, bound); place < range->end;
         place = next_tail(range, place + 1, bound)) {
        offer(&best, at32(range->owners, at32(range->numbers, place)), UINT16_MAX - at16(range->shapes, place));
        if (best.count == best.room && least_score(&best) > 0)
            bound = UINT16_MAX - least_score(&best) - 1;
    }
    if (best.count == best.room) {
        bound = UINT16_MAX - least_score(&best);
        uint32_t least = score_tail((uint16_t)bound, typed, weight);
        while (bound < UINT16_MAX && score_tail((uint16_t)(bound + 1), typed, weight) >= least)
            bound++;
    }
    PyMem_Free(best.owners);
    return (int32_t)bound;
}

static PyObject *find_begun(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const size_t widths[] = {4, 4, 2, 2, 1, 4, 1}, one = 1;
    Column columns[MAX_COLUMNS + 1];
    Hits hits = {0};
    uint64_t limit, typed;
    (void)module;
    if (check_count("find_begun", count, 11) < 0 || !read_size(args[8], &typed) || !read_size(args[10], &limit))
        return NULL;
    double weight = PyFloat_AsDouble(args[9]);
    if (PyErr_Occurred() || open_columns(args, widths, MAX_COLUMNS, columns) < 0)
        return NULL;
    if (open_columns(args + MAX_COLUMNS, &one, 1, columns + MAX_COLUMNS) < 0) {
        close_columns(columns, MAX_COLUMNS);
        return NULL;
    }
    const Column *starts = &columns[0], *texts = &columns[4], *prefix = &columns[7];
    Range range = {&columns[1], &columns[2], &columns[3], &columns[5], &columns[6], 0, 0};
    if (prefix->count > 0 && limit > 0 && weight >= 0 && weight < 10) {
        range.first = bisect_tails(starts, texts, prefix, 0);
        range.end = bisect_tails(starts, texts, prefix, 1);
    }
    int32_t bound = UINT16_MAX;
    if (range.first + limit < range.end)
        bound = bound_shape(&range, (size_t)limit, (double)typed, weight);
    int has_failed = bound < 0;
    for (uint64_t place = next_tail(&range, range.first, (uint32_t)bound); place < range.end && !has_failed;
         place = next_tail(&range, place + 1, (uint32_t)bound)) {
        uint64_t score = score_tail(at16(range.shapes, place), (double)typed, weight);
        has_failed = add_hit(&hits, score << 32 | at32(range.numbers, place)) < 0;
    }
    close_columns(columns, MAX_COLUMNS + 1);
    return take_hits(&hits, has_failed);
}

/* ---- hits of postings, and the best of them ---- */

static PyObject *expand(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const size_t width = 4;
    Column postings;
    Hits hits = {0};
    uint64_t start, end, roles, score;
    int has_failed = 0;
    (void)module;
    if (check_count("expand", count, 5) < 0 || !read_size(args[1], &start) || !read_size(args[2], &end)
        || !read_size(args[3], &roles) || !read_size(args[4], &score) || open_columns(args, &width, 1, &postings) < 0)
        return NULL;
    if (end > (uint64_t)postings.count)
        end = (uint64_t)postings.count;
    for (uint64_t place = start; place < end && !has_failed; place++) {
        uint32_t posting = at32(&postings, place);
        if (posting & roles)
            has_failed = add_hit(&hits, (score & 0xFFFFFFFF) << 32 | posting >> 3) < 0;
    }
    close_columns(&postings, 1);
    return take_hits(&hits, has_failed);
}

static PyObject *keep(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const size_t widths[] = {8, 4};
    Column columns[2];
    Hits hits = {0};
    uint64_t start, end, roles;
    int has_failed = 0;
    (void)module;
    if (check_count("keep", count, 5) < 0 || !read_size(args[2], &start) || !read_size(args[3], &end)
        || !read_size(args[4], &roles) || open_columns(args, widths, 2, columns) < 0)
        return NULL;
    Column *given = &columns[0], *postings = &columns[1];
    if (end > (uint64_t)postings->count)
        end = (uint64_t)postings->count;
    for (Py_ssize_t i = 0; i < given->count && start < end && !has_failed; i++) {
        uint64_t hit = at64(given, (uint64_t)i), high = end;
        while (start < high) {
            uint64_t middle = start + (high - start) / 2;
            if (at32(postings, middle) >> 3 < (uint32_t)hit)
                start = middle + 1;
            else
                high = middle;
        }
        uint32_t posting = at32(postings, start);
        if (start < end && posting >> 3 == (uint32_t)hit && posting & roles)
            has_failed = add_hit(&hits, hit) < 0;
    }
    close_columns(columns, 2);
    return take_hits(&hits, has_failed);
}

typedef struct {
    uint32_t score, number, owner, rank;
} Ranked;

static int compare(uint32_t one, uint32_t other)
{
    return one < other ? -1 : one > other;
}

static int by_owner(const void *left, const void *right)
{
    const Ranked *one = left, *other = right;
    int order = compare(one->owner, other->owner);
    order = order ? order : compare(other->score, one->score);
    return order ? order : compare(one->number, other->number);
}

static int by_score(const void *left, const void *right)
{
    const Ranked *one = left, *other = right;
    int order = compare(other->score, one->score);
    order = order ? order : compare(one->rank, other->rank);
    return order ? order : compare(one->owner, other->owner);
}

/* Sort in place; of a few, without a call for each comparison. */
static void sort_ranked(Ranked *ranked, size_t count, int (*order)(const void *, const void *))
{
    if (count > FEW) {
        qsort(ranked, count, sizeof *ranked, order);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        Ranked moved = ranked[i];
        size_t place = i;
        for (; place > 0 && order(&moved, &ranked[place - 1]) < 0; place--)
            ranked[place] = ranked[place - 1];
        ranked[place] = moved;
    }
}

static int is_among(const Column *values, uint32_t value)
{
    for (Py_ssize_t i = 0; i < values->count; i++)
        if (at32(values, (uint64_t)i) == value)
            return 1;
    return 0;
}

static PyObject *rank(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const size_t widths[] = {8, 4, 4, 4};
    Column columns[4];
    Best best = {0};
    Hits hits = {0};
    uint64_t limit;
    (void)module;
    if (check_count("rank", count, 5) < 0 || !read_size(args[4], &limit) || open_columns(args, widths, 4, columns) < 0)
        return NULL;
    Column *given = &columns[0], *owners = &columns[1], *ranks = &columns[2], *excluded = &columns[3];
    size_t total = (size_t)given->count, kept = 0, groups = 0;
    Ranked *ranked = PyMem_Malloc((total + 1) * sizeof *ranked);
    int has_failed = ranked == NULL;
    if (has_failed)
        PyErr_NoMemory();
    uint32_t least = 0;
    /* Of a few hits all are sorted. */
    if (!has_failed && limit && limit < total && total > FEW) {
        has_failed = open_best(&best, (size_t)limit) < 0;
        for (size_t i = 0; i < total && !has_failed; i++) {
            uint64_t hit = at64(given, i);
            uint32_t score = (uint32_t)(hit >> 32), owner = at32(owners, (uint32_t)hit);
            if ((best.count < best.room || score > least_score(&best)) && !is_among(excluded, owner))
                offer(&best, owner, score);
        }
        least = has_failed ? 0 : least_score(&best);
        PyMem_Free(best.owners);
    }
    for (size_t i = 0; i < total && !has_failed; i++) {
        uint64_t hit = at64(given, i);
        uint32_t score = (uint32_t)(hit >> 32), number = (uint32_t)hit, owner = at32(owners, number);
        if (score >= least && !is_among(excluded, owner))
            ranked[kept++] = (Ranked){score, number, owner, at32(ranks, number)};
    }
    if (!has_failed) {
        sort_ranked(ranked, kept, by_owner);
        for (size_t i = 0; i < kept; i++)
            if (i == 0 || ranked[i].owner != ranked[groups - 1].owner)
                ranked[groups++] = ranked[i];
        sort_ranked(ranked, groups, by_score);
        for (size_t i = 0; i < groups && i < limit && !has_failed; i++)
            has_failed = add_hit(&hits, (uint64_t)ranked[i].score << 32 | ranked[i].number) < 0;
    }
    PyMem_Free(ranked);
    close_columns(columns, 4);
    return take_hits(&hits, has_failed);
}

/* ---- typos ---- */

/* Read the letter at a place of a UTF-8 text, and go on to the next; a broken byte is a letter of its own. */
static uint32_t next_letter(const unsigned char *text, size_t length, size_t *place)
{
    unsigned char first = text[(*place)++];
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    uint32_t letter = more == 3 ? first & 0x07 : more == 2 ? first & 0x0F : more ? first & 0x1F : first;
    while (more-- > 0 && *place < length && (text[*place] & 0xC0) == 0x80)
        letter = letter << 6 | (text[(*place)++] & 0x3F);
    return letter;
}

/* Return the optimal string alignment distance, or `budget` + 1 where it is more than the budget (at most 2). */
static int count_edits(const uint32_t *one, size_t ones, const uint32_t *other, size_t others, int budget)
{
    while (ones && others && *one == *other)
        one++, other++, ones--, others--;
    while (ones && others && one[ones - 1] == other[others - 1])
        ones--, others--;
    size_t more = ones > others ? ones - others : others - ones;
    if (ones == 0 || others == 0 || more > (size_t)budget)
        return more > (size_t)budget ? budget + 1 : (int)more;
    if (budget == 0)
        return 1;
    int best = 1 + count_edits(one + 1, ones - 1, other + 1, others - 1, budget - 1), edits;
    if ((edits = 1 + count_edits(one + 1, ones - 1, other, others, budget - 1)) < best)
        best = edits;
    if ((edits = 1 + count_edits(one, ones, other + 1, others - 1, budget - 1)) < best)
        best = edits;
    if (ones > 1 && others > 1 && one[0] == other[1] && one[1] == other[0]
        && (edits = 1 + count_edits(one + 2, ones - 2, other + 2, others - 2, budget - 1)) < best)
        best = edits;
    return best;
}

static int is_digit(const uint32_t *letters, size_t length, size_t place)
{
    return place < length && letters[place] >= '0' && letters[place] <= '9';
}

/* Tell whether two texts have the same numbers in the same order. */
static int have_same_numbers(const uint32_t *one, size_t ones, const uint32_t *other, size_t others)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < ones && !is_digit(one, ones, i))
            i++;
        while (j < others && !is_digit(other, others, j))
            j++;
        if (i == ones || j == others)
            return i == ones && j == others;
        while (is_digit(one, ones, i) && is_digit(other, others, j))
            if (one[i++] != other[j++])
                return 0;
        if (is_digit(one, ones, i) || is_digit(other, others, j))
            return 0;
    }
}

static uint32_t crc32_of(const unsigned char *bytes, size_t length, uint32_t value)
{
    static const uint32_t table[16] = {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };
    value = ~value;
    while (length--) {
        value ^= *bytes++;
        value = value >> 4 ^ table[value & 15];
        value = value >> 4 ^ table[value & 15];
    }
    return ~value;
}

typedef struct {
    const Column *buckets, *entries, *parities, *offsets, *texts;
    const unsigned char *typed;  /* UTF-8 */
    const uint32_t *letters;     /* of the typed text */
    size_t *places;              /* where each letter begins, and the end */
    size_t length;
    uint32_t *candidate;         /* room for length + 3 letters */
    uint32_t mask;               /* of the bits that are a text's id */
    uint32_t parity;             /* of the letters of the typed text */
    int max_edits;
    Hits found;                  /* id, length << 2 | edits */
} Search;

static int consider(Search *search, uint32_t id)
{
    /* An edit changes at most two bits. This one number tells most of those that are far from those that are near,
     * and the text of a far one need not be fetched. */
    uint32_t bits = at32(search->parities, id) ^ search->parity;
    for (int edit = 0; edit < search->max_edits; edit++) {
        bits &= bits - 1;
        bits &= bits - 1;
    }
    if (bits)
        return 0;
    uint64_t start = at32(search->offsets, id), end = at32(search->offsets, (uint64_t)id + 1);
    size_t place = 0, length = 0;
    if (end <= start || end > (uint64_t)search->texts->count)
        return 0;
    for (size_t size = (size_t)(end - start - 1); place < size; length++) {
        if (length == search->length + MAX_EDITS)
            return 0;
        search->candidate[length] = next_letter(search->texts->bytes + start, size, &place);
    }
    int allowed = length < MIN_LENGTH ? 0 : length < MIN_LENGTH_FOR_TWO ? 1 : 2;
    if (allowed > search->max_edits)
        allowed = search->max_edits;
    if (!allowed || !have_same_numbers(search->letters, search->length, search->candidate, length))
        return 0;
    int edits = count_edits(search->letters, search->length, search->candidate, length, allowed);
    if (edits > allowed)
        return 0;
    for (size_t i = 0; i < search->found.count; i++)
        if (search->found.items[i] >> 32 == id)
            return 0;
    return add_hit(&search->found, (uint64_t)id << 32 | (uint64_t)length << 2 | (uint64_t)edits);
}

static int probe(Search *search, uint32_t hash)
{
    uint64_t bucket = hash & (uint64_t)(search->buckets->count - 2);
    uint64_t end = at32(search->buckets, bucket + 1);
    if (end > (uint64_t)search->entries->count)
        end = (uint64_t)search->entries->count;
    for (uint64_t place = at32(search->buckets, bucket); place < end; place++) {
        uint32_t entry = at32(search->entries, place);
        if (((entry ^ hash) & ~search->mask) == 0 && consider(search, entry & search->mask) < 0)
            return -1;
    }
    return 0;
}

static int probe_piece(Search *search, size_t start, size_t length, uint32_t seed)
{
    size_t from = search->places[start];
    return probe(search, crc32_of(search->typed + from, search->places[start + length] - from, seed));
}

/* The same for a piece whose last letter, or first one, has changed places with its neighbour outside. */
static int probe_swapped(Search *search, size_t start, size_t length, int is_last, uint32_t seed)
{
    const size_t *places = search->places;
    size_t outer = is_last ? start + length : start - 1;
    const unsigned char *kept = search->typed + places[is_last ? start : start + 1];
    size_t size = is_last ? places[start + length - 1] - places[start] : places[start + length] - places[start + 1];
    const unsigned char *letter = search->typed + places[outer];
    size_t width = places[outer + 1] - places[outer];
    uint32_t hash = is_last ? crc32_of(letter, width, crc32_of(kept, size, seed))
                            : crc32_of(kept, size, crc32_of(letter, width, seed));
    return probe(search, hash);
}

/* Look up the pieces that a text of this length, some edits away, must share with the typed one. */
static int probe_length(Search *search, size_t length)
{
    long typed = (long)search->length, more = typed - (long)length, away = labs(more);
    long pieces = length < MIN_LENGTH_FOR_TWO ? 2 : 3, allowed = pieces - 1;
    if (allowed > search->max_edits)
        allowed = search->max_edits;
    if (away > allowed)
        return 0;
    for (long piece = 0; piece < pieces; piece++) {
        long first = piece * (long)length / pieces, size = (piece + 1) * (long)length / pieces - first;
        uint32_t seed = (uint32_t)(4 * length + (size_t)piece);
        for (long shift = -piece; shift <= piece; shift++) {
            long start = first + shift;
            if (labs(more - shift) > pieces - 1 - piece || start < 0 || start + size > typed)
                continue;
            if (probe_piece(search, (size_t)start, (size_t)size, seed) < 0)
                return -1;
        }
        if (away >= allowed)
            continue;
        if (piece == 0 && size < typed && probe_swapped(search, 0, (size_t)size, 1, seed) < 0)
            return -1;
        if (piece == 2 && size < typed && probe_swapped(search, (size_t)(typed - size), (size_t)size, 0, seed) < 0)
            return -1;
    }
    return 0;
}

static PyObject *list_found(const Search *search)
{
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list != NULL && i < search->found.count; i++) {
        uint64_t item = search->found.items[i];
        PyObject *row = Py_BuildValue("(IiI)", (unsigned int)(item >> 32), (int)(item & 3),
                                      (unsigned int)((item & 0xFFFFFFFF) >> 2));
        if (row == NULL || PyList_Append(list, row) < 0)
            Py_CLEAR(list);
        Py_XDECREF(row);
    }
    return list;
}

static PyObject *find_near(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    static const size_t widths[] = {4, 4, 4, 4, 1, 1};
    Column columns[6];
    uint64_t max_edits;
    PyObject *list = NULL;
    (void)module;
    if (check_count("find_near", count, 7) < 0 || !read_size(args[6], &max_edits)
        || open_columns(args, widths, 6, columns) < 0)
        return NULL;
    Search search = {.buckets = &columns[0], .entries = &columns[1], .parities = &columns[2],
                     .offsets = &columns[3], .texts = &columns[4]};
    size_t size = (size_t)columns[5].count, buckets = (size_t)columns[0].count - 1;
    search.typed = columns[5].bytes;
    search.max_edits = max_edits > MAX_EDITS ? MAX_EDITS : (int)max_edits;
    /* As many bits as the last id has. */
    uint64_t last = search.offsets->count > 2 ? (uint64_t)search.offsets->count - 2 : 1;
    for (; last && ~search.mask; last >>= 1)
        search.mask = search.mask << 1 | 1;
    if (columns[0].count < 2 || (buckets & (buckets - 1)) || size > 4 * MAX_LETTERS || search.max_edits == 0) {
        close_columns(columns, 6);
        return PyList_New(0);
    }
    search.places = PyMem_Malloc((size + 2) * sizeof *search.places);
    uint32_t *letters = PyMem_Malloc((2 * size + 8) * sizeof *letters);
    if (search.places == NULL || letters == NULL) {
        PyErr_NoMemory();
    } else {
        size_t place = 0;
        while (place < size) {
            search.places[search.length] = place;
            letters[search.length] = next_letter(search.typed, size, &place);
            search.parity ^= 1u << (letters[search.length++] & 31);
        }
        search.places[search.length] = size;
        if (search.length < MIN_LENGTH_FOR_TWO && search.max_edits > 1)
            search.max_edits = 1;
        search.letters = letters;
        search.candidate = letters + search.length + 1;
        int has_failed = 0;
        for (size_t length = search.length > 2 + MIN_LENGTH ? search.length - 2 : MIN_LENGTH;
             length <= search.length + 2 && search.length >= MIN_LENGTH && !has_failed; length++)
            has_failed = probe_length(&search, length) < 0;
        list = has_failed ? NULL : list_found(&search);
    }
    PyMem_Free(search.found.items);
    PyMem_Free(search.places);
    PyMem_Free(letters);
    close_columns(columns, 6);
    return list;
}

/* ---- the module ---- */

static PyMethodDef methods[] = {
    {"find_text", (PyCFunction)(void (*)(void))find_text, METH_FASTCALL, NULL},
    {"get_text", (PyCFunction)(void (*)(void))get_text, METH_FASTCALL, NULL},
    {"keep", (PyCFunction)(void (*)(void))keep, METH_FASTCALL, NULL},
    {"find_begun", (PyCFunction)(void (*)(void))find_begun, METH_FASTCALL, NULL},
    {"expand", (PyCFunction)(void (*)(void))expand, METH_FASTCALL, NULL},
    {"rank", (PyCFunction)(void (*)(void))rank, METH_FASTCALL, NULL},
    {"find_near", (PyCFunction)(void (*)(void))find_near, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_names", "Inner loops of the name index.", 0, methods, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__names(void)
{
    return PyModuleDef_Init(&definition);
}
