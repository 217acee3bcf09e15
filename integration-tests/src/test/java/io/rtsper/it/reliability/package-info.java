/**
 * Sessions under faults: none hangs, none is left over, and each ends or comes back as promised.
 */
@NullMarked
package io.rtsper.it.reliability;

import org.jspecify.annotations.NullMarked;
