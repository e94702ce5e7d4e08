#!/bin/sh
# The whole program on a small folder: what is written, what is printed, and that the
# same input gives the same bytes.
#
#     build.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"

cp -r "$root/tests/data/small" small

# Every format, marked, and nothing else in the folder.
run 0 "$waymark" build small
has said "Written to small/out: scorecard.csv, scorecard.json"
for file in csv json html xlsx pdf; do
    [ -s small/out/scorecard.$file ] || fail "no scorecard.$file"
done
for file in said small/out/scorecard.csv small/out/scorecard.json small/out/scorecard.html; do
    has "$file" OFFICIAL-SENSITIVE
done
[ "$(grep -c OFFICIAL-SENSITIVE said)" -eq 2 ] || fail "the marking is not at both ends"
[ "$(grep -vc 'OFFICIAL-SENSITIVE$' small/out/scorecard.csv)" -eq 1 ] ||
    fail "a row of scorecard.csv has no marking"
[ -z "$(find small -name 'out.*')" ] || fail "something is left beside out"

# The same input, the same bytes; an override with its reason in every text format.
cp -r small/out first
run 0 "$waymark" build small
diff -r first small/out >differences || fail "two builds differ: $(cat differences)"
for file in said small/out/scorecard.csv small/out/scorecard.json; do
    has "$file" "two teams had not"
done

# What is asked for, and only that.
run 0 "$waymark" build small --format csv,json --out elsewhere --quiet
[ ! -s said ] || fail "--quiet prints"
[ "$(ls elsewhere)" = "$(printf 'scorecard.csv\nscorecard.json')" ] ||
    fail "elsewhere holds $(ls elsewhere)"
cp small/out/scorecard.csv before
run 0 "$waymark" build small --format terminal
has said "1.10"
lacks said "Written to"
cmp -s before small/out/scorecard.csv || fail "--format terminal writes"
run 0 "$waymark" build small --format=csv
lacks said "1.10"
[ ! -e small/out/scorecard.json ] || fail "out holds what was not asked for"

# From inside the folder.
(cd small && "$waymark" build --quiet --format csv) || fail "the current folder"

# No line is wider than it may be, and colour only where it is wanted.
for width in 80 81 100 119 120 160 200; do
    run 0 "$waymark" build small --format terminal --width $width
    longest=$(LC_ALL=C.UTF-8 wc -L <said)
    [ "$longest" -le $width ] || fail "a line of $longest at $width columns"
    lacks said "$(printf '\033')"
done
COLUMNS=100 run 0 "$waymark" build small --format terminal
[ "$(grep '^──' said | LC_ALL=C.UTF-8 wc -L)" -eq 100 ] || fail "COLUMNS is not heard"
run 0 "$waymark" build small --format terminal --colour always
has said "$(printf '\033[1m')"
NO_COLOR=1 run 0 "$waymark" build small --format terminal --colour auto
lacks said "$(printf '\033')"

# A new folder builds, has no findings, and is laid out as the formatter does it.
run 0 "$waymark" new fresh
for file in $(cd fresh && find . -type f | sed 's/^..//'); do
    has said "  $file "
done
has said "waymark build fresh"
has said "waymark check fresh"
for ref in $(sed 1d "$root/data/comparator-map.csv" | cut -d, -f1 | sort -u); do
    ! grep -q "^ *$ref \|^$ref,\|^measure $ref " fresh/*.* fresh/*/*.csv || fail "the sample has the reference $ref of the open-data map"
done
cp -r fresh nothing-shown
sed -i 's/ *show Q3.*//' nothing-shown/example.scorecard
complains 0 'write `show Q1, Q2, Q3, Q4, year`' "$waymark" build nothing-shown --quiet
run 0 "$waymark" new "it's fresh"
eval "set -- $(sed -n 's/^  waymark build //p' said)"
run 0 "$waymark" build "$1" --quiet
run 0 "$waymark" build fresh
[ ! -s complained ] || fail "a new folder has messages: $(cat complained)"
run 0 "$waymark" check fresh
has said "0 errors, 0 warnings, 0 notes"
run 0 "$waymark" format --check fresh/example.scorecard fresh/example.measures
run 3 "$waymark" new fresh
has complained "has files in it already"

# A real printed sheet, from the file to every format.
sheet="$root/examples/sefton-2017/source/scorecard.txt"
run 0 "$waymark" import scorecard "$sheet" --into sheet --name sefton
has said "51 measures"
has said "Now: waymark build sheet"
run 0 "$waymark" build sheet --width 160
has said "51 measures by the grade"
[ "$(grep -c '"ref":' sheet/out/scorecard.json)" -eq 51 ] || fail "not 51 measures in scorecard.json"
run 0 "$waymark" import scorecard "$sheet" --into again --name sefton --quiet
[ ! -s said ] || fail "--quiet prints what could be read: $(head -3 said)"
rm -r sheet/out
diff -r sheet again >differences || fail "two imports differ: $(cat differences)"

# Findings, for people and for programs.
run 0 "$waymark" check small
run 0 "$waymark" check small --format json
has said '"rule"'
sed -i 's/^1.2,2016-17 Q3,20.0,1,,,,20.0/1.2,2016-17 Q3,120.0,1,,,,120.0/' small/figures/printed.csv
run 1 "$waymark" check small
run 0 "$waymark" build small --quiet

# The formatter changes layout alone, once.
sed -i 's/   */ /g' fresh/example.measures
run 1 "$waymark" format --check fresh/example.measures
has complained "is not laid out"
run 0 "$waymark" format fresh/example.measures fresh/example.scorecard
run 0 "$waymark" format --check fresh/example.measures fresh/example.scorecard
cp fresh/example.measures before
echo 'measure' >>fresh/example.measures
cp fresh/example.measures broken
run 3 "$waymark" format fresh/example.measures
cmp -s broken fresh/example.measures || fail "a file with mistakes was changed"

# Help and version.
run 0 "$waymark" version
has said "waymark "
run 0 "$waymark" --version
run 0 "$waymark" help
for command in build check 'import scorecard' 'import opendata' format new completion version help; do
    has said "waymark $command"
    run 0 "$waymark" help $command
    has said "waymark $command"
    run 0 "$waymark" help
done
run 0 "$waymark"
has said "waymark build"
run 0 "$waymark" build --help
has said "--audience"
run 2 "$waymark" completion tcsh
has complained "bash, zsh and fish"
run 2 "$waymark" completion
run 0 "$waymark" help import
has said "--into"

exit $failed
