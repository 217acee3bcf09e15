/**
 * Basic and Digest authentication. The providers decide whether a challenge can be answered; the
 * authenticators keep what belongs to one challenge; {@link io.rtsper.auth.DigestAuthorization} is
 * what goes on the wire.
 */
@NullMarked
package io.rtsper.auth;

import org.jspecify.annotations.NullMarked;
