/**
 * The event loops: one thread and one selector each, with timers, tasks and a shared read buffer.
 */
@NullMarked
package io.rtsper.core.loop;

import org.jspecify.annotations.NullMarked;
