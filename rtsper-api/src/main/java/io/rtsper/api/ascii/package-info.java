/** What the packages of this module have in common; exported to nobody. */
@NullMarked
package io.rtsper.api.ascii;

import org.jspecify.annotations.NullMarked;
