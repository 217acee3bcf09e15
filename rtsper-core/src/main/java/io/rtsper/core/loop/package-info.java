/**
 * The event loops: one selector each and one thread at a time, with timers, tasks and a lane for
 * each session.
 */
@NullMarked
package io.rtsper.core.loop;

import org.jspecify.annotations.NullMarked;
