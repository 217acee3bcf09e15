/** The rtsper command. */
@NullMarked
package io.rtsper.cli;

import org.jspecify.annotations.NullMarked;
