/** Depacketizers for RTP payload formats. */
@NullMarked
package io.rtsper.payload;

import org.jspecify.annotations.NullMarked;
