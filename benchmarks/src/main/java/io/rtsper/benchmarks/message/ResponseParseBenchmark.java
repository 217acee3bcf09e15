package io.rtsper.benchmarks.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.media.rtsp.protocol.CSeqHeader;
import com.sun.media.rtsp.protocol.Header;
import com.sun.media.rtsp.protocol.Response;
import com.sun.media.rtsp.protocol.ResponseMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.rtsp.RtspDecoder;
import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.benchmarks.Quiet;
import io.rtsper.benchmarks.Same;
import io.rtsper.core.message.MessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads a camera's answer to DESCRIBE: 8 headers and a description of 600 bytes.
 *
 * <p>JMF knows few headers, and reads the description, too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
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
      new MessageReader(MessageLimits.DEFAULT, QuirkReporter.NONE, events);
  private final ByteBuf nettyDirect = Unpooled.directBuffer(RESPONSE.length).writeBytes(RESPONSE);
  private final ByteBuf nettyHeap = Unpooled.wrappedBuffer(RESPONSE);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new RtspDecoder(), new HttpObjectAggregator(1 << 16));

  /** What the response says, as each reader gives it. */
  private record Read(int status, List<String> headers, String body) {}

  /** Sees to it that all competitors read the same. */
  @Setup
  public void requireSame() {
    List<String> head =
        new String(RESPONSE, ISO_8859_1).split("\r\n\r\n", 2)[0].lines().skip(1).toList();
    Read expected = new Read(200, head, DESCRIPTION);
    Same.require("rtsper", expected, read(rtsper()));
    Same.require("rtsper (cut)", expected, read(rtsperCut()));
    Same.require("Netty", expected, read(nettyResponse(nettyDirect)));
    Same.require("Netty (heap)", expected, read(nettyResponse(nettyHeap)));
    Quiet console = new Quiet();
    console.silence();
    try {
      Response response = jmf(console).getResponse();
      Same.require("JMF's status", 200, response.getStatusLine().getCode());
      var sequence = (CSeqHeader) response.getHeader(Header.CSEQ).parameter;
      Same.require("JMF's CSeq", "3", sequence.getSequenceNumber());
      Same.require(
          "JMF's Content-Length",
          DESCRIPTION.length(),
          response.getHeader(Header.CONTENT_LENGTH).contentLength);
      Same.require("JMF's media", 2, response.sdp.getMediaDescriptions().size());
    } finally {
      console.speak();
    }
  }

  private static Read read(@Nullable RtspResponse response) {
    if (response == null) {
      throw new IllegalStateException("rtsper reads no response");
    }
    List<String> headers = new ArrayList<>();
    response.headers().forEach((name, value) -> headers.add(name + ": " + value));
    return new Read(response.statusCode(), headers, response.bodyText());
  }

  private static Read read(FullHttpResponse response) {
    List<String> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : response.headers()) {
      headers.add(header.getKey() + ": " + header.getValue());
    }
    Read read =
        new Read(response.status().code(), headers, response.content().toString(ISO_8859_1));
    response.release();
    return read;
  }

  /**
   * Reads it from a direct buffer, as the loop's is.
   *
   * @return the response
   */
  @Benchmark
  public @Nullable RtspResponse rtsper() {
    reader.read(direct.position(0), events);
    return events.last;
  }

  /**
   * Reads it in two pieces, cut in the headers.
   *
   * @return the response
   */
  @Benchmark
  public @Nullable RtspResponse rtsperCut() {
    reader.read(direct.position(0).limit(150), events);
    reader.read(direct.limit(RESPONSE.length), events);
    return events.last;
  }

  /**
   * Reads it with Netty's RTSP decoder and the aggregator that puts header and body together, from
   * a direct buffer, as Netty's event loops have them.
   *
   * @return the response's status
   */
  @Benchmark
  public int netty() {
    return netty(nettyDirect);
  }

  /**
   * Reads it with Netty from an array.
   *
   * @return the response's status
   */
  @Benchmark
  public int nettyHeap() {
    return netty(nettyHeap);
  }

  private int netty(ByteBuf bytes) {
    FullHttpResponse response = nettyResponse(bytes);
    int status = response.status().code() + response.content().readableBytes();
    response.release();
    return status;
  }

  private FullHttpResponse nettyResponse(ByteBuf bytes) {
    channel.writeInbound(bytes.retainedDuplicate());
    return channel.readInbound();
  }

  /**
   * Reads it with Sun's media framework, which reads the description, too.
   *
   * @param console away, since it prints lines that it reads
   * @return the message
   */
  @Benchmark
  public ResponseMessage jmf(Quiet console) {
    return new ResponseMessage(RESPONSE);
  }
}
