/** The client: event loops, name look-up, plug-ins, and the sessions that share them. */
@NullMarked
package io.rtsper.core.client;

import org.jspecify.annotations.NullMarked;
