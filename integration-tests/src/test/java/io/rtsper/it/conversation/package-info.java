/** The rules of a session against cameras that bend them: a row of docs/interop.md is a test. */
@NullMarked
package io.rtsper.it.conversation;

import org.jspecify.annotations.NullMarked;
