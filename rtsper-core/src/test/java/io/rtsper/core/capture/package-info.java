/**
 * Tests of captures: the bytes of the file, what isn't in them, and what happens on a full disk.
 */
@org.jspecify.annotations.NullMarked
package io.rtsper.core.capture;
