#!/bin/bash
# The page in a browser: axe finds nothing at three widths, with and without script; the
# table sorts and filters; the content security policy lets the page's own style and
# script through and nothing is refused.
#
#   tests/browser.sh PROGRAM SOURCE WORK
#
# axe-core comes from npm, pinned and checked, into the build folder. Without chromium,
# npm or the registry the test is skipped (77).
set -euo pipefail
program=$1
source=$2
work=$3

axe_version=4.14.1
axe_integrity='FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=='

for tool in chromium npm node openssl; do
    command -v $tool >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
mkdir -p "$work"
work=$(cd "$work" && pwd)

integrity() { openssl dgst -sha512 -binary "$1" | openssl base64 -A; }

fetch_axe() {
    local pack=$work/axe-core-$axe_version.tgz
    if [ ! -f "$pack" ] || [ "$(integrity "$pack")" != "$axe_integrity" ]; then
        (cd "$work" && npm pack --silent "axe-core@$axe_version" >/dev/null) || {
            echo "skipped: the npm registry is not reached"
            exit 77
        }
    fi
    if [ "$(integrity "$pack")" != "$axe_integrity" ]; then
        echo "axe-core $axe_version is not what was pinned"
        exit 1
    fi
    tar -xzf "$pack" -C "$work" package/axe.min.js
}

# dump FILE BUDGET OUT: the page's elements after its scripts have run.
dump() {
    chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" \
        --enable-logging=stderr --window-size=1400,900 --virtual-time-budget="$2" \
        --dump-dom "file://$1" >"$3" 2>"$3.log"
}

fetch_axe
rm -rf "$work/out" "$work/profile"
"$program" build "$source/examples/sefton-2017" --format html --out "$work/out" --quiet
page=$work/out/scorecard.html

failed=0
node "$source/tests/browser/visits.js" write "$page" "$work" "$work/package/axe.min.js"
dump "$work/host.html" 30000 "$work/host.dom"
node "$source/tests/browser/visits.js" read "$work/host.dom" || failed=1

# The page as it is, under its own policy.
dump "$page" 3000 "$work/policy.dom"
if ! grep -q '<html lang="en-GB" class="js">' "$work/policy.dom"; then
    echo "policy: the page's script did not run"
    failed=1
fi
if grep -i 'content security policy\|refused to' "$work/policy.dom.log"; then
    failed=1
fi
exit $failed
