@NullMarked
package io.rtsper.api.sdp;

import org.jspecify.annotations.NullMarked;
