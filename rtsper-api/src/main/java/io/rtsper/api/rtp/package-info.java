@NullMarked
package io.rtsper.api.rtp;

import org.jspecify.annotations.NullMarked;
