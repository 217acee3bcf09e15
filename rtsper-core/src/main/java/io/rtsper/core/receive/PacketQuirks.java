package io.rtsper.core.receive;

import io.rtsper.api.Quirk;

/** What is tolerated of RTP packets and of who sends them. */
final class PacketQuirks {

  static final Quirk RTCP_ON_RTP_CHANNEL =
      Quirk.of(
          "rtcp-on-rtp-channel",
          "RTCP comes where RTP is expected, though it wasn't agreed on; told apart by its type");

  static final Quirk RTP_ON_RTCP_CHANNEL =
      Quirk.of(
          "rtp-on-rtcp-channel",
          "RTP comes where RTCP is expected; told apart by its payload type");

  static final Quirk UNKNOWN_PAYLOAD_TYPE =
      Quirk.warning(
          "unknown-payload-type",
          "RTP packets have a payload type that the description doesn't list; they are dropped");

  static final Quirk SSRC_CHANGED =
      Quirk.warning(
          "ssrc-changed",
          "a track goes on with another SSRC, without a BYE for the old one; the new one is taken");

  static final Quirk INTERLEAVED_SSRCS =
      Quirk.warning(
          "interleaved-ssrcs",
          "two sources send on one track at the same time; the packets of the later one are dropped");

  static final Quirk SEQUENCE_RESTARTED =
      Quirk.warning(
          "sequence-restarted",
          "sequence numbers start anew under the same SSRC; counted as a new source");

  static final Quirk SEQUENCE_STANDS_STILL =
      Quirk.warning(
          "sequence-stands-still",
          "different packets come with the same sequence number; they are numbered on, and what is lost between them can't be seen");

  static final Quirk MEDIA_AFTER_BYE =
      Quirk.warning(
          "media-after-bye",
          "media goes on for more than a second after its source said goodbye; the BYE is ignored");

  private PacketQuirks() {}
}
