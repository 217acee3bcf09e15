@NullMarked
package io.rtsper.core.frame;

import org.jspecify.annotations.NullMarked;
