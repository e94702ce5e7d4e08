#!/bin/bash
# What the documents say is so: every link leads somewhere, every file and script they
# name is there, the program knows every command and option they show, and the walk
# through an import runs as it is written.
#
#     docs.sh <program> <source root, or where the documents were installed> <scratch>
. "$(dirname "$0")/shell/begin.sh"

cd "$root" || exit 1
pages=$(ls README.md HACKING.md docs/*.md examples/*/README.md)
[ "$(echo "$pages" | wc -w)" -gt 8 ] || fail "only these pages: $pages"

# --- Links, with the heading they point to ----------------------------------------------
anchors() { # as a reader on the web makes them of headings
    sed -n 's/^#\{1,6\} *//p' "$1" | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9\n_-'
}
links=0
for page in $pages; do
    for link in $(grep -o '](\([^)]*\))' "$page" | sed 's/^](//; s/)$//'); do
        case $link in http:* | https:*) continue ;; esac
        links=$((links + 1))
        file=${link%%#*}
        target=$page
        [ -z "$file" ] || target=$(dirname "$page")/$file
        [ -e "$target" ] || fail "$page links to $link, which is not there"
        case $link in
        *#*) anchors "$target" | grep -qx -- "${link#*#}" || fail "$page: no heading $link" ;;
        esac
    done
done
[ $links -gt 10 ] || fail "only $links links were found"

# --- Files named in passing, by the documents and by the program ------------------------
commands=$("$waymark" help | sed -n 's/^  waymark \([a-z]*\( scorecard\| opendata\)\{0,1\}\).*/\1/p')
help=$(for command in $commands; do "$waymark" help "$command" 2>/dev/null; done
       "$waymark" help import)
for named in $( (cat $pages; echo "$help") | grep -o '\bdocs/[a-z-]*\.md\b' | sort -u); do
    [ -e "$named" ] || fail "$named is named and is not there"
done
if [ -d script ]; then
    for named in $(cat $pages | grep -o '\bscript/[a-z]*\b' | sort -u); do
        [ -x "$named" ] || fail "$named is named and cannot be run"
    done
fi

# --- Commands ---------------------------------------------------------------------------
# Lines of examples (what stands behind two blanks or a # explains), long ones joined; and
# commands within sentences.
examples() {
    sed -e ':a' -e '/\\$/{N;s/\\\n *//;ba' -e '}' "$1" |
        sed -n 's/^ *\(waymark [a-z].*\)$/\1/p' | sed 's/   *[^ -].*$//; s/ *#.*$//'
}
in_sentences() { grep -o '`waymark [a-z][^`]*`' "$1" | tr -d '`'; }

shown=0
for page in $pages; do
    while read -r command; do
        shown=$((shown + 1))
        (
            set -f
            eval "set -- $command"
            shift
            "$waymark" "$@" --help >"$scratch/said" 2>&1
        ) || fail "$page shows \`$command\`: $(cat "$scratch/said")"
    done < <(examples "$page"; in_sentences "$page")
done
[ $shown -gt 20 ] || fail "only $shown commands were found"

# The first records, as they are shown and counted.
block() { # the Nth that is fenced
    awk -v n="$2" '/^```/ { if (++fences == 2 * n) exit; next } fences == 2 * n - 1' "$1"
}
page=$PWD/docs/records.md
mkdir -p "$scratch/first/records"
block "$page" 2 >"$scratch/first/records/child.csv"
block "$page" 3 >"$scratch/first/records/referral.csv"
touch "$scratch/first/records/SYNTHETIC" # they may lie in this source tree
(
    waymark() { "$program" "$@"; }
    program=$(realpath "$waymark")
    cd "$scratch/first" && eval "$(block "$page" 4)" >said 2>complained
) || fail 'the command of records.md fails'
block "$page" 5 | diff - "$scratch/first/said" || fail 'records.md shows another figure'
sed 's/ (made-up records)//' "$scratch/first/complained" >"$scratch/complained"
block "$page" 6 | diff - "$scratch/complained" || fail 'records.md shows other messages'

# The walk of an analyst with a sheet and the published files, as it is written.
[ -d tests/data/dfe ] || exit $failed
cp examples/sefton-2017/source/scorecard.txt "$scratch/sheet.csv"
cp -r tests/data/dfe "$scratch/downloads"
run=0
waymark() { "$waymark_program" "$@"; }
waymark_program=$(realpath "$waymark")
walk=$(examples docs/importing-scorecards.md; examples docs/comparators.md)
cd "$scratch" || exit 1
while read -r command; do
    case $command in *'"..."'*) continue ;; esac # columns of another sheet
    run=$((run + 1))
    eval "$command" >said 2>complained || fail "\`$command\` gives $?: $(head -5 complained)"
done <<<"$walk"
[ $run -ge 3 ] || fail "only $run commands were run"
[ -s sefton-2017/out/scorecard.pdf ] || fail 'the walk has made no scorecard'
[ -s sefton-2017/comparators/published.csv ] || fail 'the walk has made no comparators'
exit $failed
