#!/bin/sh
# What may be given to `import opendata` in place of published statistics, and where it may
# not be able to write: a clear message with its place, the right exit code, and the
# comparators of before whole. What stands in the rows and cells of a file is in
# cases/opendata/import-hostile.case.
#
#     opendata_hostile.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
import() {
    timeout -s KILL 120 "$waymark" import opendata "$@" --into card
}
# no_import CODE WORDS FILE...: refused with the words; the folder stays as it was
no_import() {
    code=$1
    words=$2
    shift 2
    complains "$code" "$words" import "$@"
    sums card >now
    cmp -s former now || fail "the folder changed: $* $(diff former now)"
}
# takes LINE FILE...: read, with the line in comparators/published.csv; put back after
takes() {
    line=$1
    shift
    import "$@" >said 2>complained </dev/null || fail "refused: $* $(head -c 600 complained)"
    grep -q -- "$line" card/comparators/published.csv || fail "no line \`$line\`: $*
$(head -n 5 card/comparators/published.csv)"
    rm -rf card
    cp -r saved card
}

mkdir -p card/comparators
cat >card/s.scorecard <<'END'
scorecard "S"
  authority E08000014 "Sefton"   region E12000002 "North West"   country E92000001 "England"
  year 2016-17 from April   show year

section 1 "All"
  1.2  target 16
END
cat >card/s.measures <<'END'
measure 1.2 "Referrals that were re-referrals"
  entered percent
  source "CIN census"
END
heading=time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,category,referral_count,rereferral_count,rereferral_percent
place=E92000001,England,E12000002,North\ West
sefton="2017,Reporting year,Local authority,$place,343,E08000014,Sefton,R,2758,623,22.6"
wirral="2017,Reporting year,Local authority,$place,344,E08000015,Wirral,R,x,x,20.5"
printf '%s\n%s\n%s\n' "$heading" "$sefton" "$wirral" >good.csv
import good.csv >said 2>complained || fail "the first import: $(cat complained)"
grep -q 'Sefton,2017,22.5.*,623,2758' card/comparators/published.csv || fail 'the first import has no Sefton'
cp -r card saved
sums card >former

# --- No file of statistics ----------------------------------------------------------
: >empty.csv
no_import 3 'empty.csv: the file is empty' empty.csv
printf '\n\n  \n' >blank.csv
no_import 3 'blank.csv: the file is empty' blank.csv
mkdir dir.csv
no_import 3 'it is a folder' dir.csv
mkfifo pipe.csv
no_import 3 'it is a pipe' pipe.csv
no_import 3 'device' /dev/zero
no_import 3 'no such file' nosuch.csv
head -c 4096 "$waymark" >program.csv
no_import 3 'program.csv' program.csv
{ cat good.csv; printf '2016,\0\0\0,\n'; } >nul.csv
no_import 3 'nul.csv' nul.csv
printf 'PK\003\004\024\000\006\000\010\000\000\000' >book.csv
no_import 3 'book.csv' book.csv
truncate -s 1G sparse.csv
no_import 3 'sparse.csv' sparse.csv
printf '<!DOCTYPE html>\n<title>Not found</title>\n' >page.csv
no_import 3 'page.csv:1: no published statistics' page.csv
printf '%s\n%s\n' "$sefton" "$wirral" >bare.csv
no_import 3 'bare.csv:1: no published statistics' bare.csv
printf 'ref,period,value\n1.2,2016-17,5\n' >figures.csv
no_import 3 'the columns are ref, period, value' figures.csv
no_import 3 'published.csv:1: no published statistics' card/comparators/published.csv
{ printf 'a'; seq 5000 | sed 's/.*/,c&/' | tr -d '\n'; echo; } >wide.csv
no_import 3 'wide.csv' wide.csv
{ printf '%s\n' "$heading"; head -c 70000 /dev/zero | tr '\0' x; echo; } >long.csv
no_import 3 'long.csv' long.csv
# One bad file among good ones: nothing of any is used.
no_import 3 'empty.csv: the file is empty' good.csv empty.csv
no_import 3 'page.csv:1: no published' page.csv good.csv

