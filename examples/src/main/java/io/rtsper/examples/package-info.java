/**
 * Small programs to start from. Each plays the URL that it is given, or else a camera in the same
 * process.
 */
@NullMarked
package io.rtsper.examples;

import org.jspecify.annotations.NullMarked;
