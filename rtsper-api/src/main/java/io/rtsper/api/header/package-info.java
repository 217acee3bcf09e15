/**
 * Values of header fields that an application or a plug-in makes or is given: the range to play,
 * what a media transport offers and is answered, a challenge and what answers it.
 *
 * <p>A factory or builder throws {@link io.rtsper.api.RtspValidationException} for what can't be
 * sent. All types are immutable but for builders, and safe for use by several threads.
 */
@NullMarked
package io.rtsper.api.header;

import org.jspecify.annotations.NullMarked;
