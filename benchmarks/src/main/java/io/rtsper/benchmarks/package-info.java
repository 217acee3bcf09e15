/** Benchmarks, one class for each part that is measured. */
@NullMarked
package io.rtsper.benchmarks;

import org.jspecify.annotations.NullMarked;