# --- Damaged rows ---------------------------------------------------------------------
printf '%s\n%s\n2016,Reporting year\n%s\n' "$heading" "$sefton" "$wirral" >short.csv
no_import 3 'short.csv:3: the row has 2 cells where the heading has 14' short.csv
printf '%s\n%s,1\n%s\n' "$heading" "$sefton" "$wirral" >more.csv
no_import 3 'more.csv:2: the row has 15 cells where the heading has 14' more.csv
printf '%s\n%s\n2016,Rep' "$heading" "$sefton" >cut.csv
no_import 3 'cut.csv:3: the file is cut off' cut.csv
printf '%s\n%s\n2016,"Rep\n' "$heading" "$sefton" >open.csv
no_import 3 'open.csv:3' open.csv
printf '%s\n%s\n%s\n' "$heading" "$sefton" "2017,Reporting year,Local authority,$place,343,E08000014,Sefton,R,2758,630,22.8" >two.csv
no_import 3 'two.csv:3: the same series for 1.2 with two values' two.csv
printf '%s\n%s\n' "$heading" "2017,Reporting year,Local authority,$place,343,E08000014,Sefton,R,2758,630,22.8" >later.csv
no_import 3 'later.csv:2: the same series for 1.2 with two values: Sefton is 22.8 here and 22.6 in good.csv, line 2' good.csv later.csv

# --- Nothing for this scorecard ---------------------------------------------------------
printf '%s\n%s\n' "$heading" "2011,Reporting year,Local authority,$place,343,E08000014,Sefton,R,2758,630,22.8" >old.csv
no_import 3 'no comparator for this scorecard; nothing was changed' old.csv
grep -q '1 row: 0 used, 1 of other years' said || fail "other years: $(cat said)"
printf '%s\n%s\n' "$heading" "2017,Reporting year,Local authority,$place,999,X,Nowhere,R,2758,630,22.8" >nowhere.csv
import nowhere.csv >said 2>complained
grep -q 'of a place that is not known (first in line 2)' said || fail "nowhere: $(cat said complained)"
rm -rf card
cp -r saved card
for years in 0-5 2017-2015 1900 2016- x 2000-2099 99999999999; do
    no_import 2 '--years is as 2015-2017' good.csv --years $years
done
no_import 2 '--preset is' good.csv --preset mean
no_import 3 'nosuch.csv' good.csv --map nosuch.csv
no_import 3 'empty.csv' good.csv --map empty.csv
printf 'ref,unit,value,published,source\n1.2,percents,a,10-31,S\n' >map.csv
no_import 3 'map.csv:2:2: no such unit: `percents`' good.csv --map map.csv
# A measure that the map does not know, and one that is not in the folder's measures.
sed 's/1\.2/CS03/' saved/s.scorecard >card/s.scorecard
sed 's/1\.2/CS03/' saved/s.measures >card/s.measures
rm card/comparators/published.csv
sums card >former
no_import 3 'the map has no CS03: it gets no published comparators; the map'"'"'s 1.2 (re-referrals in the year to 31 March) looks like it: if it is that, write `replaces 1.2` in the measure' good.csv
grep -q '2 rows: 0 used, 2 of series that no measure of this scorecard is compared with' said ||
    fail "CS03: $(cat said)"
echo '  replaces 1.2' >>card/s.measures
import good.csv >said 2>complained || fail "replaces: $(cat complained)"
grep -q '^CS03,authority,E08000014,Sefton,2017,22.5' card/comparators/published.csv || fail 'replaces 1.2 gives CS03 nothing'
rm -rf card
cp -r saved card
sums card >former
echo '  9.9  target 1' >>card/s.scorecard
sums card >former
no_import 3 's.scorecard:7' good.csv
rm -rf card
cp -r saved card
sums card >former

