#!/bin/sh
# Whatever is given: a clear message, the right exit code, and nothing lost.
#
#     errors.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"

# The command line.
refuses 2 'did you mean `build`?' "$waymark" biuld
refuses 2 'did you mean `--width`?' "$waymark" build --widht 90
refuses 2 'see `waymark help build`' "$waymark" build --zzzzzz
refuses 2 'no option called `-w`' "$waymark" build -w
refuses 2 '--format is given twice' "$waymark" build --format csv --format json
refuses 2 '--into is given twice' "$waymark" import scorecard s.txt --into x --into=y
refuses 2 '--out wants a value' "$waymark" build --out
refuses 2 '--quiet takes no value' "$waymark" build --quiet=yes
refuses 2 'build takes less' "$waymark" build a b
refuses 2 'format wants more' "$waymark" format
refuses 2 'from 80 to 200' "$waymark" build --width 79
refuses 2 'from 80 to 200' "$waymark" build --width wide
refuses 2 'auto, always or never' "$waymark" build --colour red
refuses 2 'did you mean `json`?' "$waymark" build --format csv,jsn
refuses 2 'text or json' "$waymark" check --format html
refuses 2 'import what?' "$waymark" import
refuses 2 'did you mean `scorecard`?' "$waymark" import scorecrad sheet.txt
refuses 2 '--into FOLDER' "$waymark" import scorecard sheet.txt
refuses 2 '--map COLUMN=MEANING' "$waymark" import scorecard s.txt --into x --map Outturn
refuses 2 'number of a line' "$waymark" import scorecard s.txt --into x --ref two=1.1
refuses 2 'a day as 2017-03-31' "$waymark" import scorecard s.txt --into x --as-at March
refuses 2 'letters, digits' "$waymark" import scorecard s.txt --into x --name ../x
refuses 2 'no command called' "$waymark" help nonsense

# No other audience until small numbers can be withheld; nothing is made for it.
cp -r "$root/tests/data/small" small
refuses 2 'no disclosure control' "$waymark" build small --audience public
[ ! -e small/out ] || fail "something was made for another audience"

# One rule: 3 when what is named is not there, is of another kind, has mistakes or is
# somebody's work; 4 when the system refuses (further down).
: >a-file
for command in build check; do
    refuses 3 'no such folder' "$waymark" $command nowhere
    refuses 3 'a file, not a folder' "$waymark" $command a-file
    refuses 3 'no such folder' "$waymark" $command a-file/within
done
refuses 3 'a-file' "$waymark" new a-file
refuses 3 'a-file' "$waymark" new a-file/within
refuses 3 'no such file' "$waymark" format nowhere.scorecard
refuses 3 'no such file' "$waymark" format --check nowhere.measures
mkdir folder.scorecard
refuses 3 'a folder, not a file' "$waymark" format folder.scorecard
refuses 3 'only .scorecard, .measures and .tables' "$waymark" format a-file
refuses 3 'no such file' "$waymark" import scorecard nowhere.csv --into new
refuses 3 'not a directory' "$waymark" import scorecard a-file/sheet.csv --into new
refuses 3 'a folder, not a file' "$waymark" import scorecard . --into new
refuses 3 'no such folder' "$waymark" import opendata a-file --into nowhere
refuses 3 'no such file' "$waymark" import opendata nowhere.csv --into small
refuses 3 'a folder, not a file' "$waymark" import opendata . --into small
refuses 3 'no such file' "$waymark" import opendata a-file --into small --map nowhere.csv
[ ! -e new ] || fail "a refused import has made a folder"
if [ "$(id -u)" -ne 0 ]; then
    printf 'measure' >shut.measures
    chmod 0 shut.measures
    refuses 4 'ermission denied' "$waymark" format shut.measures
    chmod u+w shut.measures
fi

# The folder.
refuses 3 'no such folder' "$waymark" build nowhere
refuses 3 'a file, not a folder' "$waymark" build complained
mkdir empty
refuses 3 'no .scorecard file' "$waymark" build empty
refuses 3 'no .scorecard file' "$waymark" check empty

# A former output stays as it was, whatever is wrong with the folder now.
"$waymark" build small --format csv --quiet || fail "the first build"
cp -r small/out former
spoil() {
    words=$1
    rm -rf spoilt
    cp -r small spoilt
    cat >"spoilt/$2"
    refuses 3 "$words" "$waymark" build spoilt
    diff -r former spoilt/out >differences || fail "out changed: $(cat differences)"
}
printf '' | spoil 'no column called `ref`' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,"1,234"\n' | spoil 'without commas' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,12.5%%\n' | spoil 'percent sign' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,1e3\n' | spoil 'all its digits' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,=2+3\n' | spoil 'is not a number' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,\331\243\n' | spoil 'digits 0 to 9' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,5\n1.2,2016-17,5\n' | spoil 'a second figure' figures/printed.csv
printf 'ref,period,value\n7.7,2016-17,5\n' | spoil 'no measure 7.7' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,5,6\n' | spoil 'row of 4 cells' figures/printed.csv
printf 'ref,period,value\n1.2,2016-17,"5\n' | spoil 'figures/printed.csv' figures/printed.csv
printf 'PK\003\004\000\000\000\000' | spoil 'figures/printed.csv' figures/printed.csv
printf 'PK\003\004\000\000\000\000' | spoil 'not a text file' small.scorecard
printf '' | spoil 'there is no scorecard' small.scorecard
printf 'scorecard "A"\n  yaer 2016-17\n' | spoil 'did you mean `year`?' small.scorecard
printf 'measure 1.1 "A"\n  entered pacent\n' | spoil 'small.measures:2' small.measures
{ printf 'ref,period,value\n1.2,2016-17,'; head -c 1100000 /dev/zero | tr '\0' 9; echo; } |
    spoil 'figures/printed.csv' figures/printed.csv
