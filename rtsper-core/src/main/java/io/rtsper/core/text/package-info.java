/** What all that reads text of the wire has in common. */
@NullMarked
package io.rtsper.core.text;

import org.jspecify.annotations.NullMarked;
