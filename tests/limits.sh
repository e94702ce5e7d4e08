#!/bin/sh
# Every row of docs/limits.md from both sides: what is just within is taken, and one more is
# refused with a message that names the file and the limit, and nothing is changed. (That
# the page says the numbers the program has is asserted by tests/unit/publish_limits.c.)
#
#     limits.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
MB=$((1024 * 1024))

# letters COUNT, spaces COUNT: so many, on no line
letters() { head -c "$1" /dev/zero | tr '\0' x; }
spaces() { head -c "$1" /dev/zero | tr '\0' ' '; }
# pad FILE BYTES: as long as that, with comments
pad() {
    size=$(wc -c <"$1")
    { printf '#'; spaces $(($2 - size - 2)) | sed 's/ /-/1'; echo; } >>"$1"
    [ "$(wc -c <"$1")" -eq "$2" ] || fail "the test cannot make $2 bytes"
}
# stops CODE NAME LIMIT COMMAND...: refused, and name and limit are said
stops() {
    code=$1 name=$2 limit=$3
    shift 3
    refuses "$code" "$name" "$@"
    grep -qF -- "$limit" complained || fail "does not say \`$limit\`: $*
$(head -c 600 complained)"
}

# --- A folder ------------------------------------------------------------------------
cp -r "$root/tests/data/small" small
run 0 "$waymark" build small --format csv
sums small/out >former
# within FILE, over FILE LIMIT: standard input becomes that file of a copy of the folder
put() {
    rm -rf given
    cp -r small given
    cat >"given/$1"
}
within() {
    put "$1"
    run 0 "$waymark" build given --format csv --quiet
}
over() {
    put "$1"
    stops 3 "$1" "$2" "$waymark" build given
    sums given/out >now
    cmp -s former now || fail "$1 over $2 changed the outputs"
}

cp small/small.scorecard plain.scorecard
cp small/small.measures plain.measures
for file in small.scorecard small.measures; do
    cp "small/$file" "$file"
    pad "$file" $((4 * MB))
    cp "$file" long
    within "$file" <long
    echo >>"$file"
    cp "$file" long
    over "$file" '4 MB' <long
    stops 3 "$file" '4 MB' "$waymark" format "$file"
    cmp -s "$file" long || fail "format changed what it refused"
done

# The folder has five rows and five measures.
rows() { cat plain.scorecard && seq "$1" | sed 's/.*/  9.&  target 5/'; }
measures() {
    cat plain.measures
    seq "$1" | sed 's/.*/measure 9.& "Number &"\n  entered count\n  source "A return"/'
}
measures 9995 >small/small.measures
rows 9995 | within small.scorecard
rows 9996 | over small.scorecard '10000 rows'
measures 9996 | over small.measures '10000 measures'
cp plain.measures small/small.measures

quoted() {
    cat plain.measures
    printf 'measure 9.9 "'
    letters "$1"
    printf '"\n  entered count\n  source "A return"\n'
}
quoted 65536 | within small.measures
quoted 65537 | over small.measures '64 kB'

short() { sed "s/short \"Referrals\"/short \"$(letters "$1")\"/" plain.measures; }
short 40 | within small.measures
! grep -q 'short title' complained || fail 'a short title of 40 characters is warned of'
short 41 | within small.measures
grep -q 'up to 40 characters' complained || fail 'a short title of 41 characters is not warned of'

targets() {
    more=$(seq "$(($1 - 1))" |
        awk '{ printf "; %d from %d-%02d-01", $1, 2000 + int($1 / 12), 1 + $1 % 12 }')
    sed "s/^  2.1 .*/  2.1  target 38$more/" plain.scorecard
}
targets 100 | within small.scorecard
targets 101 | over small.scorecard '100 targets'
shown() {
    list=$(seq "$1" | awk '{ printf "%s%d-%02d", (NR > 1 ? ", " : ""), 2000 + int(($1 - 1) / 12), 1 + ($1 - 1) % 12 }')
    sed "s/show Q3, Q4, year/show $list/" plain.scorecard
}
shown 120 | within small.scorecard
shown 121 | over small.scorecard '120 periods'

