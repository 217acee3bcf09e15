package io.rtsper.api;

/** What is tolerated of URLs that a server names. */
final class ReferenceQuirks {

  static final Quirk CONTENT_BASE_EMPTY =
      Quirk.of(
          "content-base-empty",
          "Content-Base or Content-Location is empty; the next source of the base is taken");

  static final Quirk CONTENT_BASE_QUOTED =
      Quirk.of(
          "content-base-quoted",
          "Content-Base or Content-Location stands in quotes or angle brackets; they are taken off");

  static final Quirk CONTENT_BASE_WITHOUT_SCHEME =
      Quirk.of(
          "content-base-without-scheme",
          "Content-Base has no scheme, as in 192.168.1.10:554/live/; read as if it had the request's");

  static final Quirk CONTENT_BASE_NESTED_SCHEME =
      Quirk.of(
          "content-base-nested-scheme",
          "Content-Base repeats its scheme, as in rtsp://rtsp://host/; read as one");

  static final Quirk CONTENT_BASE_RELATIVE =
      Quirk.of(
          "content-base-relative",
          "Content-Base is relative; resolved against the URL of the request");

  static final Quirk CONTENT_BASE_OTHER_HOST =
      Quirk.warning(
          "content-base-other-host",
          "Content-Base names another host or port than was dialled, or none that can be read; only its path is taken");

  static final Quirk CONTENT_BASE_USER_INFO =
      Quirk.of("content-base-user-info", "Content-Base holds user information; left out");

  static final Quirk CONTENT_BASE_UNREADABLE =
      Quirk.warning(
          "content-base-unreadable",
          "Content-Base holds what cannot be sent, or an @ that doesn't tell where user information ends; the next source of the base is taken");

  static final Quirk CONTROL_QUOTED =
      Quirk.of(
          "control-quoted", "an a=control stands in quotes or angle brackets; they are taken off");

  static final Quirk CONTROL_WITHOUT_SCHEME =
      Quirk.of(
          "control-without-scheme",
          "an a=control has no scheme, as in 192.168.1.10:554/track1; read as if it had the request's, then as a relative URL");

  static final Quirk CONTROL_NESTED_SCHEME =
      Quirk.of(
          "control-nested-scheme",
          "an a=control repeats its scheme, as in rtsp://rtsp://host/; read as one");

  static final Quirk CONTROL_OTHER_HOST =
      Quirk.warning(
          "control-other-host",
          "an a=control names another host or port than was dialled, or none that can be read; only its path is taken");

  static final Quirk CONTROL_USER_INFO =
      Quirk.of("control-user-info", "an a=control holds user information; left out");

  static final Quirk CONTROL_UNREADABLE =
      Quirk.warning(
          "control-unreadable",
          "an a=control holds what cannot be sent, or an @ that doesn't tell where user information ends; the base URL is taken");

  static final Quirk LOCATION_RELATIVE =
      Quirk.of(
          "location-relative", "Location is relative; resolved against the URL of the request");

  static final Quirk LOCATION_WITHOUT_SCHEME =
      Quirk.of(
          "location-without-scheme", "Location has no scheme; read as if it had the request's");

  static final Quirk LOCATION_USER_INFO =
      Quirk.of("location-user-info", "Location holds user information; left out");

  static final Quirk LOCATION_REPAIRED =
      Quirk.of(
          "location-repaired",
          "Location stands in quotes, repeats its scheme or has an IPv6 address without brackets; read as it was meant");

  private ReferenceQuirks() {}
}
