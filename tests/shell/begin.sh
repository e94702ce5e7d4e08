# What the tests of the whole program begin with and share. A test is called with the
# program, the source tree and a scratch folder, and takes this in by
#
#     . "$(dirname "$0")/shell/begin.sh"
#
# From there on it stands in its scratch folder, which is empty, with `waymark`, `root` and
# `scratch` set, and ends by `exit $failed`.
set -u
waymark=$1
root=$2
scratch=$3
tests=$(cd "$(dirname "$0")" && pwd) || exit 1
export LSAN_OPTIONS="suppressions=$tests/lsan.supp:print_suppressions=0"
export SOURCE_DATE_EPOCH=1491004800 TERM=dumb
unset COLUMNS NO_COLOR
[ -x "$waymark" ] || exit 1
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
scratch=$(pwd)
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}
# run CODE COMMAND...: its output is in said and complained
run() {
    wanted=$1
    shift
    "$@" >said 2>complained </dev/null
    got=$?
    [ $got -eq "$wanted" ] || fail "exit $got instead of $wanted: $*
$(head -c 600 complained)"
}
# has FILE WORDS, lacks FILE WORDS
has() { grep -qF -- "$2" "$1" || fail "$1 does not say: $2
$(head -20 "$1")"; }
lacks() { ! grep -qF -- "$2" "$1" || fail "$1 says: $2"; }
# complains CODE WORDS COMMAND...: the words are on standard error, in printable text
complains() {
    code=$1
    words=$2
    shift 2
    run "$code" "$@"
    grep -qF -- "$words" complained || fail "does not say \`$words\`: $*
$(head -c 600 complained)"
    iconv -f UTF-8 -t UTF-8 complained >iconv.out 2>&1 || fail "a message is no text: $*"
}
# refuses CODE WORDS COMMAND...: the same, and nothing is on standard output
refuses() {
    complains "$@"
    shift 2
    [ ! -s said ] || fail "prints all the same: $*"
}
# sums FOLDER: every name and what is in it
sums() {
    (cd "$1" && find . ! -type d -exec cksum {} + | sort && find . -type d | sort)
}