head='ref,period,value'
# A hole in a file is read as NUL bytes: that the limit is not what is said, is the point.
put figures/large.csv </dev/null
truncate -s $((64 * MB)) given/figures/large.csv
stops 3 figures/large.csv 'not text' "$waymark" build given
for file in figures/large.csv comparators/large.csv commentary.csv; do
    put "$file" </dev/null
    truncate -s $((64 * MB + 1)) "given/$file"
    stops 3 "$file" '64 MB' "$waymark" build given
    sums given/out >now
    cmp -s former now || fail "$file over 64 MB changed the outputs"
done
cell() { echo "$head,note"; printf '1.2,2016-17,5,'; letters "$1"; echo; }
cell $MB | within figures/printed.csv
cell $((MB + 1)) | over figures/printed.csv '1 MB'
columns() { printf '%s' "$head"; seq 4 "$1" | sed 's/.*/,c&/' | tr -d '\n'; echo; }
columns 4096 | within figures/printed.csv
columns 4097 | over figures/printed.csv '4096'

number() { echo "$head"; echo "1.2,2016-17,$1"; }
number 999999.123456789012 | within figures/printed.csv
number 9999999.123456789012 | over figures/printed.csv 'at most 18 digits'
number 0.1234567890123 | over figures/printed.csv '12 of them behind the point'
day() { echo "$head,as_at"; echo "1.2,2016-17,5,$1"; }
day 1900-01-01 | within figures/printed.csv
day 1899-12-31 | over figures/printed.csv '1899-12-31'
day 2100-12-31 | within figures/printed.csv
day 2101-01-01 | over figures/printed.csv '2101-01-01'
reference() {
    cat plain.measures
    printf 'measure %s "Number"\n  entered count\n  source "A return"\n' "$1"
}
reference abcdefgh.1234567 | within small.measures
reference abcdefgh.12345678 | over small.measures 'up to 16'

# Messages: all of a thousand, and of more so many and how many they are.
wrong() { echo "$head"; seq "$1" | sed 's/.*/1.2,2016-17,wrong/'; }
wrong 1000 | over figures/printed.csv 'wrong'
! grep -q 'more that are not shown' complained || fail 'a thousand messages are cut'
wrong 1001 | over figures/printed.csv 'wrong'
[ "$(grep -c 'printed.csv:.*is not a number' complained)" -eq 1000 ] || fail 'not a thousand messages'
grep -q 'and 1 more that' complained || fail 'the message over a thousand is not counted'

for width in 80 200; do
    run 0 "$waymark" build small --format terminal --width $width
    # A character is its first byte and some that begin with the bits 10.
    LC_ALL=C tr -d '\200-\277' <said >characters
    ! awk -v most=$width 'length > most' characters | grep . || fail "a line over $width columns"
done
for width in 79 201; do
    stops 2 --width 'from 80 to 200' "$waymark" build small --format terminal --width $width
done

# --- What one command keeps in memory ------------------------------------------------
# Notes of 1 MB, which are kept beside the file they were read from; the last file is the
# one that is named.
rm -rf given
cp -r small given
letters 1000000 >text
for file in a b c d e; do
    {
        echo "$head,note"
        for year in $(seq 1940 1999); do
            printf '1.2,%d-%02d,5,' "$year" $(((year + 1) % 100))
            cat text
            echo
        done
    } >given/figures/$file.csv
done
stops 3 figures/e.csv '512 MB' "$waymark" build given --format csv
sums given/out >now
cmp -s former now || fail 'too much to keep in memory changed the outputs'
rm given/figures/[b-e].csv
run 0 "$waymark" build given --format csv --quiet

