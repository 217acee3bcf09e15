#!/usr/bin/env bash
# One would expect that a small project with a module-info.java, a modular dependency and the property
# maven.compiler.release=17 compiles: the property is what Maven's own guides name, and both the JDK and Maven know modules.
#
# What happens with Maven 3.8.7, the one of Debian 12, where the POM names no version of the compiler plugin: Maven takes
# 3.1, which is older than the property and ignores it. The first error is about "Source option 5", which the POM never
# says. Who obeys it and sets source and target gets a second one, "module not found", for a dependency that the POM
# declares, since that plugin knows no module path. Neither message says that the plugin's age is the reason; a version
# of the plugin in the POM is all that is missing.
#
# It matters to each newcomer who adds a modular dependency to an empty project, and to whoever answers them.
set -euo pipefail

fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mvn -version 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | grep -o 'Apache Maven [0-9.]*'
java -version 2>&1 | sed -n 2p
[[ $(mvn -version 2>/dev/null) == *'Apache Maven 3.8.7'* ]] || fail 'this finding is about Maven 3.8.7'
[[ $(java -version 2>&1) == *'version "17.'* ]] || fail 'the messages are those of JDK 17: put its java first in the PATH'

mkdir -p "$folder/src/main/java/first"
cat >"$folder/src/main/java/module-info.java" <<'JAVA'
module first {
  requires org.slf4j;
}
JAVA
cat >"$folder/src/main/java/first/First.java" <<'JAVA'
package first;

class First {
  static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(First.class);
}
JAVA

# compile PROPERTIES [PLUGIN]: compiles with a repository of its own, prints the errors and returns Maven's status.
compile() {
  cat >"$folder/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>first</groupId>
  <artifactId>first</artifactId>
  <version>1</version>
  <properties>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    $1
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-api</artifactId>
      <version>2.0.16</version>
    </dependency>
  </dependencies>
  <build><plugins>${2-}</plugins></build>
</project>
XML
  local status=0
  mvn -B -ntp -f "$folder/pom.xml" -Dmaven.repo.local="$folder/repository" clean compile \
    >"$folder/log" 2>&1 || status=$?
  sed -n -e "s#$folder/##g" \
    -e 's/^.*\(maven-compiler-plugin:[0-9.]*:compile\).*@.*/  \1/p' \
    -e '/Failed to execute/d' \
    -e 's/^\(\[ERROR\].*\(option\|module\) .*\)/  \1/p' \
    -e '/BUILD/s/^/  /p' "$folder/log" | awk '!seen[$0]++'
  return "$status"
}

says() { grep -qF -- "$1" "$folder/log" || fail "Maven no longer says: $1 ($(tail -n 3 "$folder/log"))"; }

echo 'maven.compiler.release=17:'
compile '<maven.compiler.release>17</maven.compiler.release>' && fail 'it compiles'
says 'maven-compiler-plugin:3.1:compile'
says 'Source option 5 is no longer supported. Use 7 or later.'

echo 'maven.compiler.source=17, maven.compiler.target=17:'
compile '<maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target>' &&
  fail 'it compiles'
says 'module not found: org.slf4j'

echo 'maven.compiler.release=17, maven-compiler-plugin 3.13.0:'
compile '<maven.compiler.release>17</maven.compiler.release>' \
  '<plugin><artifactId>maven-compiler-plugin</artifactId><version>3.13.0</version></plugin>' ||
  fail "it doesn't compile: $(tail -n 20 "$folder/log")"
echo 'as documented'
