/** Sessions, clients, messages and exceptions. */
@NullMarked
package io.rtsper.api;

import org.jspecify.annotations.NullMarked;