# --- Words of a document -------------------------------------------------------------
# A comment and a note of two thousand measures, each as long as a cell of a workbook.
# Slow under a sanitizer, where the unit test of the same limit has to do.
if ! grep -q __asan_init "$waymark"; then
    mkdir -p wordy/figures
    {
        printf 'scorecard "Wordy"\n  authority E08000014 "Sefton"\n'
        printf '  year 2016-17 from April   show year\nsection 1 "All"\n'
        seq 2100 | sed 's/.*/  9.& target 5/'
    } >wordy/wordy.scorecard
    measures 2100 | sed -n '/^measure 9.1 /,$p' >wordy/wordy.measures
    run 0 "$waymark" build wordy --format csv --quiet
    sums wordy/out >before
    words=$(yes words | head -c 31000 | tr '\n' ' ')
    { echo ref,period,text; seq 2100 | sed "s/.*/9.&,2016-17,$words/"; } >wordy/commentary.csv
    { echo "$head,note"; seq 2100 | sed "s/.*/9.&,2016-17,5,$words/"; } >wordy/figures/printed.csv
    stops 3 scorecard.xlsx '64 MB' "$waymark" build wordy --format xlsx
    sums wordy/out >now
    cmp -s before now || fail 'a workbook over 64 MB changed the outputs'
    rm -rf wordy
fi

# --- A printed scorecard ---------------------------------------------------------------
heading='Ref,Measure,Target,2016/17'
sheet_within() {
    rm -rf into
    run 0 "$waymark" import scorecard "$1" --into into --authority Sefton
}
sheet_over() {
    rm -rf into
    stops 3 "$1" "$2" "$waymark" import scorecard "$1" --into into --authority Sefton
    [ ! -e into ] || fail "a refused import has made a folder: $1"
}
truncate -s $((32 * MB)) large.csv
sheet_over large.csv 'not text'
truncate -s $((32 * MB + 1)) large.csv
sheet_over large.csv '32 MB'
sheet() { echo "$heading"; seq "$1" | sed 's/.*/1.&,Number &,5,6/'; }
sheet 4999 >long.csv
sheet_within long.csv
sheet 5000 >long.csv
sheet_over long.csv '5000 rows'
wide() { printf '%s' "$heading"; seq 5 "$1" | sed 's/.*/,/' | tr -d '\n'; printf '\n1.1,Number A,5,6\n'; }
wide 256 >wide.csv
sheet_within wide.csv
wide 257 >wide.csv
sheet_over wide.csv '256 cells'
commented() { echo "$heading,Comments"; printf '1.1,Number A,5,6,'; letters "$1"; echo; }
commented 65536 >cell.csv
sheet_within cell.csv
commented 65537 >cell.csv
sheet_over cell.csv '64 kB'
titled() { echo "$heading"; printf '1.1,Number '; letters "$(($1 - 7))"; echo ,5,6; }
titled 8192 >title.csv
sheet_within title.csv
titled 8193 >title.csv
sheet_over title.csv '8 kB'
# 192 titles of 8 kB are 1.5 MB; what stands beside them is more.
titles() {
    letters 8100 >text
    echo "$heading"
    seq "$1" | awk -v text="$(cat text)" '{ print "1." $1 ",Number " text ",5,6" }'
}
titles 190 >titles.csv
sheet_within titles.csv
titles 195 >titles.csv
sheet_over titles.csv '1.5 MB'

# --- Published statistics ----------------------------------------------------------------
rm -rf given
cp -r small given
sums given >before
columns='time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent'
row='2017,Reporting year,Local authority,E92000001,England,E12000002,North West'
published() { echo "$columns"; seq "$1" | awk -v row="$row" '{ printf "%s,%d,E%08d,Place %d,R,2758,623,22.6\n", row, 100 + $1, 6000000 + $1, $1 }'; }
opendata_over() {
    code=$1 name=$2 limit=$3
    shift 3
    stops "$code" "$name" "$limit" "$waymark" import opendata "$@" --into given
    sums given >after
    cmp -s before after || fail "published statistics over $limit changed the folder"
}
{ echo "$columns"; echo "$row,343,E08000014,Sefton,R,2758,623,22.6"; } >one.csv
opendata_over 2 files 'at most 64' $(yes one.csv | head -n 65)
opendata_over 2 --years 'at most 40' one.csv --years 1977-2017
truncate -s $((256 * MB + 1)) huge.csv
opendata_over 3 huge.csv '256 MB' huge.csv
published 600 >places.csv
opendata_over 3 places '512' places.csv
rm -rf other
cp -r small other
run 0 "$waymark" import opendata $(yes one.csv | head -n 64) --into other
run 0 "$waymark" import opendata one.csv --years 1978-2017 --into other
published 300 >places.csv
run 0 "$waymark" import opendata places.csv --into other

exit $failed
