/* The heaviest passes of a month in C, in the arithmetic of mentas' kernels: the same operations in the same order, so
   that with -ffp-contract=off every bit agrees. What a C compiler makes of them is the yardstick for numba. */

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef int64_t i64;
typedef uint64_t u64;

static inline double larger(double a, double b) { return a > b ? a : b; }
static inline double smaller(double a, double b) { return a < b ? a : b; }
static inline double whole(double x) { return floor(x + 0.5); }
static inline double as_double(i64 bits) { double x; memcpy(&x, &bits, 8); return x; }
static inline i64 as_bits(double x) { i64 bits; memcpy(&bits, &x, 8); return bits; }

static inline double exp_(double x) {
    x = smaller(larger(x, -700.0), 700.0);
    double k = floor(x * 1.44269504088896338700 + 0.5);
    double r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    return (1.0 + (r + r * r * p)) * as_double(((i64)k + 1023) << 52);
}

static inline double log_(double x) {
    i64 bits = as_bits(x);
    i64 exponent = (bits >> 52) - 1023;
    double mantissa = as_double((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
    int large = mantissa > 1.41421356237309504880;
    double m = large ? mantissa * 0.5 : mantissa;
    double e = (double)exponent + (large ? 1.0 : 0.0);
    double f = m - 1.0;
    double s = f / (m + 1.0);
    double z = s * s;
    double p = 2.0 / 23.0;
    p = p * z + 2.0 / 21.0;
    p = p * z + 2.0 / 19.0;
    p = p * z + 2.0 / 17.0;
    p = p * z + 2.0 / 15.0;
    p = p * z + 2.0 / 13.0;
    p = p * z + 2.0 / 11.0;
    p = p * z + 2.0 / 9.0;
    p = p * z + 2.0 / 7.0;
    p = p * z + 2.0 / 5.0;
    p = p * z + 2.0 / 3.0;
    double half = 0.5 * f * f;
    return e * 6.93147180369123816490e-01 - ((half - (s * (half + z * p) + e * 1.90821492927058770002e-10)) - f);
}

static inline double cosine_turn(double u) {
    double t = 4.0 * u;
    double q = floor(t + 0.5);
    double f = (t - q) * 1.57079632679489661923;
    double z = f * f;
    double s = -1.0 / 1307674368000.0;
    s = s * z + 1.0 / 6227020800.0;
    s = s * z - 1.0 / 39916800.0;
    s = s * z + 1.0 / 362880.0;
    s = s * z - 1.0 / 5040.0;
    s = s * z + 1.0 / 120.0;
    s = s * z - 1.0 / 6.0;
    double sine = f + f * z * s;
    double c = 1.0 / 20922789888000.0;
    c = c * z - 1.0 / 87178291200.0;
    c = c * z + 1.0 / 479001600.0;
    c = c * z - 1.0 / 3628800.0;
    c = c * z + 1.0 / 40320.0;
    c = c * z - 1.0 / 720.0;
    c = c * z + 1.0 / 24.0;
    double cosine = 1.0 - 0.5 * z + z * z * c;
    i64 quadrant = (i64)q & 3;
    double b = (quadrant & 1) == 1 ? sine : cosine;
    return (quadrant == 1) | (quadrant == 2) ? -b : b;
}

static inline void words(i64 seed, i64 replicate, i64 stream, i64 month, i64 id, u64 w[4]) {
    const u64 mask = 0xFFFFFFFF;
    u64 i = (u64)id, key = (u64)seed;
    u64 c0 = i & mask, c1 = (u64)(month + 4096) | ((i >> 32) << 16), c2 = (u64)stream, c3 = (u64)replicate;
    u64 k0 = key & mask, k1 = key >> 32;
    for (int round = 0; round < 10; round++) {
        u64 p0 = 0xD2511F53u * c0, p1 = 0xCD9E8D57u * c2;
        u64 d0 = (p1 >> 32) ^ c1 ^ k0, d2 = (p0 >> 32) ^ c3 ^ k1;
        c1 = p1 & mask;
        c3 = p0 & mask;
        c0 = d0;
        c2 = d2;
        k0 = (k0 + 0x9E3779B9u) & mask;
        k1 = (k1 + 0xBB67AE85u) & mask;
    }
    w[0] = c0, w[1] = c1, w[2] = c2, w[3] = c3;
}

static inline double uniform(u64 word) { return ((double)word + 0.5) * 2.3283064365386962890625e-10; }

void uniforms(i64 n, const i64 *restrict ids, i64 seed, i64 replicate, i64 stream, i64 month, double *restrict u0,
              double *restrict u1, double *restrict u2, double *restrict u3) {
    for (i64 i = 0; i < n; i++) {
        u64 w[4];
        words(seed, replicate, stream, month, ids[i], w);
        u0[i] = uniform(w[0]);
        u1[i] = uniform(w[1]);
        u2[i] = uniform(w[2]);
        u3[i] = uniform(w[3]);
    }
}

void bells(i64 n, const i64 *restrict ids, i64 seed, i64 replicate, i64 stream, i64 month, double *restrict z,
           double *restrict scratch) {
    for (i64 i = 0; i < n; i++) {
        u64 w[4];
        words(seed, replicate, stream, month, ids[i], w);
        z[i] = uniform(w[0]);
        scratch[i] = uniform(w[1]);
    }
    for (i64 i = 0; i < n; i++) z[i] = sqrt(-2.0 * log_(z[i])) * cosine_turn(scratch[i]);
}

static inline void powers(double k, double b_low, double b_high, double *low, double *high) {
    double log_k = log_(larger(k, 1e-300));
    double some = k > 0.0 ? 1.0 : 0.0;
    *low = exp_(b_low * log_k) * some;
    *high = exp_(b_high * log_k) * some;
}

void make(i64 n, const double *restrict capital, const double *restrict z, double budget, double fixed, double a_low,
          double b_low, double a_high, double b_high, double sd, double *restrict product) {
    for (i64 i = 0; i < n; i++) {
        double low, high;
        powers(capital[i] / budget, b_low, b_high, &low, &high);
        double made = larger(a_low * low, a_high * high - fixed);
        product[i] = budget * made * exp_(sd * z[i] - 0.5 * sd * sd);
    }
}

void returns(i64 n, const double *restrict capital, double budget, double least, double a_low, double b_low,
             double a_high, double b_high, double fixed, double *restrict out) {
    for (i64 i = 0; i < n; i++) {
        double k = larger(capital[i] / budget, least), low, high;
        powers(k, b_low, b_high, &low, &high);
        low = a_low * low;
        high = a_high * high - fixed;
        out[i] = (high > low ? b_high * (high + fixed) : b_low * low) / k;
    }
}

void pay(i64 n, const double *restrict permanent, const float *restrict persistent, const double *restrict z,
         const double *restrict economy, const uint8_t *restrict jobless, const double *restrict away, double sd,
         double lost, double *restrict earned) {
    for (i64 i = 0; i < n; i++) {
        double usual = permanent[i] * exp_((double)persistent[i] + sd * z[i]);
        earned[i] = whole(usual * economy[i] * (1.0 - lost * (double)jobless[i]) * (1.0 - away[i]));
    }
}

void spend(i64 n, double *restrict expected, const double *restrict earned, const double *restrict transfers,
           double *restrict cash, const float *restrict need, double *restrict wished, double *restrict spending,
           double *restrict mean, double months, double buffer, double share, double save, double floor_,
           double mean_months) {
    for (i64 i = 0; i < n; i++) expected[i] = expected[i] + (earned[i] + transfers[i] - expected[i]) / months;
    for (i64 i = 0; i < n; i++) {
        double excess = cash[i] - expected[i] - buffer * expected[i];
        wished[i] = expected[i] + share * larger(excess, 0.0) - save * larger(-excess, 0.0);
    }
    for (i64 i = 0; i < n; i++) {
        spending[i] = whole(smaller(larger(wished[i], floor_ * (double)need[i]), cash[i]));
        cash[i] -= spending[i];
    }
    for (i64 i = 0; i < n; i++) mean[i] = mean[i] + 2.0 / (mean_months + 1.0) * (spending[i] - mean[i]);
}
