package io.rtsper.core.header;

import io.rtsper.api.Quirk;

/** What is tolerated of URLs that a server names; the detail of a report says where. */
final class UrlQuirks {

  static final Quirk URL_EMPTY =
      Quirk.of("url-empty", "a header that should hold a URL is empty; taken as not given");

  static final Quirk URL_QUOTED =
      Quirk.of("url-quoted", "a URL stands in quotes or angle brackets; they are taken off");

  static final Quirk URL_WITHOUT_SCHEME =
      Quirk.of(
          "url-without-scheme",
          "a URL has no scheme, as in 192.168.1.10:554/live/; read as if it had the request's, and of a=control as a relative URL after that");

  static final Quirk URL_NESTED_SCHEME =
      Quirk.of(
          "url-nested-scheme", "a URL repeats its scheme, as in rtsp://rtsp://host/; read as one");

  static final Quirk URL_BARE_IPV6 =
      Quirk.of(
          "url-bare-ipv6", "a URL has an IPv6 address without brackets; read as if it had them");

  static final Quirk URL_RELATIVE =
      Quirk.of(
          "url-relative",
          "a URL that should be absolute is relative; resolved against the URL of the request");

  static final Quirk URL_OTHER_HOST =
      Quirk.warning(
          "url-other-host",
          "a URL of a track or a description names another host or port than was dialled, or none that can be read; only its path is taken");

  static final Quirk URL_USER_INFO =
      Quirk.of("url-user-info", "a URL holds user information; left out");

  static final Quirk URL_UNREADABLE =
      Quirk.warning(
          "url-unreadable",
          "a URL holds what cannot be sent, or an @ that doesn't tell where user information ends; taken as not given");

  private UrlQuirks() {}
}
