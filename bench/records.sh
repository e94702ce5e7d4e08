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
cmake --build --preset release --target waymark --target bench_engine >build/bench.log 2>&1 || {
    tail -20 build/bench.log >&2
    exit 1
}
program=$root/build/release/waymark
engine=$root/build/release/bench_engine
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
echo 'use childrens-services' >"$catalogue/own.measures"

say() { [ -n "$table" ] || printf '%s\n' "$*" >&2; }
fail() {
    printf 'wrong answer: %s\n' "$*" >&2
    exit 1
}

# --- the records --------------------------------------------------------------------
say "making up $authorities authorities, ten years"
"$program" synth --from 2015 --to 2024 --authorities "$authorities" --faults 0 \
    --out "$records" --quiet
"$program" synth --from 2015 --to 2024 --faults 0 --out "$scratch/one" --quiet
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
field() { awk -F'\t' -v n="$1" -v name="$3" '$1 == name { print $n + 0; exit }' "$scratch/$2"; }
of() { field 2 "$@"; }  # FILE NAME: milliseconds on the clock
cpu() { field 3 "$@"; } # FILE NAME: milliseconds of the processors
warm() { # FILE THREADS FOLDER RECORDS [OPTIONS...]: the engine alone, without loading
    local file=$1 threads=$2 folder=$3 from=$4
    shift 4
    /usr/bin/time -f 'memory\t%M' -o "$scratch/memory" \
        "$engine" "$root/catalogue" "$folder" "$from" --threads "$threads" "$@" \
        >"$scratch/$file" 2>"$scratch/log" || failed "$engine" "$folder"
    awk -F'\t' '{ printf "memory\t%.0f\n", $2 / 1024 }' "$scratch/memory" >>"$scratch/$file"
}
whole() { # FILE RUNS COMMAND...: a whole process, the best of so many
    local file=$1 count=$2
    shift 2
    for _ in $(seq "$count"); do
        /usr/bin/time -f '%e %M %U %S' -o "$scratch/time" "$@" >/dev/null 2>"$scratch/log" ||
            failed "$@"
        cat "$scratch/time"
    done | sort -n | awk 'NR == 1 {
        printf "all\t%.0f\t%.0f\n", $1 * 1000, ($3 + $4) * 1000
        printf "memory\t%.0f\n", $2 / 1024
    }' >"$scratch/$file"
}
part() { # N: a folder with the first N authorities
    mkdir -p "$scratch/part-$1"
    find "$records" -mindepth 1 -maxdepth 1 | sort | awk -v n="$1" \
        '/\/E[0-9]+$/ { if (++seen > n) next } { print }' |
        xargs -I{} ln -sfn {} "$scratch/part-$1/"
    echo "$scratch/part-$1"
}

say "timing Waymark, the eight measures"
for threads in 1 2; do
    warm "eight$threads" $threads "$eight" "$records" --repeat "$runs"
done
whole eight-cold 3 "$program" compute "$eight" --records "$records" "${months[@]}"
for days in 12 120; do
    warm "months$days" 2 "$eight" "$records" --repeat 3 --months $days
done
warm days3650 2 "$eight" "$records" --repeat 1 --days 3650
grown=()
for n in 1 2 5 10 20 50 100; do
    [ "$n" -lt "$authorities" ] || break
    grown+=("$n")
    warm "grown$n" 2 "$eight" "$(part "$n")" --repeat 3
done
grown+=("$authorities")
cp "$scratch/eight2" "$scratch/grown$authorities"

say "timing Waymark, all measures"
for threads in 1 2; do
    warm "every$threads" $threads "$catalogue" "$records" --repeat 1
done
whole every-cold 1 "$program" compute "$catalogue" --records "$records" "${months[@]}"
"$program" build "$scratch/one" --format terminal >"$scratch/printed" 2>"$scratch/log" ||
    failed build "$scratch/one"
grep -q '^51 measures' "$scratch/printed" || fail "51 measures of one authority"
whole one-cold 5 "$program" build "$scratch/one" --format terminal
warm one-warm 2 "$catalogue" "$scratch/one/records" --repeat 3

