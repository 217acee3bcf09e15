/**
 * What a presentation consists of: its {@linkplain io.rtsper.api.media.Track tracks}, each of which
 * is or can be set up, and for one that can't the reason why.
 */
@NullMarked
package io.rtsper.api.media;

import org.jspecify.annotations.NullMarked;
