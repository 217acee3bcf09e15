package io.rtsper.core.header;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.QuirkReporter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go that name a track or a presentation: what is made of {@code Content-Base},
 * {@code Content-Location}, {@code a=control} and {@code Location} (RFC 2326 §12.11, §12.25,
 * §C.1.1).
 *
 * <p>RFC 1808 says how a relative URL is resolved, and hardly a server goes by it: most append the
 * control to the base as a string, even behind a query. So each method here gives candidates, to be
 * tried one after the other while the server answers 404 or the like; the string comes first,
 * unless the control is a query alone.
 *
 * <p>But for a redirect, every result has the scheme, host and port that the session dialled,
 * whatever the server wrote: cameras behind a router name their inner address, and a description
 * must not send a session elsewhere.
 *
 * <p>Pure functions; safe for use by several threads.
 */
public final class ControlUri {

  private static final String CONTROL = "a=control";
  private static final String LOCATION = "Location";

  private ControlUri() {}

  /**
   * Returns the base of a description's relative URLs: {@code Content-Base}, else {@code
   * Content-Location}, else the URL that was asked for.
   *
   * @param requested the URL of DESCRIBE, with the host that was dialled
   * @param headers the headers of the answer to DESCRIBE
   * @param quirks takes what was tolerated
   * @return the base, without credentials
   */
  public static RtspUrl base(RtspUrl requested, RtspHeaders headers, QuirkReporter quirks) {
    RtspUrl dialled = requireNonNull(requested, "requested").withoutCredentials();
    for (String name : List.of("Content-Base", "Content-Location")) {
      String value = clean(headers.first(name).orElse(""), name, quirks);
      if (value.isEmpty()) {
        if (headers.contains(name)) {
          quirks.report(UrlQuirks.URL_EMPTY, name);
        }
        continue;
      }
      RtspUrl base = basePath(dialled, value, name, quirks);
      if (base != null) {
        return base;
      }
      quirks.report(UrlQuirks.URL_UNREADABLE, name);
    }
    return dialled;
  }

  private static @Nullable RtspUrl basePath(
      RtspUrl dialled, String value, String field, QuirkReporter quirks) {
    UrlReference reference = UrlReference.of(value, dialled);
    if (reference.form() == UrlReference.Form.UNREADABLE) {
      return null;
    }
    if (reference.form() == UrlReference.Form.RELATIVE) {
      quirks.report(UrlQuirks.URL_RELATIVE, field);
    }
    report(reference, true, field, quirks);
    String path =
        reference.form() == UrlReference.Form.RELATIVE
            ? UrlReference.resolve(dialled.pathAndQuery(), reference.path())
            : reference.path();
    return withPath(dialled, path);
  }

  /** Returns the text without what stands around it. */
  private static String clean(String text, String field, QuirkReporter quirks) {
    if (UrlReference.isQuoted(text)) {
      quirks.report(UrlQuirks.URL_QUOTED, field);
    }
    return UrlReference.clean(text);
  }

  /** Reports what is tolerated of a reference that stays with the server. */
  private static void report(
      UrlReference reference, boolean needsScheme, String field, QuirkReporter quirks) {
    reportForm(reference, needsScheme, field, quirks);
    if (reference.isElsewhere()) {
      quirks.report(UrlQuirks.URL_OTHER_HOST, field);
    }
  }

  /**
   * Reports what is tolerated of the way in which a reference is written.
   *
   * @param needsScheme whether it is against the rules to leave the scheme out
   */
  private static void reportForm(
      UrlReference reference, boolean needsScheme, String field, QuirkReporter quirks) {
    if (reference.form() == UrlReference.Form.NESTED_SCHEME) {
      quirks.report(UrlQuirks.URL_NESTED_SCHEME, field);
    } else if (reference.form() == UrlReference.Form.WITHOUT_SCHEME && needsScheme) {
      quirks.report(UrlQuirks.URL_WITHOUT_SCHEME, field);
    }
    if (reference.hasUserInfo()) {
      quirks.report(UrlQuirks.URL_USER_INFO, field);
    }
  }

  /**
   * Returns the base of the tracks' controls: the session's own {@code a=control} if that is an
   * absolute URL (RFC 2326 §C.1.1), else the base. What is tolerated of it, {@link #aggregates}
   * reports.
   *
   * @param base the base of {@link #base}
   * @param sessionControl the session-level {@code a=control}; empty if there is none
   * @return the base for the tracks
   */
  public static RtspUrl trackBase(RtspUrl base, String sessionControl) {
    UrlReference reference = UrlReference.of(UrlReference.clean(sessionControl), base);
    if (reference.form() == UrlReference.Form.RELATIVE
        || reference.form() == UrlReference.Form.UNREADABLE) {
      return base;
    }
    RtspUrl moved = withPath(base, reference.path());
    return moved == null ? base : moved;
  }

  /**
   * Returns the request URIs that an {@code a=control} may mean, in the order in which to try them.
   *
   * @param base the base of {@link #base} or {@link #trackBase}
   * @param control the value of {@code a=control}; empty if there is none, {@code *} for the base
   * @param quirks takes what was tolerated, each once whatever the number of URIs
   * @return at least one request URI, all of the base's host and port
   */
  public static List<String> candidates(RtspUrl base, String control, QuirkReporter quirks) {
    requireNonNull(base, "base");
    Set<String> paths = new LinkedHashSet<>();
    addPaths(paths, base, clean(control, CONTROL, quirks), quirks);
    Set<String> uris = new LinkedHashSet<>();
    for (String path : paths) {
      RtspUrl url = withPath(base, path);
      if (url != null) {
        uris.add(url.requestUri());
      }
    }
    if (uris.isEmpty()) {
      quirks.report(UrlQuirks.URL_UNREADABLE, CONTROL);
      uris.add(base.requestUri());
    }
    return List.copyOf(uris);
  }

