/**
 * Basic and Digest authentication. The providers decide whether a challenge can be answered; the
 * authenticators keep what belongs to one challenge. What goes on the wire is computed by {@link
 * io.rtsper.api.header.Authorization}.
 */
@NullMarked
package io.rtsper.auth;

import org.jspecify.annotations.NullMarked;
