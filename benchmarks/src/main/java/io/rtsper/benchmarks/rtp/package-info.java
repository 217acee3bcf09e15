/** Reading RTP and RTCP, beside what else the JVM has for it. */
@NullMarked
package io.rtsper.benchmarks.rtp;

import org.jspecify.annotations.NullMarked;
