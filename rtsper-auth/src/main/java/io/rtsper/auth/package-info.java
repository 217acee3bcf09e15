/** Basic and Digest authentication. */
@NullMarked
package io.rtsper.auth;

import org.jspecify.annotations.NullMarked;
