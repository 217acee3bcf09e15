package io.rtsper.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface that only rtsper itself implements, so that methods can be added to it in a
 * minor release. Use it freely; an implementation of your own breaks with the next release. The
 * interfaces of {@code io.rtsper.api.spi} don't carry it: those are for plug-ins to implement.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface DoNotImplement {}