# --- Other encodings, and what harms nothing ----------------------------------------------
takes 'Sefton,2017,22.5' good.csv good.csv
cp good.csv again.csv
takes 'Sefton,2017,22.5' good.csv again.csv
newland='E06000099,Newl\344nd'
printf "%s\n2017,Reporting year,Local authority,$place,999,$newland,R,100,21,21\n" "$heading" >cp1252.csv
takes 'E06000099,Newländ,2017,21' cp1252.csv
iconv -f UTF-8 -t UTF-16LE good.csv >plain16.csv
{ printf '\377\376'; cat plain16.csv; } >utf16.csv
takes 'Sefton,2017,22.5' utf16.csv
{ printf '\357\273\277'; cat good.csv; } | sed 's/$/\r/' >bom.csv
takes 'Sefton,2017,22.5' bom.csv
tr '\n' '\r' <good.csv >cr.csv
takes 'Sefton,2017,22.5' cr.csv
tr ',' '\t' <good.csv >tabs.csv
takes 'Sefton,2017,22.5' tabs.csv
printf '%s\n%s\n' "$heading" "2017,Reporting year,Local authority,$place,999,E06000099,=cmd|x,R,100,21,21" >formula.csv
import formula.csv >said 2>complained || fail "a formula: $(cat complained)"
! grep -q ',=cmd' card/comparators/published.csv || fail 'a formula is written as one'
rm -rf card
cp -r saved card
# Bytes that are text in no encoding at all are still said, or read, and never a crash.
for bytes in '\300\200' '\355\240\200' '\377\376\375' '\201\215\217\220\235' '\342\202' '\036'; do
    printf "%s\n2017,Reporting year,Local authority,$place,344,E08000015,$bytes,R,100,21,21\n" "$heading" >bytes.csv
    import bytes.csv >said 2>complained
    got=$?
    [ $got -eq 0 ] || [ $got -eq 3 ] || fail "exit $got on the bytes $bytes"
    iconv -f UTF-8 -t UTF-8 card/comparators/published.csv >iconv.out 2>&1 || fail "$bytes is written as it came"
    rm -rf card
    cp -r saved card
done

# --- Where to write ------------------------------------------------------------------------
into() {
    timeout -s KILL 60 "$waymark" import opendata good.csv --into "$1" >said 2>complained </dev/null
    got=$?
    [ $got -eq 3 ] || [ $got -eq 4 ] || fail "exit $got into $1"
    [ -s complained ] || fail "nothing said of $1"
}
into nosuch
[ ! -e nosuch ] || fail 'a folder is made'
into good.csv
into /dev/null
rm card/comparators/published.csv
mkdir card/comparators/published.csv
sums card >former
no_import 3 'published.csv' good.csv
rm -rf card
cp -r saved card
sums card >former
if [ "$(id -u)" -ne 0 ]; then
    chmod 500 card/comparators
    no_import 4 'cannot' later.csv
    chmod 700 card/comparators
fi
for kilobytes in 0 1; do
    (
        trap '' XFSZ
        ulimit -f $((kilobytes * 2))
        exec "$waymark" import opendata "$root"/tests/data/dfe/c1_*.csv --into card >&- 2>&-
    )
    code=$?
    [ $code -eq 4 ] || fail "exit $code with files of $kilobytes kB"
    sums card >now
    cmp -s former now || fail "files of $kilobytes kB changed the folder: $(diff former now)"
done
if [ "$(id -u)" -eq 0 ] && mkdir -p disk && mount -t tmpfs -o size=64k tmpfs disk 2>mount.out; then
    cp -r saved disk/card
    head -c 100000 /dev/zero >disk/filler 2>mount.out
    sums disk >before
    "$waymark" import opendata "$root"/tests/data/dfe/c1_*.csv --into disk/card >said 2>complained
    code=$?
    [ $code -eq 4 ] || fail "exit $code on a full disk"
    grep -q 'o space left' complained || fail "a full disk: $(cat complained)"
    sums disk >after
    cmp -s before after || fail "a full disk changed the folder: $(diff before after)"
    umount disk
fi

# --- ctrl-C: the former file or the new one -------------------------------------------------
cp -r saved imported
"$waymark" import opendata "$root"/tests/data/dfe/c1_*.csv --into imported >said 2>complained ||
    fail "the Department's own: $(cat complained)"
for signal in INT TERM KILL; do
    for delay in 0.00 0.01 0.02 0.04 0.08; do
        rm -rf card
        cp -r saved card
        timeout --foreground -s $signal "$delay" "$waymark" import opendata "$root"/tests/data/dfe/c1_*.csv --into card >said 2>complained
        cksum <card/comparators/published.csv >now
        cksum <saved/comparators/published.csv >before
        cksum <imported/comparators/published.csv >new
        cmp -s before now || cmp -s new now || fail "SIG$signal after $delay s: a mixture"
    done
done

exit $failed
