/** Tests of what a user starts: the command, its image, and what the README shows. */
@NullMarked
package io.rtsper.it.command;

import org.jspecify.annotations.NullMarked;
