/** What the tests of this module share. */
@NullMarked
package io.rtsper.api.testing;

import org.jspecify.annotations.NullMarked;
