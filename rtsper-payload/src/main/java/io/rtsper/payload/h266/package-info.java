/** H.266: its payload format (RFC 9328), and of its parameter sets what tells size and profile. */
@NullMarked
package io.rtsper.payload.h266;

import org.jspecify.annotations.NullMarked;
