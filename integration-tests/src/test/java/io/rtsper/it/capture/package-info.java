/** Captures of sessions: that Wireshark reads them, what isn't in them, and their replay. */
@NullMarked
package io.rtsper.it.capture;

import org.jspecify.annotations.NullMarked;
