package io.rtsper.transport.tcp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.api.text.PeerText;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns the failure of a handshake into what was presented and what to do about it. */
final class TlsFailure {

  private static final int SUBJECT_ALTERNATIVE_DNS = 2;
  private static final int SUBJECT_ALTERNATIVE_ADDRESS = 7;

  private static final int MAX_CAUSES = 16;

  private final String server;
  private final String host;

  TlsFailure(LinkContext context) {
    this.server = HostPort.text(context);
    this.host = context.url().host();
  }

  /** Returns the failure of a server that answered with something else than TLS. */
  RtspTransportException notTls() {
    return failure(
        "the server at "
            + server
            + " doesn't speak TLS on this port; try rtsp:// or another port (322 is usual for"
            + " rtsps)",
        null);
  }

  /** Returns the failure of a server that went away in the middle of the handshake. */
  RtspTransportException endedInHandshake(@Nullable Exception cause) {
    return failure(
        "the server at "
            + server
            + " ended the connection during the TLS handshake; perhaps it doesn't speak TLS on"
            + " this port (try rtsp://), or only versions older than TLS 1.2, or wants a client"
            + " certificate (TlsOptions.clientCertificate)",
        cause);
  }

  /** Returns the failure of a server that left before it said anything inside TLS. */
  RtspTransportException leftAfterHandshake(@Nullable Exception cause) {
    return failure(
        "the server at "
            + server
            + " ended the connection right after the TLS handshake"
            + (cause == null ? "" : " (" + message(cause) + ")")
            + "; perhaps it wants a client certificate, or another one than it got"
            + " (TlsOptions.clientCertificate)",
        cause);
  }

  /** Returns the failure of a server that didn't finish the handshake in the time given. */
  RtspTimeoutException timeout(Duration given) {
    return new RtspTimeoutException(
        RtspPhase.TLS_HANDSHAKE,
        "the TLS handshake with "
            + server
            + " wasn't finished within "
            + HostPort.text(given)
            + "; the server hangs, or doesn't speak TLS on this port (try rtsp://)",
        null);
  }

  /** Returns the failure of a link that was given too much to send before it was open. */
  RtspTransportException tooMuchBeforehand() {
    return failure(
        "more is sent to "
            + server
            + " before the TLS handshake is done than the session's memory has room for; raise"
            + " memoryLimit(…)",
        null);
  }

  /** Returns the failure of a server that wants the keys to be agreed anew. */
  RtspTransportException renegotiation() {
    return new RtspTransportException(
        RtspPhase.READ,
        "the server at " + server + " asked for a TLS renegotiation, which is refused as unsafe",
        null);
  }

  /** Returns the failure of an open connection whose records can't be read. */
  RtspTransportException broken(SSLException cause) {
    return new RtspTransportException(
        RtspPhase.READ, "the TLS connection to " + server + " broke: " + message(cause), cause);
  }

  /** Returns the failure of a handshake. */
  RtspTransportException handshake(Exception cause, @Nullable X509Certificate seen) {
    ServerTrust.PinMismatchException mismatch = find(cause, ServerTrust.PinMismatchException.class);
    if (mismatch != null) {
      return failure(
          "the server at "
              + server
              + " isn't the pinned one: "
              + message(mismatch)
              + ". If the server's certificate was renewed, pin this one with"
              + " TlsOptions.pinSha256; if not, someone may be in between",
          cause);
    }
    CertificateException untrusted = find(cause, CertificateException.class);
    if (untrusted == null) {
      return failure(
          "the TLS handshake with "
              + server
              + " failed: "
              + message(cause)
              + ". The server may know only versions older than TLS 1.2, or want a client"
              + " certificate (TlsOptions.clientCertificate)",
          cause);
    }
    X509Certificate presented = seen == null ? ofPath(cause) : seen;
    if (presented == null) {
      return failure(
          "the certificate of "
              + server
              + " was refused by the given SSLContext: "
              + message(untrusted)
              + ". Give TlsOptions.context a context that trusts it",
          cause);
    }
    return failure(
        "the certificate of "
            + server
            + " "
            + complaint(cause, presented)
            + "; it is "
            + described(presented)
            + ". If it is the right one, trust it with TlsOptions.pinSha256 and this fingerprint,"
            + " or its authority with TlsOptions.context",
        cause);
  }

  /** Returns the certificate that a caller's context found fault with, if it says so. */
  private static @Nullable X509Certificate ofPath(Exception cause) {
    CertPathValidatorException invalid = find(cause, CertPathValidatorException.class);
    if (invalid == null || invalid.getCertPath() == null) {
      return null;
    }
    List<? extends Certificate> path = invalid.getCertPath().getCertificates();
    return !path.isEmpty() && path.get(0) instanceof X509Certificate own ? own : null;
  }

  private String complaint(Exception cause, X509Certificate presented) {
    try {
      presented.checkValidity();
    } catch (CertificateExpiredException e) {
      return "expired on " + day(presented.getNotAfter());
    } catch (CertificateNotYetValidException e) {
      return "is valid only from "
          + day(presented.getNotBefore())
          + " on (check this machine's clock)";
    }
    if (find(cause, CertPathBuilderException.class) != null) {
      boolean selfSigned =
          presented.getSubjectX500Principal().equals(presented.getIssuerX500Principal());
      return selfSigned
          ? "is self-signed, so that nobody vouches for it"
          : "comes from an authority that isn't trusted here, "
              + PeerText.printable(presented.getIssuerX500Principal().getName());
    }
    if (find(cause, CertPathValidatorException.class) != null) {
      return "isn't trusted: " + message(cause);
    }
    return "is for " + names(presented) + ", not for " + host;
  }

  private static String described(X509Certificate certificate) {
    String fingerprint;
    try {
      fingerprint = ServerTrust.fingerprint(certificate);
    } catch (CertificateException e) {
      fingerprint = "unknown";
    }
    return PeerText.printable(certificate.getSubjectX500Principal().getName())
        + ", SHA-256 fingerprint "
        + fingerprint;
  }

  /** Returns the names that a certificate is for (RFC 6125 §6.4): the alternative ones, if any. */
  private static String names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(0) instanceof Integer kind
              && (kind == SUBJECT_ALTERNATIVE_DNS || kind == SUBJECT_ALTERNATIVE_ADDRESS)
              && alternative.get(1) instanceof String name) {
            names.add(name);
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Its subject then says what it is for.
    }
    return PeerText.printable(
        names.isEmpty()
            ? certificate.getSubjectX500Principal().getName()
            : String.join(", ", names));
  }

  private static LocalDate day(Date date) {
    return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC);
  }

  private static RtspTransportException failure(String message, @Nullable Exception cause) {
    return new RtspTransportException(RtspPhase.TLS_HANDSHAKE, message, cause);
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : PeerText.printable(message);
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
