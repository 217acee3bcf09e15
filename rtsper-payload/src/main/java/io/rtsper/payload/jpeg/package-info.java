/** JPEG pictures one after the other (RFC 2435). */
@NullMarked
package io.rtsper.payload.jpeg;

import org.jspecify.annotations.NullMarked;
