/**
 * One control connection after another, and what is said on it: requests and answers,
 * authentication, keepalives, the description.
 */
@NullMarked
package io.rtsper.core.control;

import org.jspecify.annotations.NullMarked;
