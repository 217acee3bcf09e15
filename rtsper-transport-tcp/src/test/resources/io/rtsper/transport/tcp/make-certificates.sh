#!/bin/sh
# Makes servers.p12, the certificates that the tests of TLS use. Run in this folder; needs a JDK.
set -eu
rm -f servers.p12 authority.crt
tool() { keytool "$@" -storetype PKCS12 -keystore servers.p12 -storepass testing -noprompt; }
pair() { alias=$1; shift; tool -genkeypair -alias "$alias" -keyalg EC -groupname secp256r1 "$@"; }

pair self-signed -dname "CN=Camera of the tests" -validity 36500 -ext san=dns:localhost,ip:127.0.0.1
pair other-name -dname "CN=other.example" -validity 36500 -ext san=dns:other.example,ip:192.0.2.1
pair expired -dname "CN=Old camera" -startdate "2020/01/01 00:00:00" -validity 30 -ext san=dns:localhost,ip:127.0.0.1
pair future -dname "CN=New camera" -startdate "2100/01/01 00:00:00" -validity 30 -ext san=dns:localhost,ip:127.0.0.1
pair authority -dname "CN=Authority of the tests" -validity 36500 -ext bc:c=ca:true
pair signed -dname "CN=Signed camera" -validity 36500 -ext san=dns:localhost,ip:127.0.0.1 -signer authority
pair signed-other -dname "CN=Signed elsewhere" -validity 36500 -ext san=dns:other.example -signer authority
pair signed-expired -dname "CN=Signed long ago" -startdate "2020/01/01 00:00:00" -validity 30 -ext san=dns:localhost,ip:127.0.0.1 -signer authority
