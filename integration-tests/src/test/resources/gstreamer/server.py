"""A GStreamer RTSP server for tests: H.264 and PCMA from synthetic sources, on a loopback port or where it is told.

Usage: server.py [--address A] [--port N] [--digest USER:PASSWORD | --basic USER:PASSWORD] [--cert PEM --key PEM]
                 [--frames N] [--group ADDRESS --interface NAME]

With --frames the video is larger and noisy, has that many frames, and media ends with them. With --group it is sent to
that group alone, from that interface.

Prints "listening PORT" on stdout when it is ready, and ends when its standard input ends.
"""
import argparse
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

LAUNCH = (
    "( videotestsrc is-live=true ! video/x-raw,width=320,height=240,framerate=25/1"
    " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 ! rtph264pay name=pay0 pt=96"
    " audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8 )"
)

LIMITED = (
    "( videotestsrc is-live=true pattern=snow num-buffers={frames} ! video/x-raw,width=320,height=240,framerate=25/1"
    " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=1500 ! rtph264pay name=pay0 pt=96"
    " audiotestsrc is-live=true samplesperbuffer=160 num-buffers={blocks} ! audio/x-raw,rate=8000,channels=1"
    " ! alawenc ! rtppcmapay name=pay1 pt=8 )"
)


def authentication(options):
    auth = GstRtspServer.RTSPAuth()
    secret = options.digest or options.basic
    if secret:
        user, password = secret.split(":", 1)
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "user")
        if options.digest:
            auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
            auth.add_digest(user, password, token)
        else:
            auth.set_supported_methods(GstRtsp.RTSPAuthMethod.BASIC)
            auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    if options.cert:
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_files(options.cert, options.key))
        if not secret:
            token = GstRtspServer.RTSPToken()
            token.set_string("media.factory.role", "user")
            auth.set_default_token(token)
    return auth


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--digest")
    parser.add_argument("--basic")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--frames", type=int)
    parser.add_argument("--group")
    parser.add_argument("--interface")
    options = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address(options.address)
    server.set_service(str(options.port))
    factory = GstRtspServer.RTSPMediaFactory()
    # Blocks of 20 ms, frames of 40 ms: sound and video are over at the same time.
    frames = options.frames
    factory.set_launch(LIMITED.format(frames=frames, blocks=2 * frames) if frames else LAUNCH)
    if options.group:
        pool = GstRtspServer.RTSPAddressPool()
        pool.add_range(options.group, options.group, 6000, 6010, 16)
        factory.set_address_pool(pool)
        factory.set_protocols(GstRtsp.RTSPLowerTrans.UDP_MCAST)
        factory.set_multicast_iface(options.interface)
    factory.set_shared(True)
    server.get_mount_points().add_factory("/test", factory)
    if options.digest or options.basic or options.cert:
        server.set_auth(authentication(options))
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role("user", "media.factory.access", True)
        permissions.add_permission_for_role("user", "media.factory.construct", True)
        factory.set_permissions(permissions)
    if server.attach(None) == 0:
        sys.exit("the port can't be had")
    loop = GLib.MainLoop()
    GLib.io_add_watch(
        GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.HUP, lambda *ignored: loop.quit()
    )
    print("listening", server.get_bound_port(), flush=True)
    loop.run()


main()
