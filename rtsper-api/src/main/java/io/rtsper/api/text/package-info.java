/**
 * What may be printed of a peer's text. All other packages may use this one, and it uses none of
 * them.
 */
@NullMarked
package io.rtsper.api.text;

import org.jspecify.annotations.NullMarked;
