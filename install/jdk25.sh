# Finds a JDK 25; read by the scripts in this folder.
# Looked at: JDK25_HOME, JAVA25_HOME, JAVA_HOME, java on the PATH, the usual folders.

# Succeeds, with java_home set, if $1 is a java command of a JDK 25 (a JRE has no compiler).
is_jdk_25() {
  [ -x "$1" ] || return 1
  "$1" -version 2>&1 | grep -Eq 'version "25([."-]|$)' || return 1
  java_home=$("$1" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.home = //p')
  [ -x "$java_home/bin/javac" ] || { jre=$java_home; return 1; }
}

find_jdk_25() {
  jre=
  for home in "${JDK25_HOME-}" "${JAVA25_HOME-}" "${JAVA_HOME-}"; do
    if [ -n "$home" ] && is_jdk_25 "$home/bin/java"; then return 0; fi
  done
  on_path=$(command -v java || :)
  if [ -n "$on_path" ] && is_jdk_25 "$on_path"; then return 0; fi
  for home in \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}"/candidates/java/* \
    "${HOME-}"/.jdks/* \
    "${HOME-}"/.jenv/versions/* \
    "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/*; do
    if is_jdk_25 "$home/bin/java"; then return 0; fi
  done
  return 1
}
