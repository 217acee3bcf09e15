/** What the tests of several formats need. */
@NullMarked
package io.rtsper.payload.testing;

import org.jspecify.annotations.NullMarked;
