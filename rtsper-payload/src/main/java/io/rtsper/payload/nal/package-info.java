/**
 * What the payload formats of H.264, H.265 and H.266 have in common: units that are split over
 * packets, and access units that are put together of them.
 */
@NullMarked
package io.rtsper.payload.nal;

import org.jspecify.annotations.NullMarked;
