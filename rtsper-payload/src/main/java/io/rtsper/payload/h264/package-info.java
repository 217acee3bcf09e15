/** H.264: its payload format (RFC 6184), its parameter sets and what its slices say. */
@NullMarked
package io.rtsper.payload.h264;

import org.jspecify.annotations.NullMarked;
