@NullMarked
package io.rtsper.it.interop;

import org.jspecify.annotations.NullMarked;
