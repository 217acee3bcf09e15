package io.rtsper.api.sdp;

/**
 * A media of a session description (RFC 8866 §5.14).
 *
 * @param media the media
 */
public record MediaDescription(String media) {}
