/** What holds for the project as a whole: its versions, its architecture, its built jars. */
@NullMarked
package io.rtsper.it.build;

import org.jspecify.annotations.NullMarked;
