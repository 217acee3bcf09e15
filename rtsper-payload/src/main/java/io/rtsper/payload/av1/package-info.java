/** AV1 (its own RTP payload specification, version 1.0). */
@NullMarked
package io.rtsper.payload.av1;

import org.jspecify.annotations.NullMarked;
