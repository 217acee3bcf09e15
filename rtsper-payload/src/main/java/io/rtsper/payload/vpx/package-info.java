/** VP8 (RFC 7741) and VP9 (RFC 9628). */
@NullMarked
package io.rtsper.payload.vpx;

import org.jspecify.annotations.NullMarked;
