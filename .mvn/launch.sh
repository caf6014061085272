# What ./quickstart and ./bench share. They set "root", the module and the artifact that it builds, and call "launchable".

fail() {
    printf '%s\n' "$*" >&2
    exit 2
}

find_java() {
    if [[ -n ${JAVA_HOME:-} ]]; then
        java=$JAVA_HOME/bin/java
        [[ -x $java ]] || fail "JAVA_HOME is $JAVA_HOME, but there is no $java."
    else
        java=$(command -v java) || fail "No java was found. Install a JDK 17 or newer, or set JAVA_HOME."
    fi
    local major
    major=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
    [[ ${major%%.*} -ge 17 ]] || fail "$java is Java $major. Install a JDK 17 or newer, or set JAVA_HOME."
}

# That of this version: a build leaves those of others where they are.
find_jar() {
    local version
    version=$(sed -n '/^    <version>/{s/<[^>]*>//g;s/ //g;p;q;}' "$root/pom.xml")
    jar=$target/$artifact-$version.jar
    [[ -f $jar ]] || jar=
}

# The jar is there and nothing it is made of is newer. The date of one that was repackaged is that of the release; what it
# was made from has the date of the build.
is_built() {
    find_jar
    [[ -n $jar ]] || return 1
    local built=$jar
    [[ ! -f $jar.original ]] || built=$jar.original
    local newer
    newer=$(find "$root" -name target -prune -o -type f \( -name pom.xml -o -path '*/src/main/*' \) \
        -newer "$built" -print -quit)
    [[ -z $newer ]]
}

build() {
    "$java" --list-modules 2> /dev/null | grep -q '^jdk.compiler' || fail "$java has no compiler. Install a JDK, or set JAVA_HOME."
    log=$(mktemp)
    (cd "$root" && exec ./mvnw -q -B -ntp -pl "$module" -am -DskipTests package < /dev/null > "$log" 2>&1) &
    building=$!
    trap 'kill "$building" 2> /dev/null || true; rm -f "$log"' EXIT
    trap 'exit 130' INT TERM
    show_progress "$building"
    if ! wait "$building"; then
        cat "$log" >&2
        fail "The build failed; what it said stands above."
    fi
    rm -f "$log"
    trap - EXIT INT TERM
}

# On a terminal one line that counts; elsewhere a line now and then.
show_progress() {
    local since=$SECONDS
    while kill -0 "$1" 2> /dev/null; do
        local elapsed=$((SECONDS - since))
        if [[ -t 2 ]]; then
            printf '\rBuilding, which takes minutes the first time... %d s' "$elapsed" >&2
        elif ((elapsed % 10 == 0)); then
            printf 'Building, which takes minutes the first time... %d s\n' "$elapsed" >&2
        fi
        sleep 1
    done
    [[ ! -t 2 ]] || printf '\n' >&2
}

# Sets "java" and "jar", which is built if it is missing or older than what it is made of.
launchable() {
    target=$root/$module/target
    find_java
    is_built || build
    find_jar
    [[ -n $jar ]] || fail "The build left no jar in $target."
}
