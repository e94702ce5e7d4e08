#!/bin/sh
# What a hostile user, a broken spreadsheet, a full disk or an impatient ctrl-C do to the
# program: a clear message, the right exit code, and nothing changed. Beside errors.sh,
# which holds the everyday mistakes, this one holds the limits and the interruptions.
#
#     hostile.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
# Under a sanitizer everything takes several times as long: there the moments and sizes
# are fewer, and the program people run is tried at all of them.
sanitized=no
! grep -q __asan_init "$waymark" || sanitized=yes

# no_import CODE WORDS FILE OPTION...: refused, and no folder made
no_import() {
    code=$1
    words=$2
    file=$3
    shift 3
    refuses "$code" "$words" "$waymark" import scorecard "$file" --into into "$@"
    [ ! -e into ] || fail "a refused import has made a folder: $file"
}
heading='Ref,Measure,Target,2016/17'

# --- A sheet to import -------------------------------------------------------------
: >empty.csv
no_import 3 'has nothing in it' empty.csv
mkdir dir.csv
no_import 3 'it is a folder' dir.csv
mkfifo pipe.csv
no_import 3 'it is a pipe' pipe.csv
no_import 3 'device' /dev/zero
printf 'Ref,Measure\0,Target\n' >nul.csv
no_import 3 'not text' nul.csv
truncate -s 1G sparse.csv
no_import 3 'it is larger than' sparse.csv
printf '1,2,3\n4,5,6\n' >bare.csv
no_import 3 'no row of the sheet names its columns' bare.csv
printf '%s\n1.1,Number A,5,6\n1.1,Number B,7,8\n' "$heading" >twice.csv
no_import 3 'has the reference 1.1 already' twice.csv --authority Sefton
{ printf '%s\n1.1,' "$heading"; head -c 65537 /dev/zero | tr '\0' x; echo ,5,6; } >cell.csv
no_import 3 'more than 64 kB' cell.csv
{ printf '%s' "$heading"; yes ,x | head -n 253 | tr -d '\n'; echo; } >wide.csv
no_import 3 'more than 256 cells' wide.csv
{ printf '%s' "$heading"; yes ,x | head -n 5000 | tr -d '\n'; echo; } >wider.csv
no_import 3 'more than 256 cells' wider.csv
{ echo "$heading"; seq 5001 | sed 's/.*/1.&,Number &,5,6/'; } >long.csv
no_import 3 'more than 5000 rows' long.csv
printf '%s\n1.1,"Number,5,6\n' "$heading" >unclosed.csv
no_import 3 'unclosed.csv:2' unclosed.csv

# Odd numbers are read for certain or kept as printed and said; formulas stay text.
printf '%s\n1.1,Number A,5,"1,234"\n1.2,B,80,12.5%%\n1.3,Number C,5,1e3\n1.4,Number D,5,\331\241\331\242\n1.5,=cmd|x,=1+1,@SUM(A1)\n1.6,Number F,5,7,extra\n1.7,G\n' \
    "$heading" >odd.csv
"$waymark" import scorecard odd.csv --into odd --authority Sefton >said 2>complained ||
    fail "odd numbers: $(head -c 600 complained)"
grep -q '^1.1,.*,1234,.*"1,234"' odd/figures/printed.csv || fail '1,234 is not 1234'
grep -q '^1.2,.*,12.5,.*12.5%' odd/figures/printed.csv || fail '12.5% is not 12.5'
grep -q '^1.3,.*unreadable,1e3' odd/figures/printed.csv || fail '1e3 is not kept as printed'
grep -q '^1.4,.*unreadable,١٢' odd/figures/printed.csv || fail 'Arabic digits are not kept'
grep -q "'@SUM" odd/figures/printed.csv || fail 'a formula is written as one'
grep -q 'extra' odd/import-report.csv || fail 'a cell too many is lost'
"$waymark" build odd --format csv,html,xlsx --quiet 2>complained || fail "odd: $(cat complained)"
grep -q "'=cmd" odd/out/scorecard.csv || fail 'a formula in the CSV'
if command -v unzip >unzip.out 2>&1; then
    unzip -p odd/out/scorecard.xlsx 'xl/worksheets/*.xml' 'xl/sharedStrings.xml' >sheets.xml
    grep -q '=cmd|x' sheets.xml || fail 'the title is not in the workbook'
    ! grep -o '<f>[^<]*\(cmd\|SUM(A1)\|1+1\)' sheets.xml || fail 'a formula in the workbook'
