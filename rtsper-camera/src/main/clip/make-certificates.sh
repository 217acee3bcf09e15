#!/bin/sh
# Makes the key stores of the TLS tests with the JDK's keytool. The keys protect nothing; the password is public.
set -eu
to="$(cd "$(dirname "$0")" && pwd)/../resources/io/rtsper/camera"

make() { # file, name, alternative names, first day, days
    rm -f "$to/$1.p12"
    keytool -genkeypair -alias test -keyalg EC -groupname secp256r1 -storetype PKCS12 \
        -keystore "$to/$1.p12" -storepass rtsper-test -dname "CN=$2" -ext "SAN=$3" \
        -startdate "$4" -validity "$5"
}

make good localhost dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1 "2024/01/01 00:00:00" 36500
make wrong-name camera.invalid dns:camera.invalid "2024/01/01 00:00:00" 36500
make expired localhost dns:localhost,ip:127.0.0.1 "2020/01/01 00:00:00" 500
make client client dns:client.invalid "2024/01/01 00:00:00" 36500
