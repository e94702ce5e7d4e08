#!/bin/bash
# Counting from records beside what others do with them: eight measures by Waymark and by
# DuckDB's best SQL in the same run on the same made-up records, then all measures of the
# catalogue. The answers are compared first, byte for byte: what differs is not timed.
# Called by script/bench, which see.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
authorities=20
table=
runs=5
while [ $# -gt 0 ]; do
    case $1 in
    --table) table=1 ;;
    --runs) runs=$2 && shift ;;
    [0-9]*) authorities=$1 ;;
    *)
        echo "usage: script/bench records [AUTHORITIES] [--runs N] [--table]" >&2
        exit 2
        ;;
    esac
    shift
done
[ "$authorities" -ge 2 ] || {
    echo "at least two authorities are needed" >&2
    exit 2
}
months=(--from 2014-04-01 --to 2024-03-31 --every month)

# --- what is needed -----------------------------------------------------------------
script/bootstrap packages.txt packages-bench.txt
command -v npm >/dev/null || script/bootstrap packages-npm.txt
cmake --preset release >/dev/null
cmake --build --preset release --target waymark >build/bench.log 2>&1 || {
    tail -20 build/bench.log >&2
    exit 1
}
program=$root/build/release/waymark
modules=$root/build/bench
mkdir -p "$modules"
cmp -s bench/package-lock.json "$modules/package-lock.json" || {
    cp bench/package.json bench/package-lock.json "$modules"
    (cd "$modules" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
}
export NODE_PATH=$modules/node_modules
scratch=$(mktemp -d "$modules/run.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
records=$scratch/records
eight=$scratch/eight
catalogue=$scratch/catalogue
mkdir "$eight" "$catalogue"
cp bench/eight.tables bench/eight.measures "$eight"
echo "use childrens-services" >"$catalogue/own.measures"

say() { [ -n "$table" ] || printf '%s\n' "$*" >&2; }
fail() {
    printf 'wrong answer: %s\n' "$*" >&2
    exit 1
}

# --- the records --------------------------------------------------------------------
say "making up $authorities authorities, ten years"
"$program" synth --from 2015 --to 2024 --authorities "$authorities" --faults 0 \
    --out "$records" --quiet
"$program" synth --from 2015 --to 2024 --faults 0 --only-records \
    --out "$scratch/one" --quiet
size=$(cat "$records"/*/*.csv | wc -c)

# --- the answers --------------------------------------------------------------------
# The thirteen whole numbers of each authority and month, from the output of compute.
thirteen() {
    awk -F, '
        NR > 1 { key = $2 "," $5; keys[key]; top[key, $1] = $8; of[key, $1] = $9 }
        END {
            for (key in keys)
                print key "," top[key, "A"] "," top[key, "B"] "," \
                    top[key, "C"] "," of[key, "C"] "," top[key, "D"] "," of[key, "D"] "," \
                    top[key, "E"] "," top[key, "F"] "," of[key, "F"] "," \
                    top[key, "G"] "," of[key, "G"] "," top[key, "H"] "," of[key, "H"]
        }' | LC_ALL=C sort
}
duckdb() { node "$root/bench/duckdb.js" "$@"; }
same() { # NAME
    cmp "$scratch/waymark.csv" "$scratch/$1.csv" >&2 || {
        diff "$scratch/waymark.csv" "$scratch/$1.csv" | head -6 >&2 || true
        cp "$scratch/waymark.csv" "$scratch/$1.csv" "$modules"
        fail "Waymark and bench/$1.sql differ: build/bench/{waymark,$1}.csv"
    }
    say "the same by bench/$1.sql: $(wc -l <"$scratch/waymark.csv") authorities and months"
}
"$program" compute "$eight" --records "$records" "${months[@]}" \
    2>/dev/null | thirteen >"$scratch/waymark.csv"
[ "$(wc -l <"$scratch/waymark.csv")" = $((authorities * 120)) ] || fail "120 months of each"
duckdb load "$records" "$scratch/duckdb" >"$scratch/load"
for sql in plain general ordered; do
    count=$runs
    [ $sql != plain ] || count=1
    duckdb run "$scratch/duckdb" $sql 2 "$count" "$scratch/$sql.csv" >"$scratch/$sql"
    same $sql
done
duckdb run "$scratch/duckdb" ordered 1 "$runs" "$scratch/ordered.csv" >"$scratch/ordered1"
duckdb cold "$records" 2 >"$scratch/cold"

# --- the times ----------------------------------------------------------------------
failed() {
    tail -5 "$scratch/log" >&2
    fail "$* came to nothing"
}
of() { awk -F'\t' -v name="$2" '$1 == name { print $2; exit }' "$scratch/$1"; } # FILE NAME
whole() { # FILE COMMAND...: a whole process, the best of three
    local file=$1
    shift
    for _ in 1 2 3; do
        /usr/bin/time -f '%e %M' -o "$scratch/time" "$@" >/dev/null 2>"$scratch/log" ||
            failed "$@"
        cat "$scratch/time"
    done | sort -n | awk 'NR == 1 {
        printf "all\t%.0f\n", $1 * 1000
        printf "memory\t%.0f\n", $2 / 1024
    }' >"$scratch/$file"
}

say "timing Waymark"
whole eight-cold "$program" compute "$eight" --records "$records" "${months[@]}"
whole every-cold "$program" compute "$catalogue" --records "$records" "${months[@]}"
one=$scratch/scorecard
mkdir "$one"
cp "$catalogue/own.measures" "$one"
sed -e 's/E08000014 "Sefton"/E06000001 "Made-up council"/' -e 's/2016-17 from/2023-24 from/' \
    -e 's/baseline 2015-16/baseline 2022-23/' -e '/comparators printed/d' \
    examples/sefton-2017/sefton.scorecard >"$one/one.scorecard"
"$program" build "$one" --records "$scratch/one" --format terminal \
    >"$scratch/printed" 2>"$scratch/log" || failed build "$one"
grep -q '^51 measures' "$scratch/printed" || fail "51 measures of one authority"
whole one-cold "$program" build "$one" --records "$scratch/one" --format terminal

# --- the table ----------------------------------------------------------------------
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.1f", a / b; else printf "-" }'; }
ms() { awk -v x="$1" 'BEGIN { if (x == "") print "-"; else if (x < 10) printf "%.2f\n", x; else printf "%.0f\n", x }'; }
row() {
    if [ -n "$table" ]; then
        printf '| %s | %s | %s | %s |\n' "$@"
    else
        printf '%-66s %10s %8s   %s\n' "$@"
    fi
}
heading() { # TITLE
    if [ -n "$table" ]; then
        printf '\n| %s | ms | MB | |\n|---|--:|--:|---|\n' "$1"
    else
        printf '\n%-66s %10s %8s\n' "$1" ms MB
    fi
}
best=$(of ordered best)
printf '%s, %s cores, %s; DuckDB %s; %s\n' \
    "$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" \
    "$("$program" --version | sed -n 1p)" "$(of load version)" "$(date +%F)"
awk -v n="$authorities" -v bytes="$size" -v list="$(cut -f2 "$scratch/load" | tr '\n' ' ')" 'BEGIN {
    split(list, x, " ")
    printf "%d authorities, 10 years, 120 months; %.0f MB of CSV; ", n, bytes / 1e6
    printf "%d referrals, %d assessments, %d plans, %d visits, %d episodes\n", x[2], x[3], x[4], x[5], x[6]
}'

heading "eight measures, warm, best of $runs"
row "DuckDB, best SQL for rows in order, 2 threads" "$(ms "$best")" "$(of ordered memory)" "the peer"
row "the same, 1 thread" "$(ms "$(of ordered1 best)")" "$(of ordered1 memory)" ""
row "DuckDB, good SQL for rows in any order, 2 threads" "$(ms "$(of general best)")" "$(of general memory)" ""
row "DuckDB, plain SQL, 2 threads, once" "$(ms "$(of plain best)")" "$(of plain memory)" ""
for measure in a b c d e f g h; do
    row "measure $measure, in order, 2 threads" "$(ms "$(of ordered $measure)")" "" ""
done

heading "the same from CSV, whole process"
row "DuckDB, in order, 2 threads" "$(ms "$(of cold all)")" "$(of cold memory)" ""
row "Waymark compute" "$(ms "$(of eight-cold all)")" "$(of eight-cold memory)" \
    "$(ratio "$(of cold all)" "$(of eight-cold all)") times as fast"

heading "all measures of the catalogue"
row "waymark compute, from CSV to CSV" "$(ms "$(of every-cold all)")" "$(of every-cold memory)" \
    "$(ratio "$(echo "$size" | awk '{ print $1 / 1e3 }')" "$(of every-cold all)") MB/s of text"
row "one authority, from CSV to its printed scorecard" "$(ms "$(of one-cold all)")" "$(of one-cold memory)" ""
