#!/bin/sh
# The list of planted faults can still be planted: waymark SOURCE WORK
set -eu
"$2/script/mutants" check
