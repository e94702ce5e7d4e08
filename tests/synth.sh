#!/bin/sh
# Made-up records by the whole program: written, taken as they are, never over others.
#
#     synth.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
export WAYMARK_CATALOGUE="$root/catalogue"

# One year of one authority, without faults: the engines count the same.
run 0 "$waymark" synth --from 2017 --to 2017 --faults 0 --only-records --out one
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
run 0 "$waymark" synth --from 2017 --to 2017 --faults 0 --only-records --out again --quiet
[ -s said ] && fail "--quiet speaks"
diff -r one again >differences || fail "not the same twice"
run 0 "$waymark" synth --from 2017 --to 2017 --seed 2 --faults 0 --only-records \
    --out other
cmp -s one/child.csv other/child.csv && fail "another seed makes the same children"

# Two: a folder for each, and the days of entry when they are wanted.
run 0 "$waymark" synth --from 2017 --to 2017 --authorities 2 --recorded --out two
has two/E06000002/cp_visit.csv "seen_alone,entered_on"
has two/population.csv "E06000002,2016,"

# What a build counts differently from what was printed, as `ref,period`.
named() {
    run 0 "$waymark" check "$1" --records "$1/records" --format json
    awk '
        /"measures": \[/ { refs = "" }
        /^ *"[^"]*",?$/ { gsub(/[ ",]/, ""); refs = $0 }
        /"rule"/ { ours = /printed-differs-from-computed/ }
        /"evidence"/ && ours {
            sub(/^ *"evidence": "/, "")
            sub(/",$/, "")
            gsub(/ counted \([^)]*\)/, " counted")
            rows = split($0, row, "; ")
            for (i = 1; i <= rows; i++) {
                ref = refs
                if (row[i] !~ /^(Q[1-4]|Year) /) {
                    ref = row[i]
                    sub(/:.*/, "", ref)
                    sub(/^[^:]*: /, "", row[i])
                }
                found = split(row[i], one, ", ")
                for (j = 1; j <= found; j++)
                    if (one[j] ~ /^(Q[1-4]|Year) /) {
                        split(one[j], word, /[ :]/)
                        print ref "," word[2] (word[1] == "Year" ? "" : " " word[1])
                    }
            }
        }' said | sort
}

# A printed scorecard of itself: a check names the mistakes planted in it and no others.
planted=0
for seed in 1 2 3; do
    for errors in 0 1 6 25; do
        run 0 "$waymark" synth --from 2015 --to 2017 --population 6000 --seed $seed \
            --errors $errors --faults $((seed * 5)) --out itself --quiet
        named itself >found || fail "cannot read what check says"
        tail -n +2 itself/planted.csv | cut -d, -f1,2 | sort >planted
        cmp -s found planted || fail "seed $seed, $errors mistakes:
$(diff planted found)"
        [ "$(wc -l <planted)" -eq $errors ] || fail "$(wc -l <planted) planted"
        planted=$((planted + $(wc -l <planted)))
    done
done
[ $planted -eq 96 ] || fail "$planted in all"
for kind in "swapped digits" "numerator of the period before" \
    "population of the year before" "rounded the wrong way" "figure of the year before" \
    "fraction for percent"; do
    has itself/planted.csv ",$kind,"
done
sed 1d itself/planted.csv | awk -F, '$4 == $5 { exit 1 }' || fail "a mistake that is none"
has itself/synthetic.scorecard "(made up)"
has itself/synthetic.scorecard "Nobody in this scorecard is real"
[ "$(grep -c '^1.1,' itself/figures/printed.csv)" -eq 6 ] || fail "not six figures of 1.1"

# The example is what its README says that it is made by, to the byte.
command=$(sed -n 's/^    waymark \(synth .*\) --out FOLDER$/\1/p' \
    "$root/examples/synthetic-authority/README.md")
run 0 "$waymark" $command --out example
diff -r -x out "$root/examples/synthetic-authority" example >differences ||
    fail "the example is another: $(head -3 differences)"
named example >found
tail -n +2 example/planted.csv | cut -d, -f1,2 | sort | cmp -s - found ||
    fail "the example's mistakes are not found"

# As it is, in every format.
SOURCE_DATE_EPOCH=1491004800 run 0 "$waymark" build itself --records itself/records
has said "(made-up records)"
[ -s itself/out/scorecard.html ] || fail "no page"
run 0 "$waymark" synth --from 2015 --to 2017 --population 6000 --out itself
has said "6 mistakes are planted in the printed figures: itself/planted.csv."

# One year has nothing to be measured from, and no mistakes of the year before.
run 0 "$waymark" synth --from 2017 --to 2017 --population 6000 --errors 12 --out year
lacks year/synthetic.scorecard "baseline 201"
lacks year/planted.csv "of the year before"
named year >found
tail -n +2 year/planted.csv | cut -d, -f1,2 | sort | cmp -s - found || fail "one year"

# Mistakes.
run 2 "$waymark" synth --from 2017 --to 2017 --errors 101 --out x
has complained "--errors is a number from 0 to 100"
WAYMARK_CATALOGUE=$scratch/nowhere run 3 "$waymark" synth --from 2017 --to 2017 --out x
[ -e x ] && fail "something was written without a catalogue"
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
"$waymark" synth --from 2017 --to 2017 --only-records --out real >said 2>complained &&
    fail "real records were replaced"
has complained "it does not say that its records are made up"
diff -r "$root/tests/data/records-small" real | grep -v SYNTHETIC >differences &&
    fail "real records were changed"

exit $failed
