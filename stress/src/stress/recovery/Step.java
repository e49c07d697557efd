// SPDX-License-Identifier: Apache-2.0
package stress.recovery;

/** What a JVM that is to be killed says of the content with a number. */
enum Step {
    /** It has been checkpointed: from now on it must be found whole. */
    CONFIRMED,
    /** It has been handed to the other bundle: it must be found as that one's. */
    HANDED_ON,
    /** It is about to be overwritten or given back: it may be found or not. */
    GIVEN_UP,
    /** It has been given back: it must not be found. */
    RETURNED,
    /** It has been found whole, of the holder that is named. */
    FOUND,
    /** It has been said to be whole, and isn't. */
    WRONG,
    /** All that was found has been handed out. */
    READY
}
