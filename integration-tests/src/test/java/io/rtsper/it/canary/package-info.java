/**
 * The one secret that all tests use, so that everything they print and log can be searched for it.
 */
@NullMarked
package io.rtsper.it.canary;

import org.jspecify.annotations.NullMarked;
