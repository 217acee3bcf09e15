/** What it costs to make frames of packets. */
@NullMarked
package io.rtsper.benchmarks.payload;

import org.jspecify.annotations.NullMarked;
