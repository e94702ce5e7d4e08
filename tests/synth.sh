#!/bin/sh
# Made-up records by the whole program: written, taken as they are, never over others.
#
#     synth.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
export WAYMARK_CATALOGUE="$root/catalogue"

# One year of one authority, without faults: the engines count the same.
run 0 "$waymark" synth --from 2017 --to 2017 --faults 0 --out one
has said "rows of 1 authority in one. Nobody in them is real."
[ -f one/SYNTHETIC ] || fail "no marker"
for engine in timeline reference; do
    run 0 "$waymark" compute --records one --from 2016-04-01 --to 2017-03-31 \
        --every quarter --engine $engine
    has complained "(made-up records), 0 left out"
    cp said $engine.csv
done
cmp timeline.csv reference.csv || fail "the engines differ"
has timeline.csv "1.1,E06000001,quarter,2017-01-01,2017-03-31"
[ "$(wc -l <timeline.csv)" -gt 240 ] || fail "too few figures"

# Said once more: the same bytes. Another number: others.
run 0 "$waymark" synth --from 2017 --to 2017 --faults 0 --out again --quiet
[ -s said ] && fail "--quiet speaks"
diff -r one again >differences || fail "not the same twice"
run 0 "$waymark" synth --from 2017 --to 2017 --seed 2 --faults 0 --out other
cmp -s one/child.csv other/child.csv && fail "another seed makes the same children"

# Two: a folder for each, and the days of entry when they are wanted.
run 0 "$waymark" synth --from 2017 --to 2017 --authorities 2 --recorded --out two
has two/E06000002/cp_visit.csv "seen_alone,entered_on"
has two/population.csv "E06000002,2016,"

# Mistakes.
run 2 "$waymark" synth --from 2017 --to 2017
has complained "say where: --out DIR"
run 2 "$waymark" synth --out x
has complained "--from 2015 --to 2017"
run 2 "$waymark" synth --from 2018 --to 2017 --out x
run 2 "$waymark" synth --from 1066 --to 2017 --out x
run 2 "$waymark" synth --from 2017 --to 2017 --authorities 0 --out x
run 2 "$waymark" synth --from 2017 --to 2017 --faults 1001 --out x
[ -e x ] && fail "something was written"

# Records that are not made up stay.
cp -r "$root/tests/data/records-small" real
rm -f real/SYNTHETIC
"$waymark" synth --from 2017 --to 2017 --out real >said 2>complained &&
    fail "real records were replaced"
has complained "it does not say that its records are made up"
diff -r "$root/tests/data/records-small" real | grep -v SYNTHETIC >differences &&
    fail "real records were changed"

exit $failed
