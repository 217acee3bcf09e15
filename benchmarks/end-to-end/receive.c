/*
 * The least that a program can do with a stream: asks for it, and reads what comes into a buffer that nobody looks at,
 * over TCP with a recv of 64 KiB each, over UDP with a poll and a recv each. What a client takes more than this is its own.
 *
 *   cc -O2 -o receive receive.c && ./receive tcp|udp PORT
 *
 * Prints the bytes, and over UDP the datagrams, that came.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[65536];

static void ask(int control, const char *request) {
  char text[1024];
  int number = 0;
  static int cseq;
  int length = snprintf(text, sizeof text, request, ++cseq);
  if (send(control, text, length, 0) != length) exit(1);
  /* Byte by byte, so that nothing of the media is taken with it. */
  for (size_t have = 0; have < 4 || memcmp(text + have - 4, "\r\n\r\n", 4); have++) {
    if (have >= sizeof text - 1 || recv(control, text + have, 1, 0) != 1) exit(1);
    text[have + 1] = 0;
  }
  char *body = strstr(text, "Content-Length:");
  for (number = body ? atoi(body + 15) : 0; number > 0; number--)
    if (recv(control, buffer, 1, 0) != 1) exit(1);
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: receive tcp|udp PORT\n"), 2;
  int over_udp = !strcmp(argv[1], "udp"), control = socket(AF_INET, SOCK_STREAM, 0), udp = -1, size = 2 << 20;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(control, (struct sockaddr *)&at, sizeof at)) return perror("connect"), 1;
  char setup[256] = "SETUP rtsp://127.0.0.1/track RTSP/1.0\r\nCSeq: %d\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
  if (over_udp) {
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof own;
    udp = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(udp, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (bind(udp, (struct sockaddr *)&own, sizeof own)) return perror("bind"), 1;
    getsockname(udp, (struct sockaddr *)&own, &length);
    snprintf(setup, sizeof setup, "SETUP rtsp://127.0.0.1/track RTSP/1.0\r\nCSeq: %%d\r\nTransport: RTP/AVP;unicast;client_port=%d-%d\r\n\r\n",
             ntohs(own.sin_port), ntohs(own.sin_port) + 1);
  }
  ask(control, "DESCRIBE rtsp://127.0.0.1/ RTSP/1.0\r\nCSeq: %d\r\n\r\n");
  ask(control, setup);
  ask(control, "PLAY rtsp://127.0.0.1/ RTSP/1.0\r\nCSeq: %d\r\nSession: 1\r\n\r\n");
  uint64_t bytes = 0, datagrams = 0;
  for (;;) {
    struct pollfd wait[2] = {{.fd = over_udp ? udp : control, .events = POLLIN}, {.fd = control, .events = POLLIN}};
    ssize_t got;
    if (over_udp) {
      if (poll(wait, 2, 10000) <= 0) break;
      if (!(wait[0].revents & POLLIN)) break; /* the connection has ended */
      got = recv(udp, buffer, sizeof buffer, 0);
      datagrams++;
    } else {
      got = recv(control, buffer, sizeof buffer, 0);
    }
    if (got <= 0) break;
    bytes += got;
  }
  printf("%llu %llu\n", (unsigned long long)bytes, (unsigned long long)datagrams);
  return 0;
}
