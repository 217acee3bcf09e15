@NullMarked
package io.rtsper.api.header;

import org.jspecify.annotations.NullMarked;
