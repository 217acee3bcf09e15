/**
 * What all parts of a session are given alike: its options, its clocks, who is told what, what is
 * counted.
 */
@NullMarked
package io.rtsper.core.context;

import org.jspecify.annotations.NullMarked;
