#!/bin/bash
# Nothing that the sheet printed is lost on the page: every word and number of each of its
# rows stands in that measure's own part of what a browser shows.
#
#     printed.sh <program> <source root> <scratch folder>
#
# (The same of the PDF: pdf.sh. Of the workbook: unit/publish_xlsx.c.)
set -u
program=$1
root=$2
scratch=$3
export LSAN_OPTIONS="suppressions=$root/tests/lsan.supp:print_suppressions=0"
command -v chromium >/dev/null || exit 77
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
"$program" build "$root/examples/sefton-2017" --format html --out out --quiet || exit 1
timeout 120 chromium --headless --no-sandbox --disable-gpu --user-data-dir=profile \
    --virtual-time-budget=2000 --dump-dom "file://$PWD/out/scorecard.html" >dom.html 2>log ||
    { cat log; exit 1; }

# A line per measure: its reference, a tab, its text without tags.
tr '\n\t' '  ' <dom.html | sed 's/<article class="measure" id="m-/\n&/g; s/<\/article>/\n/g' |
    grep '^<article' |
    sed 's/^<article class="measure" id="m-\([^"]*\)"[^>]*>/\1\t/' |
    sed 's/<[^>]*>/ /g; s/&amp;/\&/g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g' >measures.txt
[ "$(wc -l <measures.txt)" -eq 51 ] || { echo "FAILED: $(wc -l <measures.txt) measures"; exit 1; }

cat >tokens.awk <<'AWK'
function bare(word) {
    gsub(/^[+(";:,]+|[)";:,.%]+$/, "", word)
    return word
}
BEGIN { FS = "\t" }
FNR == NR {
    count = split($2, words, /[ \240\302]+/)
    for (i = 1; i <= count; i++)
        shown[$1, bare(words[i])] = 1
    next
}
NF < 10 || $2 == "Measure" { next }
{
    ref = $1 == "" ? "H" : $1
    rows++
    for (cell = 2; cell <= 15; cell++) {
        count = split($cell, words, / +/)
        for (i = 1; i <= count; i++) {
            word = bare(words[i])
            if (word == "")
                continue
            tokens++
            if (!((ref, word) in shown))
                print "FAILED: " ref " lacks " word
        }
    }
}
END { print rows " rows, " tokens " tokens" }
AWK
tr -d '\r' <"$root/examples/sefton-2017/source/scorecard.txt" >sheet.txt
awk -f tokens.awk measures.txt sheet.txt >tokens
tail -1 tokens
grep -q '^51 rows, 1[0-9][0-9][0-9] tokens$' tokens || exit 1
! grep FAILED tokens
