#!/bin/sh
# The folders of src/ are the order of the pipeline, and each stands only on those before
# it. Every header has a guard named for its path. Calls that the house does without are
# not made.
#
#   layers.sh <program> <source root> <scratch folder>
set -eu
root=$2
scratch=$3
order="base column figure lang engine intake synth judge check publish cli"

# Names every fault of the sources under $1/src, one a line; silent when there is none.
faults() (
    cd "$1/src"
    later="$order "
    for layer in $order; do
        later=${later#* }
        for other in $later; do
            [ -d "$layer" ] || continue
            grep -rnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$other/" \
                --include='*.[ch]' "$layer" | sed "s|\$|   <- a later layer|" || :
        done
    done
    # Include paths start at src/, so that the layer can be read from each.
    grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"([^/"]*"|\.)' \
        --include='*.[ch]' . | sed 's|$|   <- say the layer|' || :
    for folder in */; do
        case " $order " in
        *" ${folder%/} "*) ;;
        *) echo "src/$folder is in no layer" ;;
        esac
    done
    find . -name '*.h' | sort | while read -r header; do
        guard=WM_$(echo "${header#./}" | tr 'a-z/.-' 'A-Z___')
        # The first two lines of code, so that nothing stands outside the guard.
        sed -n '/^[[:space:]]*$/d;1,2p' "$header" | tr '\n' ' ' |
            grep -q "^#ifndef $guard #define $guard " ||
            echo "$header: no guard $guard"
    done
    grep -rnE '\b(strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|gmtime|localtime|asctime|ctime|atoi|atol|atof|strtod|strtof|gets|scanf|sscanf)[[:space:]]*\(' \
        --include='*.[ch]' . | sed 's|$|   <- a banned call|' || :
    grep -rnE '\b(malloc|calloc|realloc|free|strdup|strndup|asprintf|vasprintf)[[:space:]]*\(' \
        --include='*.[ch]' . | grep -v '^\./base/alloc\.c:' | sed 's|$|   <- use base/alloc.h|' || :
)

# The test of the test: each kind of fault, planted once, is found.
rm -rf "$scratch"
plant() {
    rm -rf "$scratch/planted"
    mkdir -p "$scratch/planted/src/base" "$scratch/planted/src/figure"
    printf '%b' "$2" >"$scratch/planted/src/$1"
    if [ -z "$(faults "$scratch/planted")" ]; then
        echo "a planted fault was not found: $1: $2"
        exit 1
    fi
}
plant base/a.c '#include "figure/measure.h"\n'
plant figure/a.c '#  include <cli/main.h>\n'
plant figure/a.c '#include "measure.h"\n'
plant figure/a.c '#include "../base/str.h"\n'
plant base/a.h 'int a;\n'
plant base/a.h '#ifndef WM_A_H\n#define WM_A_H\n#endif\n'
plant base/a.h '#include "base/b.h"\n#ifndef WM_BASE_A_H\n#define WM_BASE_A_H\n#endif\n'
plant base/a.c 'int f(char *c) { return atoi (c); }\n'
plant base/a.c 'void *f(void) { return malloc(1); }\n'
mkdir -p "$scratch/planted/src/extra"
printf '' >"$scratch/planted/src/base/a.c"
[ -n "$(faults "$scratch/planted")" ] || { echo "a folder in no layer was not found"; exit 1; }
rmdir "$scratch/planted/src/extra"
printf '%b' '#include "base/str.h"\n#include <stdio.h>\nint n = snprintf(a, b);\n' \
    >"$scratch/planted/src/figure/a.c"
printf '%b' '#include "figure/b.h"\n#include "base/str.h"\n' \
    >"$scratch/planted/src/figure/b.c"
clean=$(faults "$scratch/planted")
[ -z "$clean" ] || { echo "found a fault where there is none: $clean"; exit 1; }

found=$(faults "$root")
if [ -n "$found" ]; then
    echo "$found"
    exit 1
fi
