/** Reading numbers of any number of bits. */
@NullMarked
package io.rtsper.payload.bits;

import org.jspecify.annotations.NullMarked;
