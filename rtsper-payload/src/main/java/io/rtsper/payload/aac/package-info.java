/** AAC and what else MPEG-4 has of sound: RFC 3640, and LATM of RFC 6416. */
@NullMarked
package io.rtsper.payload.aac;

import org.jspecify.annotations.NullMarked;
