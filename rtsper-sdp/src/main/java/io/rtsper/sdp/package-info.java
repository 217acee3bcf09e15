/**
 * The SDP parser. {@code SdpText} makes text of bytes and parts it into lines; {@code
 * DescriptionReader} reads them into the model, and the other classes say what is odd about a line.
 */
@NullMarked
package io.rtsper.sdp;

import org.jspecify.annotations.NullMarked;
