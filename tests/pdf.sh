#!/bin/sh
# The PDF of the real example, as programs that others wrote see it: valid, tagged,
# described, its fonts within, every page marked and numbered, nothing printed on the
# sheet lost.
#
#     pdf.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
export LC_ALL=C.UTF-8
for tool in qpdf pdfinfo pdffonts pdftotext; do
    command -v $tool >/dev/null || exit 77
done
has() { grep -qE -- "$2" "$1" || fail "$1 lacks: $2"; }
count() { grep -cE -- "$2" "$1"; }

cp -r "$root/examples/sefton-2017" sefton
rm -rf sefton/out
"$waymark" build sefton --format pdf --quiet || fail "build: exit $?"
pdf=sefton/out/scorecard.pdf
cp $pdf first.pdf
"$waymark" build sefton --format pdf --quiet || fail "build again: exit $?"
cmp -s first.pdf $pdf || fail "the same input gives other bytes"

# Valid, and what a reader's program is told of it.
qpdf --check $pdf >checked 2>&1 || fail "qpdf: $(cat checked)"
pdfinfo $pdf >info
has info '^Title: +Children.s Services'
has info '^Tagged: +yes'
has info '^Page size: +841\.89 x 595\.28 pts \(A4\)'
has info '^CreationDate: .*Apr +1 .*2017'
qpdf --qdf --object-streams=disable $pdf - >plain
has plain '/Lang \(en-GB\)'
has plain '/DisplayDocTitle true'
has plain '/Marked true'
pages=$(sed -n 's/^Pages: *//p' info)

# Every figure is described, every heading of a table says what it heads.
pdfinfo -struct $pdf >structure
[ "$(count structure '^ *Figure')" -gt 60 ] || fail "$(count structure Figure) figures"
[ "$(count structure '^ *Figure')" -eq "$(count plain '^ */Alt ')" ] ||
    fail "$(count plain '/Alt ') descriptions of $(count structure Figure) figures"
[ "$(count structure '^ *TH:')" -eq "$(count plain '/Scope /(Column|Row)')" ] ||
    fail "not every TH has a scope"
has plain '/ColSpan 1[0-9]'
for level in H1 H2 H3 Table; do
    has structure "^ *$level( |$)"
done
[ "$(count structure '^ *H1( |$)')" -eq 1 ] || fail "more than one H1"
for title in 'Contact, referral' Exceptions 'Definitions and comparators' Notes; do
    grep -aqF "/Title ($title" plain || grep -aq "/Title ([0-9]* $title" plain ||
        fail "no bookmark $title"
done

# Its fonts are within, and are the ones that were measured.
pdffonts $pdf | tail -n +3 >fonts
[ -s fonts ] || fail "no fonts"
grep -vE '^[A-Z]{6}\+LiberationSans(-Bold)? .* yes yes yes ' fonts &&
    fail "a font is not Liberation Sans, or not embedded"

# Every page says its mark, its place and the day; none has words under the footer.
page=1
while [ $page -le "$pages" ]; do
    pdftotext -layout -f $page -l $page $pdf page.txt
    grep -v '^[[:space:]]*$' page.txt | tail -1 >foot
    grep -qE "^OFFICIAL-SENSITIVE .*, as at 31 March 2017 +page $page of $pages\$" foot ||
        fail "the foot of page $page is: $(cat foot)"
    page=$((page + 1))
done

# A long title is shortened in the foot, and stays in one line of it.
cp -r sefton long
sed -i 's/^scorecard "[^"]*"/scorecard "The performance scorecard of the children'"'"'s services of Sefton, for the corporate parenting board and its members"/' long/*.scorecard
"$waymark" build long --format pdf --quiet || fail "long title: exit $?"
pdftotext -layout -f 2 -l 2 long/out/scorecard.pdf page.txt
grep -v '^[[:space:]]*$' page.txt | tail -1 >foot
grep -qE '^OFFICIAL-SENSITIVE +The performance .*[a-z]…, as at 31 March 2017 +page 2 of' foot ||
    fail "the foot of a long title is: $(cat foot)"

# A measure's decimals are those that were published, and who the neighbours are is said.
pdftotext -layout $pdf words.txt
has words.txt 'England 60$'
has words.txt '^ *Neighbours: Statistical neighbours \(2021 model, mean\)\.'
[ "$pages" -le 29 ] || fail "$pages pages"

# Every printed token stands in the block of its row: from its reference and title to
# the next one's. The row without a reference is H.
pdftotext -raw $pdf raw.txt
cat >tokens.awk <<'AWK'
function bare(word) {
    gsub(/^[+(";:,]+|[)";:,.%]+$/, "", word)
    return word
}
function take(text, into,    parts, count, i) {
    count = split(text, parts, /[ \t\f]+/)
    for (i = 1; i <= count; i++)
        if (bare(parts[i]) != "")
            into[++into[0]] = bare(parts[i])
}
FNR == NR { take($0, words); next }
NF < 10 || $2 == "Measure" { next }
{
    split($0, cells, "\t")
    ref[++rows] = cells[1] == "" ? "H" : cells[1]
    text = cells[2]
    for (i = 3; i <= 15; i++)
        text = text " " cells[i]
    printed[rows] = text
    title[rows] = cells[2]
}
END {
    at = 1
    for (row = 1; row <= rows; row++) {
        split(title[row], start, " ")
        while (at <= words[0] && !(words[at] == ref[row] && words[at + 1] == bare(start[1])))
            at++
        from[row] = at
    }
    from[rows + 1] = words[0] + 1
    for (row = 1; row <= rows; row++) {
        delete here
        for (at = from[row]; at < from[row + 1]; at++)
            here[words[at]] = 1
        delete wanted
        wanted[0] = 0
        take(printed[row], wanted)
        for (i = 1; i <= wanted[0]; i++)
            if (!(wanted[i] in here))
                print ref[row] " lacks " wanted[i]
        all += wanted[0]
    }
    print rows " rows, " all " tokens"
}
AWK
tr -d '\r' <sefton/source/scorecard.txt >sheet.txt
awk -F'\t' -f tokens.awk raw.txt sheet.txt >tokens
grep -q '^51 rows, 1[0-9][0-9][0-9] tokens$' tokens || fail "tokens: $(tail -1 tokens)"
grep lacks tokens | head -20 | grep . && fail "something printed is not beside its reference"

exit $failed
