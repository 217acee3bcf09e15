/** What {@code benchmarks/end-to-end/run} starts beside the bare loops. */
@NullMarked
package io.rtsper.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