fi
# Bytes that are no UTF-8 are read as what a spreadsheet saves; a lone CR ends a row.
printf '%s\r1.1,Number caf\351,5,6\r1.2,Number B,7,8\r' "$heading" >cr.csv
"$waymark" import scorecard cr.csv --into cr --authority Sefton >said 2>complained ||
    fail "CR and Windows-1252: $(head -c 600 complained)"
grep -q 'Number café' cr/*.measures || fail 'Windows-1252 is not read'
grep -q '^1.2,' cr/figures/printed.csv || fail 'a lone CR ends no row'

# --- A folder ------------------------------------------------------------------------
cp -r "$root/tests/data/small" small
"$waymark" build small --format csv,json,html --quiet || fail 'the first build'
sums small/out >former
# spoil WORDS FILE: standard input becomes the file; refused, and out stays
spoil() {
    rm -rf spoilt
    cp -r small spoilt
    cat >"spoilt/$2"
    refuses 3 "$1" "$waymark" build spoilt
    sums spoilt/out >now
    cmp -s former now || fail "out changed: $1"
}
head='ref,period,value'
printf '%s\n1.2,2016-17,5\n' "$head" | tr '\n' '\0' | spoil 'not text' figures/printed.csv
printf '%s,as_at\n1.2,2016-17,5,2017-02-30\n' "$head" | spoil '`2017-02-30` is not a day' figures/printed.csv
printf '%s\n1.2,2016-18,5\n' "$head" | spoil '`2016-18` is not a period' figures/printed.csv
printf '%s\n1.2,2016-17,1234567890123456789\n' "$head" | spoil 'at most 18 digits' figures/printed.csv
printf '%s\n?,?,?\n,,x\n\377,\376,\375\n' "$head" | spoil 'is not a period' figures/printed.csv
{ printf '%s' "$head"; seq 5000 | sed 's/.*/,c&/' | tr -d '\n'; echo; } | spoil '4096' figures/printed.csv
printf '%s,status\n1.2,2016-17,5,fianl\n' "$head" | spoil 'did you mean `final`?' figures/printed.csv
printf '%s,numerator,denominator\n1.2,2016-17,50,1,3\n' "$head" | spoil 'is not that of its counts' figures/printed.csv
printf 'ref,level,code,name,year,value\n1.2,?,?,?,?,?\n' | spoil 'comparators/printed.csv:2' comparators/printed.csv
printf 'ref,period,text\n7.7,2016-17,A\n' | spoil 'no measure 7.7' commentary.csv
printf 'scorecard %s\n' "$(yes '(' | head -n 300 | tr -d '\n')" | spoil 'expected a title' small.scorecard
yes '  1.1 "unterminated' | head -n 3000 | spoil 'more' small.scorecard
yes 'measure 1.1 "A"' | head -c 10000000 | spoil 'larger than 4 MB' small.measures
{ printf 'measure 1.1 "'; head -c 65537 /dev/zero | tr '\0' x; echo '"'; } | spoil 'small.measures:1' small.measures
cp small/small.scorecard saved
{ cat saved; seq 10001 | sed 's/.*/  9.&  target 5/'; } | spoil 'more than 10000 rows' small.scorecard
{ cat small/small.measures; seq 10001 | sed 's/.*/measure 9.& "A"\n  entered count/'; } |
    spoil 'more than 10000 measures' small.measures
truncate -s 1G hole
rm -rf spoilt
cp -r small spoilt
cp --sparse=always hole spoilt/figures/hole.csv
refuses 3 'larger than 64 MB' "$waymark" build spoilt
cp small/small.scorecard spoilt/second.scorecard
refuses 3 'a second scorecard' "$waymark" build spoilt
sums spoilt/out >now
cmp -s former now || fail 'out changed beside a second scorecard'

# A commentary of 70 KB without a space is long, not an error; every format has it.
rm -rf wordy
cp -r small wordy
{ echo 'ref,period,text'; printf '1.2,2016-17,'; head -c 70000 /dev/zero | tr '\0' a; echo; } >wordy/commentary.csv
timeout -s KILL 120 "$waymark" build wordy --quiet >said 2>complained || fail "a long word: $(cat complained)"
for file in html json; do
    tr -c a '\n' <wordy/out/scorecard.$file | awk 'length > most { most = length } END { exit most < 70000 }' ||
        fail "the long word is cut in scorecard.$file"
