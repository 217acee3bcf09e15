package io.rtsper.benchmarks.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.rtsper.api.MessageLimits;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.message.MessageReader;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads a camera's answer to DESCRIBE: 8 headers and a description of 600 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ResponseParseBenchmark {

  private static final String DESCRIPTION =
      String.join(
          "\r\n",
          "v=0",
          "o=- 2251938210 2251938210 IN IP4 192.0.2.64",
          "s=Media Server",
          "c=IN IP4 0.0.0.0",
          "t=0 0",
          "a=control:*",
          "a=packetization-supported:DH",
          "a=range:npt=now-",
          "m=video 0 RTP/AVP 96",
          "a=control:trackID=0",
          "a=framerate:25.000000",
          "a=rtpmap:96 H264/90000",
          "a=fmtp:96 packetization-mode=1;profile-level-id=4D401F;"
              + "sprop-parameter-sets=Z01AH6sSBQBbyAAAAwAIAAADAZB4wZU=,aO48gA==",
          "a=recvonly",
          "m=audio 0 RTP/AVP 97",
          "a=control:trackID=1",
          "a=rtpmap:97 MPEG4-GENERIC/16000",
          "a=fmtp:97 streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;"
              + "indexdeltalength=3;config=1408",
          "a=recvonly",
          "");

  private static final byte[] RESPONSE =
      String.join(
              "\r\n",
              "RTSP/1.0 200 OK",
              "CSeq: 3",
              "Date: Sun, Nov 22 2026 10:00:00 GMT",
              "Server: Rtsp Server/3.0",
              "x-Accept-Dynamic-Rate: 1",
              "Content-Base: rtsp://192.0.2.64:554/cam/realmonitor?channel=1&subtype=0/",
              "Cache-Control: must-revalidate",
              "Content-Type: application/sdp",
              "Content-Length: " + DESCRIPTION.length(),
              "",
              DESCRIPTION)
          .getBytes(ISO_8859_1);

  private final ByteBuffer direct = ByteBuffer.allocateDirect(RESPONSE.length).put(RESPONSE);
  private final CountingEvents events = new CountingEvents();
  private final MessageReader reader =
      new MessageReader(MessageLimits.DEFAULT, QuirkReporter.NONE, channel -> true);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new RtspDecoder(), new HttpObjectAggregator(1 << 16));

  /**
   * Reads it from a direct buffer, as the loop's is.
   *
   * @return the response
   */
  @Benchmark
  public @Nullable Object rtsper() {
    reader.read(direct.position(0), events);
    return events.last;
  }

  /**
   * Reads it in two pieces, cut in the headers.
   *
   * @return the response
   */
  @Benchmark
  public @Nullable Object rtsperCut() {
    reader.read(direct.position(0).limit(150), events);
    reader.read(direct.limit(RESPONSE.length), events);
    return events.last;
  }

  /**
   * Reads it with Netty's RTSP decoder and the aggregator that puts header and body together.
   *
   * @return the response's status
   */
  @Benchmark
  public int netty() {
    channel.writeInbound(Unpooled.wrappedBuffer(RESPONSE));
    FullHttpResponse response = channel.readInbound();
    int status = response.status().code() + response.content().readableBytes();
    response.release();
    return status;
  }
}
