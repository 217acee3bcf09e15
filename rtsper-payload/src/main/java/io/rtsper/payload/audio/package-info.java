/** Formats of sound whose packets hold frames or samples with next to nothing before them. */
@NullMarked
package io.rtsper.payload.audio;

import org.jspecify.annotations.NullMarked;
