/**
 * Tracks on their way: which transport each takes, what of them comes, and whether it still does.
 */
@NullMarked
package io.rtsper.core.media;

import org.jspecify.annotations.NullMarked;
