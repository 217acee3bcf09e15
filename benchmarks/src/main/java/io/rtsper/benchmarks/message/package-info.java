/** Benchmarks of the RTSP message codec. */
@NullMarked
package io.rtsper.benchmarks.message;

import org.jspecify.annotations.NullMarked;
