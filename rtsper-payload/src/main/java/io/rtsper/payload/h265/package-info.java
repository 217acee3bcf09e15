/** H.265: its payload format (RFC 7798), its parameter sets and what its slices say. */
@NullMarked
package io.rtsper.payload.h265;

import org.jspecify.annotations.NullMarked;