  private static void addPaths(
      Set<String> paths, RtspUrl base, String control, QuirkReporter quirks) {
    String path = base.pathAndQuery();
    if (control.isEmpty() || control.equals("*")) {
      paths.add(path);
      return;
    }
    UrlReference reference = UrlReference.of(control, base);
    if (reference.form() == UrlReference.Form.UNREADABLE) {
      return;
    }
    if (reference.form() != UrlReference.Form.RELATIVE) {
      // Two slashes and a host are a relative URL (RFC 1808 §2.2), which a control may be.
      report(reference, !control.startsWith("//"), CONTROL, quirks);
      paths.add(reference.path());
      if (reference.form() == UrlReference.Form.WITHOUT_SCHEME && !reference.hasUserInfo()) {
        paths.add(join(path, control));
      }
      return;
    }
    if (control.startsWith("?")) {
      // A query alone leaves nothing to append but itself, so that servers go by the RFC.
      paths.add(UrlReference.resolve(path, control));
      paths.add(path + control);
      paths.add(withoutSlash(path) + control);
    } else if (control.startsWith("/")) {
      paths.add(withoutSlash(path) + control);
      paths.add(control);
    } else {
      paths.add(join(path, control));
      paths.add(UrlReference.resolve(path, control));
    }
    int query = path.indexOf('?');
    if (query >= 0 && !control.startsWith("?")) {
      String suffix = control.startsWith("/") ? control.substring(1) : control;
      paths.add(join(path.substring(0, query), suffix) + path.substring(query));
      if (!control.startsWith("/")) {
        paths.add(path + control);
      }
    }
  }

  /**
   * Returns the request URIs of the whole presentation, for PLAY, PAUSE, TEARDOWN and keepalives,
   * in the order in which to try them. The second is the first with the slash at its end added or
   * taken away, since there are servers that insist on one and servers that refuse it.
   *
   * @param base the base of {@link #base}, which counts exactly as given
   * @param sessionControl the session-level {@code a=control}; empty if there is none
   * @param quirks takes what was tolerated of the control
   * @return at least two request URIs, all of the base's host and port
   */
  public static List<String> aggregates(RtspUrl base, String sessionControl, QuirkReporter quirks) {
    List<String> candidates = candidates(base, sessionControl, quirks);
    Set<String> uris = new LinkedHashSet<>();
    uris.add(candidates.get(0));
    uris.add(flipSlash(candidates.get(0)));
    uris.addAll(candidates);
    return List.copyOf(uris);
  }

  private static String flipSlash(String uri) {
    int server = uri.indexOf("://") + 3;
    int start = server + UrlReference.delimiter(uri.substring(server));
    int query = uri.indexOf('?', start);
    int end = query < 0 ? uri.length() : query;
    boolean slash = end > start && uri.charAt(end - 1) == '/';
    return slash
        ? uri.substring(0, end - 1) + uri.substring(end)
        : uri.substring(0, end) + "/" + uri.substring(end);
  }

  /**
   * Returns where a redirect leads: an absolute URL, one without its scheme, or a relative one.
   * Whether to go there is for the caller to decide; credentials in it are left out.
   *
   * @param requested the URL of the request that was redirected
   * @param location the value of {@code Location}
   * @param quirks takes what was tolerated
   * @return the URL, without credentials
   * @throws RtspProtocolException if it is empty or can't be read
   */
  public static RtspUrl location(RtspUrl requested, String location, QuirkReporter quirks) {
    requireNonNull(requested, "requested");
    String value = clean(location, LOCATION, quirks);
    if (value.isEmpty()) {
      throw unreadable("is empty");
    }
    UrlReference reference = UrlReference.of(value, requested);
    if (reference.form() == UrlReference.Form.RELATIVE) {
      quirks.report(UrlQuirks.URL_RELATIVE, LOCATION);
      String path = UrlReference.resolve(requested.pathAndQuery(), reference.path());
      RtspUrl url = withPath(requested.withoutCredentials(), path);
      if (url == null) {
        throw unreadable("holds characters that can't be sent");
      }
      return url;
    }
    if (reference.form() == UrlReference.Form.UNREADABLE) {
      throw unreadable("holds an @ that doesn't tell where user information ends");
    }
    reportForm(reference, true, LOCATION, quirks);
    // What was found to be no user information isn't to be taken for some when it is read again.
    String start = reference.scheme() + "://" + (reference.hasUserInfo() ? "" : "@");
    for (String reading : reference.readings()) {
      try {
        RtspUrl url = RtspUrl.parse(start + reading);
        if (!reading.equals(reference.text())) {
          quirks.report(UrlQuirks.URL_BARE_IPV6, LOCATION);
        }
        return url.withoutCredentials();
      } catch (RtspValidationException notThisWay) {
        // The next reading, or the exception below.
      }
    }
    throw unreadable("names no host that can be understood");
  }

  private static RtspProtocolException unreadable(String why) {
    return new RtspProtocolException(
        RtspPhase.REQUEST,
        "the server redirects, but the Location header " + why + "; dial the other URL yourself",
        null);
  }

  private static String join(String path, String control) {
    return path.endsWith("/") ? path + control : path + "/" + control;
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static @Nullable RtspUrl withPath(RtspUrl url, String path) {
    try {
      return url.withPathAndQuery(path);
    } catch (RtspValidationException unsendable) {
      return null;
    }
  }
}
