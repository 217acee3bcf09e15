@NullMarked
package io.rtsper.core.message;

import org.jspecify.annotations.NullMarked;
