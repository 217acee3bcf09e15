/** Putting frames together of the parts that packets hold. */
@NullMarked
package io.rtsper.payload.assembly;

import org.jspecify.annotations.NullMarked;
