package io.rtsper.api.sdp;

import org.jspecify.annotations.Nullable;

/**
 * What a media has of its session.
 *
 * @param attributes the session's attributes
 * @param connection the session's {@code c=} line
 * @param strays {@code a=rtpmap} and {@code a=fmtp} that stand under a media without their payload
 *     type, or before the first media
 */
record SessionScope(
    AttributeList attributes, @Nullable Connection connection, AttributeList strays) {

  static final SessionScope NONE = new SessionScope(AttributeList.EMPTY, null, AttributeList.EMPTY);
}
