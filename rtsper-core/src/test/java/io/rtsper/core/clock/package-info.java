@NullMarked
package io.rtsper.core.clock;

import org.jspecify.annotations.NullMarked;
