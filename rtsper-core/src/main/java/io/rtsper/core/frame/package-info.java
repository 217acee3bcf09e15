/**
 * From packets to whoever takes frames: a track's frames are put together by its depacketizer in
 * memory of the session, and each consumer gets what it asked for, by a call or from a queue.
 */
@NullMarked
package io.rtsper.core.frame;

import org.jspecify.annotations.NullMarked;
