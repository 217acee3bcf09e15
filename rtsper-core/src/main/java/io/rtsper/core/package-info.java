/** The engine behind the API. */
@NullMarked
package io.rtsper.core;

import org.jspecify.annotations.NullMarked;
