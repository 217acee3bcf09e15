package io.rtsper.api.sdp;

import org.jspecify.annotations.Nullable;

/**
 * What a media has of its session.
 *
 * @param attributes the session's attributes
 * @param connection the session's {@code c=} line
 * @param strays what is said of payload types elsewhere than in their media
 */
record SessionScope(
    AttributeList attributes, @Nullable Connection connection, StrayFormats strays) {

  static final SessionScope NONE = new SessionScope(AttributeList.EMPTY, null, StrayFormats.NONE);
}
