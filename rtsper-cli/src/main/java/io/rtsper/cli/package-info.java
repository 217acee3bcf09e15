/** The {@code rtsper} command: probe and play, for a person at a terminal and for scripts. */
@NullMarked
package io.rtsper.cli;

import org.jspecify.annotations.NullMarked;