# --- the table ----------------------------------------------------------------------
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.1f", a / b; else printf "-" }'; }
ms() { awk -v x="$1" 'BEGIN { if (x == "") print "-"; else if (x < 10) printf "%.2f\n", x; else printf "%.0f\n", x }'; }
row() { # WHAT MS CPU MB REMARK
    if [ -n "$table" ]; then
        printf '| %s | %s | %s | %s | %s |\n' "$@"
    else
        printf '%-58s %8s %8s %6s   %s\n' "$@"
    fi
}
heading() { # TITLE
    if [ -n "$table" ]; then
        printf '\n| %s | ms | processor ms | MB | |\n|---|--:|--:|--:|---|\n' "$1"
    else
        printf '\n%-58s %8s %8s %6s\n' "$1" ms "cpu ms" MB
    fi
}
timed() { # WHAT FILE REMARK
    row "$1" "$(ms "$(of "$2" all)")" "$(ms "$(cpu "$2" all)")" "$(of "$2" memory)" "$3"
}
faster() { # FILE NAME, FILE NAME: how many times the first takes longer
    printf '%s times as fast; %s by processor time' \
        "$(ratio "$(of "$1" "$2")" "$(of "$3" "$4")")" \
        "$(ratio "$(cpu "$1" "$2")" "$(cpu "$3" "$4")")"
}
printf '%s, %s cores, %s; DuckDB %s; %s\n' \
    "$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" \
    "$("$program" --version | sed -n 1p)" "$(sed -n 's/^version\t//p' "$scratch/load")" \
    "$(date +%F)"
awk -v n="$authorities" -v bytes="$size" '
    { rows[$1] = $2 }
    END {
        printf "%d authorities, 10 years, 120 months; %.0f MB of CSV; ", n, bytes / 1e6
        printf "%d referrals, %d assessments, %d plans, %d visits, %d episodes\n",
            rows["referrals"], rows["assessments"], rows["plans"], rows["visits"],
            rows["episodes"]
    }' "$scratch/load"

heading "eight measures, warm"
timed "DuckDB, best SQL for rows in order, 2 threads" ordered "the peer"
timed "the same, 1 thread" ordered1 ""
timed "DuckDB, good SQL for rows in any order, 2 threads" general ""
timed "DuckDB, plain SQL, 2 threads" plain ""
timed "Waymark, 2 threads" eight2 "$(faster ordered all eight2 all)"
timed "Waymark, 1 thread" eight1 \
    "second thread: $(ratio "$(of eight1 all)" "$(of eight2 all)") times as fast"
for measure in a b c d e f g h; do
    row "${measure^}: DuckDB in order / Waymark, 2 threads" \
        "$(ms "$(of ordered $measure)") / $(ms "$(of eight2 ${measure^})")" \
        "$(ms "$(cpu ordered $measure)") / $(ms "$(cpu eight2 ${measure^})")" "" \
        "$(faster ordered $measure eight2 ${measure^})"
done

heading "the same from CSV, whole process"
timed "DuckDB, in order, 2 threads" cold ""
timed "waymark compute" eight-cold "$(faster cold all eight-cold all)"

heading "all measures of the catalogue"
timed "warm, 2 threads" every2 ""
timed "warm, 1 thread" every1 \
    "second thread: $(ratio "$(of every1 all)" "$(of every2 all)") times as fast"
timed "waymark compute, from CSV to CSV" every-cold \
    "$(ratio "$(awk -v x="$size" 'BEGIN { print x / 1e3 }')" "$(of every-cold all)") MB/s of text"
timed "one authority, from CSV to its printed scorecard" one-cold "whole process"
timed "one authority, warm, 2 threads, 120 months" one-warm ""
[ -z "$(of one-warm child)" ] ||
    row "one child's change" "$(ms "$(of one-warm child)")" "" "" ""

heading "eight measures by the number of days asked for"
timed "12 months" months12 ""
timed "120 months" months120 ""
timed "3,650 days" days3650 "$(ratio "$(of days3650 all)" "$(of months12 all)") times 12 months"

heading "eight measures by the number of authorities"
for n in "${grown[@]}"; do
    bytes=$(cat "$(part "$n")"/E*/*.csv | wc -c)
    timed "$n" "grown$n" "$(awk -v a="$(cpu "grown$n" all)" -v bytes="$bytes" \
        'BEGIN { printf "%.2f processor ms for each MB of CSV", a / bytes * 1e6 }')"
done
