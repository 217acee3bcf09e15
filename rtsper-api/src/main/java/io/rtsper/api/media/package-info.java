/**
 * What a presentation consists of: its {@linkplain io.rtsper.api.media.Track tracks}, each of which
 * is or can be set up, and for one that can't the reason why; and what comes of them: {@linkplain
 * io.rtsper.api.media.Frame frames}, and what a decoder has to know of their {@linkplain
 * io.rtsper.api.media.CodecParameters format}.
 */
@NullMarked
package io.rtsper.api.media;

import org.jspecify.annotations.NullMarked;
