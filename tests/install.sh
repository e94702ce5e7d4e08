#!/bin/bash
# Installed into a folder of its own, moved, and used from elsewhere: the program finds its
# module, the manual page and the documents say what is there, and the shells complete what
# the program knows.
#
#     install.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
build=$(dirname "$waymark")
mkdir elsewhere
cd elsewhere || exit 1

cmake --install "$build" --prefix "$scratch/first" >"$scratch/log" 2>&1 || {
    cat "$scratch/log"
    exit 1
}
mv "$scratch/first" "$scratch/moved"
prefix=$scratch/moved
waymark=$prefix/bin/waymark
doc=$prefix/share/doc/waymark

# --- The program, from another folder, by path, on the PATH and through a link -----------
"$waymark" version >said || fail 'the installed program does not run'
cp -r "$doc/examples/sefton-2017" example
"$waymark" build example --quiet || fail 'the example does not build'
for file in csv json html xlsx pdf; do
    [ -s example/out/scorecard.$file ] || fail "no scorecard.$file"
done
[ -n "$(ls example/out/opendata)" ] || fail 'no open data'
PATH=$prefix/bin:$PATH waymark build example --format pdf --out by-path --quiet ||
    fail 'on the PATH the module is not found'
ln -s "$waymark" linked
./linked build example --format xlsx --out by-link --quiet ||
    fail 'through a link the module is not found'
mv "$(find "$prefix" -name waymark-formats.so)" module
"$waymark" build example --format pdf --out without --quiet 2>complained
[ $? -eq 4 ] && grep -q 'cannot be loaded' complained || fail "without its module: $(cat complained)"
[ ! -e without ] || fail 'without its module something is written'
"$waymark" build example --format csv,html --out without --quiet || fail 'other formats want the module'
find "$prefix" -type f | grep -q "/include/\|\.a$" && fail 'parts for building are installed'

# --- Documents --------------------------------------------------------------------------
[ -s "$doc/LICENSE" ] || fail 'no licence'
[ -z "$(find "$doc" -name '*.scd' -o -name out)" ] || fail 'sources of the page or an output are installed'
"$root/tests/docs.sh" "$waymark" "$doc" "$scratch/docs" || fail 'the installed documents'

# --- The manual page: no warnings, every command and option -----------------------------
page=$prefix/share/man/man1/waymark.1
commands=('build' 'check' 'import scorecard' 'import opendata' 'format' 'new' 'completion'
    'version' 'help')
# shellcheck disable=SC2086
options_of() { "$waymark" help $1 | sed -n 's/^  --\([a-z-]*\).*/--\1/p'; }
if command -v scdoc >log && [ ! -s "$page" ]; then
    fail 'no manual page'
fi
if [ -s "$page" ] && command -v man >log; then
    MANWIDTH=100 LC_ALL=C.UTF-8 man --warnings -l "$page" 2>warned | col -b >manual
    [ ! -s warned ] || fail "the manual page: $(cat warned)"
    for command in "${commands[@]}"; do
        grep -q "waymark $command" manual || fail "the manual does not have: waymark $command"
        part=$(sed -n "/^   waymark $command/,/^   waymark [a-z]/p" manual)
        for option in $(options_of "$command"); do
            grep -q -- "$option\b" <<<"$part" || fail "the manual does not have: $command $option"
        done
    done
fi

# --- bash: commands, options, values, lists ---------------------------------------------
# shellcheck disable=SC1091
. "$prefix/share/bash-completion/completions/waymark" || fail 'the completion does not load'
complete -p waymark >said || fail 'the completion is not for waymark'
compopt() { echo "$@" >asked; } # bash has it only while it completes
offered() { # the words of a command line, the last of which is being typed
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    rm -f asked
    _waymark
    echo "${COMPREPLY[*]}"
}
is() { [ "$1" = "$2" ] || fail "offers \`$1\`, not \`$2\`"; }
is "$(offered waymark b)" build
is "$(offered waymark i)" import
is "$(offered waymark import o)" opendata
is "$(offered waymark build --f)" --format
is "$(offered waymark build --format = p)" pdf
is "$(offered waymark build --format csv,x)" csv,xlsx
is "$(offered waymark check --format j)" json
is "$(offered waymark import opendata x.csv --preset d)" dashboard
is "$(offered waymark help ch)" check
is "$(offered waymark completion z)" zsh
offered waymark build '' >said
grep -q dirnames asked || fail 'folders are not offered to build'
offered waymark import scorecard '' >said
grep -q default asked || fail 'files are not offered to import'
first=$(offered waymark '')
for command in "${commands[@]}"; do
    [[ " $first " == *" ${command%% *} "* ]] || fail "does not offer $command"
    # shellcheck disable=SC2086
    words=$(offered waymark $command --)
    for option in $(options_of "$command"); do
        [[ " $words " == *" $option "* ]] || fail "does not offer $command $option"
    done
done
# What is offered is understood.
for value in $(offered waymark build --colour ''); do
    "$waymark" build example --format terminal --colour "$value" >said || fail "--colour $value"
done
for value in $(offered waymark build --format ''); do
    "$waymark" build example --format "$value" --help >said || fail "--format $value"
    "$waymark" help build | grep -q "$value" || fail "help does not have the format $value"
done
for value in $(offered waymark check --format ''); do
    "$waymark" check example --format "$value" >said 2>&1
    [ $? -le 1 ] || fail "check --format $value"
done
for value in $(offered waymark build --audience ''); do
    "$waymark" build example --format terminal --audience "$value" >said || fail "--audience $value"
done

# --- zsh and fish, where they are -------------------------------------------------------
for option in --preset --audience --replace --check; do
    grep -q -- "$option" "$prefix/share/zsh/site-functions/_waymark" || fail "zsh: no $option"
    grep -q -- "-l ${option#--}" "$prefix/share/fish/vendor_completions.d/waymark.fish" ||
        fail "fish: no $option"
done
if command -v zsh >log; then
    zsh -n "$prefix/share/zsh/site-functions/_waymark" || fail 'zsh does not read its completion'
fi
if command -v fish >log; then
    is "$(fish -c "source $prefix/share/fish/vendor_completions.d/waymark.fish
        complete -C 'waymark check --format j'" | cut -f1)" json
fi
exit $failed
