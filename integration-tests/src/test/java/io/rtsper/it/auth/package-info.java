/** Authentication seen from outside: the schemes as plug-ins, and a third one. */
@NullMarked
package io.rtsper.it.auth;

import org.jspecify.annotations.NullMarked;
