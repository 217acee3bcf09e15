package io.rtsper.api.header;

import java.util.Map;

/**
 * One challenge of {@code WWW-Authenticate} (RFC 7235 §2.1).
 *
 * @param scheme the scheme as it was written
 * @param parameters the parameters, names in lower case
 */
public record Challenge(String scheme, Map<String, String> parameters) {}
