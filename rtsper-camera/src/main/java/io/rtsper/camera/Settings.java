package io.rtsper.camera;

import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What a camera was built with. */
record Settings(
    String path,
    String user,
    String password,
    String realm,
    List<Authentication.Offer> offers,
    int nonceUses,
    boolean nextNonces,
    String challengeParameters,
    @Nullable SSLContext tls,
    boolean clientCertificate,
    @Nullable String sdp,
    Duration sessionTimeout,
    boolean rtcpKeepsAlive,
    MediaSettings media,
    Script script) {}
