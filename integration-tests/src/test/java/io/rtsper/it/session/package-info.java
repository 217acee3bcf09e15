@NullMarked
package io.rtsper.it.session;

import org.jspecify.annotations.NullMarked;