done

# --- Where to write --------------------------------------------------------------------
mkdir -p target
rm -rf linked
cp -r small linked
rm -rf linked/out
ln -s ../target linked/out
refuses 3 'symbolic link' "$waymark" build linked --format csv
[ -L linked/out ] && [ -z "$(ls target)" ] || fail 'a link was followed'
rm linked/out
echo mine >linked/out
refuses 3 'it is a file' "$waymark" build linked --format csv
[ "$(cat linked/out)" = mine ] || fail 'a file was replaced'
for odd in '' . / ../.. linked linked/figures /dev/null/out; do
    sums small >before
    refuses 3 'cannot' "$waymark" build small --format csv --out "$odd"
    sums small >after
    cmp -s before after || fail "--out '$odd' changed something"
done
for name in 'a b' "it's" 'say "x"' 'é—日本' '-dash' 'new
line' '%s%n' '*'; do
    cp -r small "./$name"
    "$waymark" build --format csv --quiet -- "$name" 2>complained ||
        fail "a folder called $name: $(cat complained)"
    [ -s "./$name/out/scorecard.csv" ] || fail "nothing in $name"
    sums "./$name/out" >now
done

# --- Standard output and memory ----------------------------------------------------------
"$waymark" check small >/dev/full 2>complained
[ $? -eq 4 ] || fail 'check to a full device'
grep -q 'cannot write to standard output' complained || fail 'a full device is not said'
for command in 'build small --format terminal' 'check small' 'help' 'version'; do
    # shellcheck disable=SC2086
    "$waymark" $command >&- 2>complained
    code=$?
    # A closed standard output must never become one of our files.
    [ $code -eq 4 ] || fail "exit $code with a closed standard output: $command"
done
sums small/out >now
cmp -s former now || fail 'a closed standard output changed the files'
"$waymark" build small --format csv,json,html >&- 2>complained
sums small/out >now
cmp -s former now || fail 'a closed standard output is in the files'
# Less and less room to be had, down to what cannot even be loaded (127): done, or said. A
# sanitizer reserves terabytes for itself, so that this is for the program people run.
if [ $sanitized = no ]; then
    cp -r small poor
    for kilobytes in 250000 200000 100000 50000 30000 15000 8000 7000 6500 6000 5500 5000; do
        for formats in csv,json,html xlsx pdf; do
            rm -rf poor/out
            cp -r small/out poor/out
            (
                ulimit -v $kilobytes
                exec "$waymark" build poor --format $formats --quiet 2>complained
            )
            code=$?
            case $code in
            0) [ -s "poor/out/scorecard.${formats##*,}" ] || fail "$kilobytes kB: no $formats" ;;
            4) grep -q 'memory' complained || fail "$kilobytes kB, $formats: $(cat complained)" ;;
            127) [ $kilobytes -lt 8000 ] || fail "$kilobytes kB are too few to load" ;;
            *) fail "exit $code with $kilobytes kB, $formats: $(head -c 300 complained)" ;;
            esac
            sums poor/out >now
            [ $code -eq 0 ] || cmp -s former now || fail "$kilobytes kB, $formats: changed"
            [ ! -e poor/out.new ] || fail "$kilobytes kB, $formats left out.new"
        done
    done
    [ $code -eq 127 ] || fail 'memory has never run out'
fi

# --- A full disk -------------------------------------------------------------------------
# A real one where it can be mounted, else a file may not grow beyond so much.
if [ "$(id -u)" -eq 0 ] && mkdir -p disk && mount -t tmpfs -o size=200k tmpfs disk 2>mount.out; then
    cp -r small disk/small
    "$waymark" build disk/small --format csv --quiet || fail 'a build on a small disk'
    sums disk/small >before
    head -c 100000 /dev/zero >disk/filler 2>mount.out
    refuses 4 'o space left' "$waymark" build disk/small --format csv,json,html,pdf --quiet
    sums disk/small >after
    cmp -s before after || fail 'a full disk changed the folder'
    head -c 200000 /dev/zero >disk/filler 2>mount.out
    sums disk/small >before
    refuses 4 'o space left' "$waymark" import scorecard odd.csv --into disk/small/more --authority Sefton
    sums disk/small >after
    diff before after >differences || fail "an import on a full disk: $(cat differences)"
    refuses 4 'o space left' "$waymark" new disk/small/fresh
    sums disk/small >after
    diff before after >differences || fail "a new folder on a full disk: $(cat differences)"
    umount disk