head -c 70000000 /dev/zero | tr '\0' x | spoil 'larger than 64 MB' figures/printed.csv
head -c 5000000 /dev/zero | tr '\0' x | spoil 'larger than 4 MB' small.scorecard

# Text that is not UTF-8 is read as what a spreadsheet means by it.
cp -r small latin
printf 'ref,period,value,note\n1.2,2016-17,5,caf\351\n' >latin/figures/printed.csv
"$waymark" build latin --format csv --quiet 2>complained || fail "Windows-1252: $(cat complained)"
grep -q 'café' latin/out/scorecard.csv || fail "Windows-1252 is not read"

# Text that would run in a spreadsheet does not.
grep -q "=Re-referrals" small/commentary.csv || fail "the test has lost its formula"
printf 'ref,period,value,note\n1.2,2016-17,5,=cmd|/c calc\n' >latin/figures/printed.csv
"$waymark" build latin --format csv --quiet || fail "a formula in a note"
grep -q "'=cmd" latin/out/scorecard.csv || fail "a formula is written as one"

# What somebody typed into a sheet does not steer the terminal that it is shown on.
printf 'Ref,Measure,2016/17\n1.1,Number of \033[2J cleared,5\n1.2,Percentage,\033]0;x\007\n' >escape.csv
"$waymark" import scorecard escape.csv --into escape --authority Sefton >said 2>complained ||
    fail "escapes: $(cat complained)"
"$waymark" check escape >>said 2>>complained
"$waymark" build escape --format terminal >>said 2>>complained
grep -q 'cleared' said || fail 'the title with an escape is not shown'
! LC_ALL=C grep -q "$(printf '[\033\007]')" said complained || fail 'an escape reaches the terminal'

# The system refuses: said, exit 4, and the former output whole.
if [ "$(id -u)" -ne 0 ]; then
    chmod a-w small
    refuses 4 'out' "$waymark" build small
    chmod u+w small
fi
: >file
refuses 3 'file' "$waymark" build small --out file/out
"$waymark" build small --format terminal >/dev/full 2>complained
[ $? -eq 4 ] || fail "a full standard output"
grep -q 'cannot write' complained || fail "a full standard output is not said"
mkdir theirs
echo precious >theirs/work.txt
refuses 3 'theirs' "$waymark" build small --out theirs
[ "$(cat theirs/work.txt)" = precious ] || fail "somebody's folder was replaced"
"$waymark" build small --format terminal | head -1 >said || fail "a reader that goes away"
diff -r former small/out >differences || fail "out changed: $(cat differences)"

# A full disk in the middle of writing: a file may not grow beyond 16 kB. The exit code
# says that the system refused, and the former output stays.
(
    trap '' XFSZ
    ulimit -f 16
    "$waymark" build small --quiet 2>complained
    echo $? >code
)
[ "$(cat code)" -eq 4 ] || fail "a full disk gives exit $(cat code): $(cat complained)"
diff -r former small/out >differences || fail "a full disk changed out: $(cat differences)"
[ ! -e small/out.new ] || fail "a full disk left out.new"

# ctrl-C at any moment: the former output or the new one, whole, and nothing beside it.
for delay in 0.02 0.05 0.1 0.2 0.4 0.8 1.6; do
    rm -rf interrupted
    cp -r small interrupted
    timeout --preserve-status -s INT $delay "$waymark" build interrupted --quiet 2>complained
    code=$?
    [ $code -eq 0 ] || [ $code -eq 130 ] || fail "ctrl-C after $delay s gives exit $code"
    if [ -e interrupted/out/scorecard.json ]; then
        [ -s interrupted/out/scorecard.pdf ] || fail "ctrl-C after $delay s leaves half"
    else
        diff -r former interrupted/out >differences || fail "ctrl-C changed out: $(cat differences)"
    fi
    [ -z "$(find interrupted -name 'out.*')" ] || [ $code -eq 130 ] || fail "ctrl-C left out.new"
done
"$waymark" build interrupted --quiet || fail "the build after ctrl-C"
[ -z "$(find interrupted -name 'out.*')" ] || fail "what ctrl-C left is not taken away"

# Imports are all or nothing, and do not replace what is there unless told to.
refuses 3 'nothing.txt' "$waymark" import scorecard nothing.txt --into new
refuses 3 'a folder' "$waymark" import scorecard small --into new
: >empty.txt
refuses 3 'empty.txt' "$waymark" import scorecard empty.txt --into new
printf 'PK\003\004\000\000' >binary.txt
refuses 3 'binary.txt' "$waymark" import scorecard binary.txt --into new
printf 'one\ntwo\n' >words.txt
refuses 3 'words.txt' "$waymark" import scorecard words.txt --into new
[ ! -e new ] || fail "a refused import has made a folder"
printf 'Ref,Measure,Target,Baseline,Q1 2016-17,2016-17\n1.1,Percentage seen,80,70,71,72\n' >sheet.csv
"$waymark" import scorecard sheet.csv --into new --name new --authority Sefton >said 2>complained ||
    fail "a small sheet: $(cat complained)"
find new -type f -exec cksum {} + | sort >before
refuses 3 '--replace' "$waymark" import scorecard sheet.csv --into new --name new --authority Sefton
refuses 3 'another scorecard' "$waymark" import scorecard sheet.csv --into new --name other --authority Sefton
find new -type f -exec cksum {} + | sort >after
cmp -s before after || fail "a refused import has changed the folder"
"$waymark" import scorecard sheet.csv --into new --name new --authority Sefton --replace >said 2>complained ||
    fail "--replace: $(cat complained)"
"$waymark" build new --quiet 2>complained || fail "what was imported does not build: $(cat complained)"

exit $failed
