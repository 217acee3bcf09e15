package io.rtsper.core.context;

import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.core.loop.HostLookup;
import java.time.InstantSource;

/**
 * What all sessions of a client share beside their loops.
 *
 * @param providers the plug-ins
 * @param lookup looks up host names
 * @param wallClock the time of day, which may be set back
 */
public record ClientContext(
    ProviderCatalog providers, HostLookup lookup, InstantSource wallClock) {}
