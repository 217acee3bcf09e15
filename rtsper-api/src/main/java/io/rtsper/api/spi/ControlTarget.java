package io.rtsper.api.spi;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import java.net.InetSocketAddress;

/**
 * Where a control link goes.
 *
 * @param url the session's URL, without credentials
 * @param address the address to connect to, resolved if the provider asked for it
 * @param tls how the server is trusted, if the link uses TLS
 */
public record ControlTarget(RtspUrl url, InetSocketAddress address, TlsOptions tls) {}
