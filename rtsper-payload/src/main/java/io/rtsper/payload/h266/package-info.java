/** H.266: its payload format (RFC 9328), and what its pictures and parameter sets begin with. */
@NullMarked
package io.rtsper.payload.h266;

import org.jspecify.annotations.NullMarked;