fi
# Comments that pack well: the parts of the workbook are larger than it is, and what the
# library of workbooks sets aside is cut off before the workbook itself is.
cp -r small narrow
{
    echo ref,period,text
    for ref in 1.1 1.2 1.10 2.1 2.2; do
        printf '%s,2016-17,' $ref
        head -c 30000 /dev/zero | tr '\0' "${ref#*.}"
        echo
    done
} >narrow/commentary.csv
for format in csv json html xlsx pdf; do
    large=
    [ $format != pdf ] || large='240 480'
    "$waymark" build narrow --format $format --quiet --out whole 2>complained ||
        fail "$format of large comments: $(cat complained)"
    sums whole >wanted
    [ $sanitized = yes ] || large="$large 0 2 16 80 120"
    for blocks in $large 100 1000; do
        rm -rf narrow/out
        cp -r small/out narrow/out
        (
            trap '' XFSZ
            ulimit -f $blocks
            exec "$waymark" build narrow --format $format --quiet 2>/dev/null
        )
        code=$?
        sums narrow/out >now
        case $code in
        0) cmp -s wanted now || fail "$format of $blocks blocks is another" ;;
        4) cmp -s former now || fail "$format of $blocks blocks changed out" ;;
        *) fail "exit $code: $format of $blocks blocks" ;;
        esac
        [ ! -e narrow/out.new ] || fail "$format of $blocks blocks left out.new"
    done
    [ $code -eq 0 ] || fail "$format never had room enough"
done
(
    trap '' XFSZ
    ulimit -f 100
    exec "$waymark" build narrow --format xlsx --quiet 2>&1
) | grep -q 'cannot write scorecard.xlsx' || fail 'a workbook cut off is not said'

# --- ctrl-C, also twice, and worse ---------------------------------------------------------
# Whatever the moment: the former output or the new one, and after the next run no trace.
# stopped FORMATS SIGNAL MOMENT...: moments are parts of how long it takes when left alone
rm -rf stopped
cp -r small stopped
printf 'ref,period,text\n1.2,2016-17,Changed since\n' >stopped/commentary.csv
mkdir -p temporary
export TMPDIR="$PWD/temporary"
now_ms() { echo $(($(date +%s%N) / 1000000)); }
stopped() {
    formats=$1 signal=$2
    shift 2
    "$waymark" build small --format "$formats" --quiet --out of-before || fail 'the first output'
    began=$(now_ms)
    "$waymark" build stopped --format "$formats" --quiet --out of-after || fail 'the second output'
    took=$(($(now_ms) - began))
    sums of-before >before
    sums of-after >after
    ! cmp -s before after || fail 'the test has two equal outputs'
    for part in "$@"; do
        delay=$(awk -v ms=$((took * part / 100)) 'BEGIN { printf "%.3f", ms / 1000 }')
        rm -rf stopped/out stopped/out.new stopped/out.old
        cp -r of-before stopped/out
        # A shell without job control has background programs ignore ctrl-C. In the
        # foreground timeout signals the program once; else its group as well, and a second
        # signal ends at once by design.
        timeout --foreground -s $signal "$delay" "$waymark" build stopped --format "$formats" --quiet 2>complained
        sums stopped/out >now
        cmp -s before now || cmp -s after now || fail "SIG$signal after $delay s, $formats: a mixture"
        [ $signal = KILL ] || [ ! -e stopped/out.new ] || fail "SIG$signal after $delay s left out.new"
        [ -z "$(ls temporary)" ] || fail "SIG$signal after $delay s left $(ls temporary)"
    done
    "$waymark" build stopped --format "$formats" --quiet || fail "the build after SIG$signal"
    sums stopped/out >now
    cmp -s after now || fail "the build after SIG$signal is another"
    [ -z "$(find stopped -name 'out.*')" ] || fail "SIG$signal has left something"
}
for signal in INT TERM KILL; do
    stopped csv,json,html $signal 1 20 40 60 80 100
done
if [ $sanitized = yes ]; then
    stopped xlsx,pdf INT 30 75
    stopped xlsx,pdf KILL 45 90
else
    stopped xlsx,pdf INT 1 15 30 45 60 75 90 105
    stopped xlsx,pdf TERM 20 55 85
    stopped xlsx,pdf KILL 10 25 40 55 70 80 90 100
fi

exit $failed
