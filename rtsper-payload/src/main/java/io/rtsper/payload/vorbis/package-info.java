/** Vorbis (RFC 5215). */
@NullMarked
package io.rtsper.payload.vorbis;

import org.jspecify.annotations.NullMarked;
