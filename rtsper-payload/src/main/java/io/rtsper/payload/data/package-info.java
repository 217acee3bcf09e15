/** Formats that are neither sound nor pictures: metadata, text, whole multiplexes. */
@NullMarked
package io.rtsper.payload.data;

import org.jspecify.annotations.NullMarked;
