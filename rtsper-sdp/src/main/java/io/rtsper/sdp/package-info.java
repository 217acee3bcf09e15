/** The SDP parser. */
@NullMarked
package io.rtsper.sdp;

import org.jspecify.annotations.NullMarked;
