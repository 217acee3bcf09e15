/** Video of MPEG-1, MPEG-2 (RFC 2250) and MPEG-4 (RFC 6416). */
@NullMarked
package io.rtsper.payload.mpeg;

import org.jspecify.annotations.NullMarked;
