package io.rtsper.api.sdp;

import java.util.List;

/**
 * A session description (RFC 8866).
 *
 * @param media the media
 */
public record SessionDescription(List<MediaDescription> media) {}
