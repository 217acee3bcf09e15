/** Reading session descriptions, beside what else the JVM has for it. */
@NullMarked
package io.rtsper.benchmarks.sdp;

import org.jspecify.annotations.NullMarked;
