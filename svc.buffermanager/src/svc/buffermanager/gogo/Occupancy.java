// SPDX-License-Identifier: Apache-2.0
package svc.buffermanager.gogo;

/**
 * How likely it is that so many buffers are lent at a time. Of that the mean and the variance are known, and taken for those of a
 * binomial, Poisson or negative binomial distribution, whichever has its variance below, at or above its mean: requests that come
 * by themselves make a Poisson distribution; in bursts, a wider one; by turns, a narrower one.
 *
 * @param mean how many are lent on average
 * @param variance of that
 */
record Occupancy(double mean, double variance) {

    private static final double NEARLY_POISSON = 1e-6;
    /** Nothing is narrower than this: figures that never changed may change. */
    private static final double LEAST_SHARE = 0.05;

    /** {@return the chance that a request finds so many or more lent, so that it gets none} */
    double exceeds(int count) {
        return 1 - below(Math.max(0, count - companions()), 2);
    }

    /** {@return the least count that a request finds lent with that chance at most} */
    int countFor(double chance) {
        int[] count = {0};
        below(Integer.MAX_VALUE, 1 - chance, count);
        return count[0] + companions();
    }

    /**
     * How many more a request finds than somebody who looks at any time: it comes in the midst of a burst, whose size tells in
     * the
     * variance.
     */
    private int companions() {
        return mean <= 0 ? 0 : (int) Math.max(0, Math.round(variance / mean - 1));
    }

    private double below(int count, double enough) {
        return below(count, enough, new int[1]);
    }

    /**
     * {@return the chance that fewer than {@code count} are lent; or, if that is as much, {@code enough} or more} The terms
     * follow
     * from each other; as logarithms, since the first may be too small for a double.
     */
    private double below(int count, double enough, int[] reached) {
        if (mean <= 0) {
            return 1;
        }
        double ratio = mean / Math.max(variance, mean * LEAST_SHARE);
        double a = Math.abs(1 - ratio) < NEARLY_POISSON ? 0 : 1 - ratio;
        double b = mean * ratio - a;
        double term = a == 0 ? -mean : (a + b) / a * Math.log1p(-a);
        double sum = 0;
        int k = 0;
        while (k < count && sum < enough) {
            sum += Math.exp(term);
            k++;
            double factor = a + b / k;
            if (factor <= 0) {
                break;
            }
            term += Math.log(factor);
            if (k > mean && term < -80) {
                break;
            }
        }
        reached[0] = k;
        return Math.min(1, sum);
    }
}
