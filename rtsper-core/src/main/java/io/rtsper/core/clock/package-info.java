/** What is known of clocks other than ours. Pure. */
@NullMarked
package io.rtsper.core.clock;

import org.jspecify.annotations.NullMarked;
