/** RTCP of a track, in and out: what its sender reports, and the reports that go back. Pure. */
@NullMarked
package io.rtsper.core.rtcp;

import org.jspecify.annotations.NullMarked;
