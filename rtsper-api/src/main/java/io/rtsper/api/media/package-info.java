@NullMarked
package io.rtsper.api.media;

import org.jspecify.annotations.NullMarked;
