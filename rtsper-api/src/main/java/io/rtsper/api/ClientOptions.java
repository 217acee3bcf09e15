package io.rtsper.api;

import io.rtsper.api.spi.HostResolver;
import io.rtsper.api.spi.ProviderCatalog;

/**
 * The options of a client, as its builder hands them to the engine.
 *
 * @param eventLoops the number of event loops
 * @param providers the plug-ins
 * @param hostResolver looks up host names, on threads of the client's own
 * @param name what the threads' names start with
 */
public record ClientOptions(
    int eventLoops, ProviderCatalog providers, HostResolver hostResolver, String name) {}
