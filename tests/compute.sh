#!/bin/sh
# The whole program on a few made-up records: figures, lists, explanations, comparisons.
#
#     compute.sh <program> <source root> <scratch folder>
. "$(dirname "$0")/shell/begin.sh"
export WAYMARK_CATALOGUE="$root/catalogue"
# The scratch folder may lie in a git work tree, where no list may be written.
place=$(mktemp -d) || exit 1
trap 'rm -rf "$place"' EXIT
export XDG_DATA_HOME="$place/data"

cp -r "$root/tests/data/records-small" records
# Of other tables there were no rows: a file that is not there would be another matter.
for file in "$root"/examples/synthetic-authority/records/*.csv; do
    [ -e "records/E08000014/${file##*/}" ] ||
        head -1 "$file" >"records/E08000014/${file##*/}"
done
lists="$place/data/waymark/lists"

# Figures of the catalogue, in the columns that were promised.
run 0 "$waymark" compute --records records --measure 1.1,1.2 --measure 4.1 \
    --from 2016-04-01 --to 2017-03-31 --every year
cat >wanted <<'END'
measure,authority,period_kind,period_start,period_end,as_at,known_at,numerator,denominator,value,low,high,status
1.1,E08000014,year,2016-04-01,2017-03-31,2017-03-31,,8,53153,1.50508908246,1.50508908246,1.50508908246,final
1.2,E08000014,year,2016-04-01,2017-03-31,2017-03-31,,2,8,25,25,25,final
4.1,E08000014,year,2016-04-01,2017-03-31,2017-03-31,,1,3,33.333333333333,33.333333333333,33.333333333333,final
END
tr -d '\r' <said >figures
cmp -s figures wanted || fail "the figures are
$(cat figures)"
has complained "60 rows of 36 tables read (made-up records), 1 left out"
lacks complained "ends before it starts"
has complained "names a parent that is not in the records (E08000014/referral.csv:11)"
lacks complained C11
run 0 "$waymark" compute --records records --measure 4.2
has complained "ends before it starts (E08000014/cp_plan.csv:6"
lacks complained "names a parent that is not in the records"

# Every row not used, in a file of one's own that is never overwritten.
run 0 "$waymark" compute --records records --measure 1.2 --report report.csv
has report.csv "cp_plan,ended,end_before_start,E08000014/cp_plan.csv,6,2016-05-01"
has report.csv "parent_unknown,E08000014/referral.csv,11,C11"
[ "$(stat -c %a report.csv)" = 600 ] || fail "others can read the load report"
run 4 "$waymark" compute --records records --measure 1.2 --report report.csv

# Both engines, any number of threads, every measure: the same bytes.
run 0 "$waymark" compute --records records --every month --from 2016-04-01 --to 2017-03-31
cp said all
for way in "--engine reference" "--threads 1" "--threads 3"; do
    # shellcheck disable=SC2086
    run 0 "$waymark" compute --records records --every month --from 2016-04-01 \
        --to 2017-03-31 $way
    cmp -s all said || fail "$way gives other figures"
done
[ "$(cut -d, -f1 all | sort -u | wc -l)" -gt 60 ] || fail "not every measure was counted"

# Groups, their total first; JSON says the same.
run 0 "$waymark" compute --records records --measure 1.2 --by authority,team,sex \
    --every year --from 2016-04-01 --to 2017-03-31
has said "measure,authority,team,sex,period_kind"
has said "1.2,E08000014,(all),(all),year,2016-04-01,2017-03-31,2017-03-31,,2,8,25,25,25,final"
has said "1.2,E08000014,T1,(not recorded),year"
run 0 "$waymark" compute --records records --measure 7.5 --by age --every year \
    --from 2016-04-01 --to 2017-03-31
has said "measure,authority,age,period_kind"
run 0 "$waymark" compute --records records --measure 1.2 --by team --every year \
    --from 2016-04-01 --to 2017-03-31 --format json
if command -v jq >/dev/null; then
    [ "$(jq -r '.[] | select(.groups.team == "(all)") | .numerator' said)" = 2 ] ||
        fail "the JSON is
$(head -20 said)"
fi

# Without --by those that a measure itself has; where another has not, it is a total.
mkdir grouped
cat >grouped/local.measures <<'END'
use childrens-services
measure G1 "Referrals by team"
  percent of referral dated in last 12 months
  that nfa is yes
  by team
  source "local"
measure G2 "Referrals by sex"
  percent of referral dated in last 12 months
  that nfa is yes
  by child.sex
  source "local"
END
run 0 "$waymark" compute grouped --records records --measure G1 --every year
has said "measure,authority,team,period_kind"
has said "G1,E08000014,T1,year"
[ "$(sed -n 2p said | cut -d, -f3)" = "(all)" ] || fail "the total is not the first"
run 0 "$waymark" compute grouped --records records --measure 1.2,G1,G2 --every year
has said "measure,authority,team,child.sex,period_kind"
has said "1.2,E08000014,(all),(all),year"
has said "G1,E08000014,T1,(all),year"
has said "G2,E08000014,(all),1,year"
run 0 "$waymark" compute grouped --records records --measure G1 --by child.sex --every year
has said "measure,authority,child.sex,period_kind"

# As at a day within a period the figure is provisional; an earlier population too.
run 0 "$waymark" compute --records records --measure 1.2 --as-at 2017-02-28 --every year
has said "1.2,E08000014,year,2016-04-01,2017-03-31,2017-02-28,,2,7,28.571428571429"
has said ",provisional"
run 0 "$waymark" compute --records records --measure 1.1 --every year \
    --from 2018-04-01 --to 2019-03-31
has said ",0,53153,0,0,0,provisional"
has complained "1.1: 1 figures stand on the population of an earlier year"
# Before the first population there is none, of no year.
run 0 "$waymark" compute --records records --measure 1.1 --every year \
    --from 2001-04-01 --to 2002-03-31
has said ",0,0,,,,not_applicable"
has complained "1.1: 1 figures have no population to stand on, and so no value"
run 0 "$waymark" compute --records records --measure 1.2 --every year \
    --from 2028-04-01 --to 2029-03-31
has complained "bank holidays after 2027 are not proclaimed yet"

# Rows that name no worker are in no caseload, and that is said.
cp -r records nobody
sed -i 's/^A1,C01,2016-01-04,,W1,/A1,C01,2016-01-04,,,/' nobody/*/allocation.csv
run 0 "$waymark" compute --records nobody --measure 9.6 --every year
has complained "9.6: 1 of 6 rows of allocation name no worker, and are in nobody's count"
# Nothing is final that ends long after the records do; a few days are forgiven.
run 0 "$waymark" compute --records records --measure 1.2 --every quarter \
    --from 2017-01-01 --to 2017-09-30
has said "1.2,E08000014,quarter,2017-01-01,2017-03-31,2017-03-31,,2,8,25,25,25,final"
[ "$(grep -c ",provisional" said)" = 2 ] || fail "figures after the records are final"
has complained "the records reach to"
has complained "; 2 periods end after that"
run 0 "$waymark" list 1.2 --records records --at 2018-03-31 --counted
has complained "the records reach to"
has complained "what happened from then to 31 March 2018 is not in them"
# A day by which nothing is known to have been recorded is said, and stands nowhere.
run 0 "$waymark" compute --records records --measure 1.2 --known-at 2017-02-01 --every year
has complained "warning: --known-at 2017-02-01 changes nothing"
lacks said 2017-02-01
# The day of an extract is as far as it reaches.
mkdir -p kept/extracts
cp -r records kept/extracts/2017-04-05
touch kept/SYNTHETIC
run 0 "$waymark" compute --records kept --measure 1.2 --known-at 2017-04-10 --every month \
    --from 2017-03-01 --to 2017-04-30
lacks complained "changes nothing"
has said "2017-03-31,2017-04-10,2,8,25,25,25,final"
[ "$(grep -c ",provisional" said)" = 1 ] || fail "a month after the extract is final"

# The folder that records lie in will do.
mkdir around
cp -r records around/records
run 0 "$waymark" compute --records around --measure 1.2 --every year
has complained "read from around/records"
has said "1.2,E08000014,year,2016-04-01,2017-03-31,2017-03-31,,2,8,25"
lacks said "1.2,records"
# A table that is kept elsewhere makes no figure; one without rows does.
run 0 "$waymark" compute --records "$root/tests/data/records-small" --measure 1.2,4.1
has complained "warning: 4.1 is not counted: there is no care_plan.csv; one with headings"
has said "1.2,E08000014"
lacks said "4.1,"
run 3 "$waymark" compute --records "$root/tests/data/records-small" --measure 4.1
run 3 "$waymark" list 4.1 --records "$root/tests/data/records-small" --at 2017-03-31 --counted
has complained "4.1 is not counted: there is no care_plan.csv"
# Files and columns that are nearly what a measure reads.
cp -r records slips
mv slips/E08000014/cp_visit.csv slips/E08000014/cp_visits.csv
run 3 "$waymark" compute --records slips --measure 4.2
has complained "cp_visits.csv is no table of these definitions; did you mean cp_visit?"
has complained "4.2 is not counted: there is no cp_visit.csv"
mv slips/E08000014/cp_visits.csv slips/E08000014/cp_visit.csv
sed -i '1s/seen/sen/' slips/E08000014/cp_visit.csv
run 0 "$waymark" compute --records slips --measure 1.2,4.2
has complained "cp_visit.seen, which 4.2 reads, is not in E08000014/cp_visit.csv; did you mean its"
# A table of which much is left out, and a column that cannot be read.
sed -i '2,4s/,20\([0-9][0-9]\)-/,\1-/' slips/E08000014/referral.csv
run 3 "$waymark" compute --records slips --measure 1.2
has complained "warning: 1.2 is not counted: 30% of the rows of referral are left out"
run 0 "$waymark" compute --records slips --measure 4.2
sed -i '2,4s/,20\([0-9][0-9]\)-[^,]*/,x/' slips/E08000014/child.csv
run 3 "$waymark" compute --records slips --measure 7.5
has complained "7.5 is not counted: 30% of child.dob cannot be read"
# American dates are not read the other way about.
cp -r records american
sed -i 's/,\(20[0-9][0-9]\)-\([0-9][0-9]\)-\([0-9][0-9]\)/,\2\/\3\/\1/g' american/E08000014/referral.csv
run 3 "$waymark" compute --records american --measure 1.2
has complained "error: referral.dated: looks American, the month before the day"
has complained "1.2 is not counted: 100% of the rows of referral are left out"
# No more lines than anybody reads.
run 0 "$waymark" compute --records records --measure 1.2
[ "$(wc -l <complained)" -le 12 ] || fail "too much is said"
has complained "more kinds of note, in compute's --report"

# What is wrong with the command line, the measures and the records.
run 2 "$waymark" compute --records records --by team
has complained "--by goes with --measure"
run 2 "$waymark" compute --records records --every fortnight
has complained '--every is month, quarter or year, not `fortnight`'
run 2 "$waymark" compute --records records --engine guess
has complained '--engine is timeline or reference, not `guess`'
run 2 "$waymark" compute --records records --from 2017-03-31 --to 2016-03-31
run 2 "$waymark" compute --records records --from 2016-04-01 --to 2016-04-30 --every year
has complained "no whole period lies there"
run 2 "$waymark" compute --measure 1.2
has complained "say where they are: --records DIR"
run 3 "$waymark" compute --records records --measure 1.22
has complained "no measure 1.22; did you mean 1.2?"
run 3 "$waymark" compute --records records --measure 1.2 --by teem
has complained "--by teem"
has complained 'did you mean `team`?'
run 3 "$waymark" compute --records records --measure 1.1 --by team
has complained "cannot be broken down"
run 3 "$waymark" compute --records nowhere --measure 1.2
run 3 "$waymark" compute nowhere --records records
cp -r records bare
rm bare/SYNTHETIC
chmod -R go+rX bare
run 3 "$waymark" compute --records bare --measure 1.2

# A folder of one's own: its measures, what they use, each file once.
mkdir own
cat >own/local.measures <<'END'
use childrens-services
measure L1 "Referrals by schools"
  count of referral (source is 2B) dated in period
  source "local"
measure 1.2 "Re-referrals within 6 months"
  percent of referral dated in last 12 months
  that has earlier referral within 6 months
  lower is better
  source "local"
  replaces 1.2
END
run 0 "$waymark" compute own --records records --measure L1,1.2 --every year \
    --from 2016-04-01 --to 2017-03-31
has said "L1,E08000014,year,2016-04-01,2017-03-31,2017-03-31,,1,1,1,1,1,final"
has said "1.2,E08000014,year,2016-04-01,2017-03-31,2017-03-31,,0,8,0,0,0,final"
# What is wrong is said with what the records have; of the catalogue's codes nothing is.
cat >own/wrong.measures <<'END'
measure L2 "Typed"
  count of referal dated in period
  source "local"
END
run 3 "$waymark" compute own --records records --measure L1
has complained 'did you mean `referral` (10 rows)?'
run 3 "$waymark" compute own --measure L1
has complained 'did you mean `referral`?'
cat >own/wrong.measures <<'END'
measure L2 "Typed"
  count of referral (source is 2b) dated in period
  source "local"
END
run 3 "$waymark" compute own --records records --measure L1
has complained 'is not a value of source'
has complained 'values found: '
lacks complained "childrens-services"
sed -i 's/2b/9Z/' own/wrong.measures
run 0 "$waymark" compute own --records records --measure L1 --every year
has complained 'warning: `9Z` is not a value of source'
lacks complained "childrens-services"
echo "use childrens-servces" >own/wrong.measures
run 3 "$waymark" compute own --records records
has complained 'did you mean `childrens-services`'
rm own/wrong.measures

# Lists: in the protected place only, with pseudonyms, logged.
run 0 "$waymark" list 4.1 --records records --at 2017-03-31 --overdue --by team,worker
has said "1 rows of looked_after, 1 children, written to $lists/4.1-2017-03-31-overdue.list.csv"
has said "1 rows of deceased or restricted children are left out"
[ "$(stat -c %a "$lists")" = 700 ] || fail "others can enter $lists"
for file in "$lists"/*; do
    [ "$(stat -c %a "$file")" = 600 ] || fail "others can read $file"
done
for file in "$lists/4.1-2017-03-31-overdue.list.csv" said; do
    ! grep -qE 'C0[0-9]' "$file" || fail "$file names a child"
done
has "$lists/4.1-2017-03-31-overdue.list.csv" ",2015-01-08,2015-01-01,813,"
has "$lists/log.csv" ",4.1,2017-03-31,overdue,no,no,,1,1,4.1-2017-03-31-overdue.list.csv"
# The same child is the same pseudonym, in these records only.
run 0 "$waymark" list 4.1 --records records --at 2017-03-31 --not-counted
cut -d, -f1 "$lists/4.1-2017-03-31-overdue.list.csv" >one
cut -d, -f1 "$lists/4.1-2017-03-31-not-counted.list.csv" >two
cmp -s one two || fail "a pseudonym has changed"
cp -r records others
run 0 "$waymark" list 4.1 --records others --at 2017-03-31 --not-counted
cut -d, -f1 "$lists/4.1-2017-03-31-not-counted-2.list.csv" >two
! cmp -s one two || fail "two folders of records have the same pseudonyms"
# Names and restricted children want a reason.
run 2 "$waymark" list 4.1 --records records --at 2017-03-31 --overdue --identified
run 2 "$waymark" list 4.1 --records records --at 2017-03-31 --overdue --restricted --reason " "
run 0 "$waymark" list 4.1 --records records --at 2017-03-31 --overdue --identified \
    --restricted --reason "visits, to be made"
has "$lists/4.1-2017-03-31-overdue-2.list.csv" "C04,E4,E08000014,not counted,visit_due on or after period end,2017-01-12,2016-12-01,78,W2,T2,yes"
has "$lists/log.csv" ',yes,yes,"visits, to be made",2,0,'
lacks said C04
run 0 "$waymark" list 4.1 --records records --at 2017-03-31 --due 30
has said "1 rows of looked_after"
# Due on 7 March; seen on 24 February, and from then on nothing is due.
run 0 "$waymark" list 1.3 --records records --at 2017-02-22 --due 14
has said "1 rows of assessment"
run 0 "$waymark" list 1.3 --records records --at 2017-02-28 --due 14
has said "0 rows of assessment"
# Never seen is overdue; seen late is not, but not counted.
run 0 "$waymark" list 1.3 --records records --at 2017-01-31 --overdue
has said "1 rows of assessment"
run 0 "$waymark" list 1.3 --records records --at 2016-06-30 --overdue
has said "0 rows of assessment"
run 0 "$waymark" list 1.3 --records records --at 2016-06-30 --not-counted
has said "1 rows of assessment"
# Without a due date nobody is told that nothing is overdue.
run 2 "$waymark" list 1.2 --records records --at 2017-03-31 --overdue
has complained "1.2 has no due date"
run 2 "$waymark" list 1.2 --records records --at 2017-03-31 --due 7
run 2 "$waymark" list 4.1 --records records --at 2017-03-31
run 2 "$waymark" list 4.1 --records records --at 2017-03-31 --overdue --counted
run 2 "$waymark" list 4.1 --records records --overdue
# Never where it could be published or read.
mkdir -p "$place/tree/.git" "$place/open"
chmod 755 "$place/open"
run 3 "$waymark" list 4.1 --records records --at 2017-03-31 --counted --into "$place/tree/lists"
[ ! -e "$place/tree/lists" ] || fail "a list stands in a git work tree"
run 3 "$waymark" list 4.1 --records records --at 2017-03-31 --counted --into "$place/open"
[ -z "$(ls "$place/open")" ] || fail "a list stands where others can read it"
# Lists grow old.
touch -d '40 days ago' "$lists/4.1-2017-03-31-overdue.list.csv"
run 0 "$waymark" list 4.1 --records records --at 2017-03-31 --excluded
[ ! -e "$lists/4.1-2017-03-31-overdue.list.csv" ] || fail "an old list is kept"
[ -e "$lists/log.csv" ] || fail "the log is gone"

# A measure read aloud: all that it uses, and nothing else.
run 0 "$waymark" explain 4.2
for words in "define cp_visit_due for cp_plan" "parameter cp_visit_every := 15 working days" \
    "define cp_from for cp_plan" "it reads child, cp_plan, cp_visit, looked_after"; do
    has said "$words"
done
lacks said "define visit_due"
run 0 "$waymark" explain 1.2 --plan
has said "has rows of earlier referral of the same child, within 12 months"
run 3 "$waymark" explain 99.9
# Every measure of the catalogue can be explained both ways.
for ref in $(cut -d, -f1 all | sort -u | grep -v measure); do
    run 0 "$waymark" explain "$ref"
    run 0 "$waymark" explain "$ref" --plan
done
# One child, and the facts that decide.
run 0 "$waymark" explain 4.1 --child C01 --records records --at 2017-03-31
has said 'looked_after E1: counted, because of `visit_due on or after period end`'
has said "due 2017-04-11, counted from 2017-02-28"
grep -q '| V[0-9]*  seen yes$' said || fail "what the measure asks of a visit is not shown"
grep -q '^ \* cla_visit  *2017-02-28' said || fail "the visit is not marked"
grep -q '^   cla_visit  *2016-02-15' said || fail "an earlier visit is marked"
# A count is decided by its `where`; the child itself is no fact that is drawn.
mkdir counted-where
cat >counted-where/own.measures <<'END'
use childrens-services
measure W1 "Referred" count of child where has referral dated in last 12 months source "x"
END
run 0 "$waymark" explain W1 counted-where --child C01 --records records --at 2017-03-31
has said 'child C01: counted, because of `has referral dated in last 12 months`'
has said '* without it the answer would be another'
lacks said '> a row of this figure'
run 3 "$waymark" explain 4.1 --child C04 --records records --at 2017-03-31
has complained "restricted"
run 0 "$waymark" explain 4.1 --child C04 --records records --at 2017-03-31 --restricted
run 3 "$waymark" explain 4.1 --child C77 --records records --at 2017-03-31
run 2 "$waymark" explain 4.1 --child C01 --records records

# An analyst's own list, by child and by row.
printf 'child_id,note\nC01,x\nC02,y\nC99,\nC01,\n,z\nC05,\n' >mine.csv
run 0 "$waymark" reconcile 4.1 mine.csv --records records --at 2017-03-31 --of denominator
has said "in both        1"
has said "only in yours  3"
has said "only in ours   2"
has said "  C02  not of this figure: open at period end"
has said "  C99  not in these records"
has complained "1 identifiers stand there again"
has complained "1 lines have no identifier"
lacks said C08
lacks said C04
printf 'referral_id\nR02\nR03\n' >mine.csv
run 0 "$waymark" reconcile 1.2 mine.csv --records records --at 2017-03-31
has said "  R03  not counted: has earlier referral within 12 months"
has said "only in ours   1"
lacks said R06
printf 'id\nR02\n' >mine.csv
run 3 "$waymark" reconcile 1.2 mine.csv --records records --at 2017-03-31
has complained 'no column `referral_id` or `child_id`'
printf '' >mine.csv
run 3 "$waymark" reconcile 1.2 mine.csv --records records --at 2017-03-31

# Tables of nobody: no child is asked for.
mkdir plain plain-records
echo "table thing events key thing_id on dated : grade code?" >plain/local.tables
cat >plain/local.measures <<'END'
measure T1 "Things"
  count of thing dated in period
  source "local"
END
printf 'thing_id,dated,grade\nT001,2017-01-05,A\n' >plain-records/thing.csv
touch plain-records/SYNTHETIC
run 0 "$waymark" compute plain --records plain-records --measure T1
run 0 "$waymark" list T1 plain --records plain-records --at 2017-03-31 --counted
has said "1 rows of thing, 0 children"
printf 'thing_id\nT001\n' >mine.csv
run 0 "$waymark" reconcile T1 mine.csv plain --records plain-records --at 2017-03-31
has said "in both        1"
printf 'id\nT001\n' >mine.csv
run 3 "$waymark" reconcile T1 mine.csv plain --records plain-records --at 2017-03-31
has complained 'no column `thing_id` in its first line'
run 3 "$waymark" explain T1 plain --child T001 --records plain-records --at 2017-03-31
has complained "belong to no child"

# A scorecard whose measures are the catalogue's: counted figures become its figures, the
# printed ones stay beside them, and a difference is found.
mkdir -p sheet/figures
cat >sheet/sheet.scorecard <<'END'
scorecard "Counted"
  authority E08000014 "Sefton"
  year 2016-17 from April   show Q3, Q4
section 1 "One"
  1.2
  2.1
END
echo "use childrens-services" >sheet/local.measures
cat >sheet/figures/printed.csv <<'END'
ref,period,value,places,numerator,denominator,status,printed,source,note
1.2,2016-17 Q3,14.3,1,,,final,14.3%,sheet,
1.2,2016-17 Q4,21.6,1,,,final,21.6%,sheet,
2.1,2016-17 Q4,88,0,,,final,88%,sheet,
END
run 0 "$waymark" build sheet --records "$root/tests/data/records-small" --format csv,html --quiet
has complained "warning: 2.1 is not counted: there is no supervision.csv"
has sheet/out/scorecard.html "not counted: there is no supervision.csv"
run 0 "$waymark" build sheet --records records --format csv --quiet
lacks complained "not counted"
has sheet/out/scorecard.csv "1.2,E08000014,quarter,2017-01-01,2017-03-31,2017-03-31,,2,8,25,25,25,final"
has sheet/out/scorecard.csv "counted from records"
has sheet/out/scorecard.csv "2.1,E08000014,quarter,2017-01-01,2017-03-31,2017-03-31,,,,88,,,final,88%"
run 0 "$waymark" check sheet --records records
has said "printed-differs-from-computed"
has said "Q4 2016-17: 21.6 printed, 25.0 counted (2 of 8)"
lacks said "14.3"
run 0 "$waymark" build sheet --format csv --quiet
has sheet/out/scorecard.csv "1.2,E08000014,quarter,2017-01-01,2017-03-31,2017-03-31,,,,21.6,,,final,21.6%"
# Records beside a scorecard are found, also where the scorecard says that they are.
cp -r records sheet/records
run 0 "$waymark" build sheet --format csv --quiet
has complained "60 rows of 36 tables read from sheet/records (made-up records)"
has sheet/out/scorecard.csv "1.2,E08000014,quarter,2017-01-01,2017-03-31,2017-03-31,,2,8,25,25,25,final"
run 0 "$waymark" check sheet
has said "Q4 2016-17: 21.6 printed, 25.0 counted (2 of 8)"
run 0 "$waymark" compute sheet
has said "1.2,E08000014,quarter,2017-01-01,2017-03-31,2017-03-31,,2,8,25,25,25,final"
run 0 "$waymark" list 1.2 sheet --at 2017-03-31 --counted
has said "2 rows of referral"
run 0 "$waymark" explain 1.2 sheet --child C01 --at 2017-03-31
printf 'referral_id\nR1\n' >mine.csv
run 0 "$waymark" reconcile 1.2 mine.csv sheet --at 2017-03-31
mv sheet/records sheet/elsewhere
run 2 "$waymark" compute sheet
has complained "say where they are: --records DIR"
sed -i 's/^section/  records "elsewhere"\n&/' sheet/sheet.scorecard
run 0 "$waymark" compute sheet
has complained "read from sheet/elsewhere"
run 0 "$waymark" compute sheet --records records
lacks complained "read from"
mv sheet/elsewhere sheet/records
run 3 "$waymark" build sheet --format csv --quiet
has complained "there is no folder sheet/elsewhere"
sed -i 's/records "elsewhere"/records none/' sheet/sheet.scorecard
run 0 "$waymark" build sheet --format csv --quiet
has sheet/out/scorecard.csv "1.2,E08000014,quarter,2017-01-01,2017-03-31,2017-03-31,,,,21.6,,,final,21.6%"
# What a council chose and set is used, and said wherever it is read.
mkdir chosen
cat >chosen/chosen.scorecard <<'END'
scorecard "Chosen"
  authority E08000014 "Sefton"
  year 2016-17 from April   show year
  choose adoption_waits from placement order
  set cp_visit_every := 5 working days
section 4 "Four"
  4.2
  10.1
END
echo "use childrens-services" >chosen/local.measures
cp -r records chosen/records
words="counted here with cp_visit_every 5 working days in place of 15 working days"
run 0 "$waymark" compute chosen --measure 4.2
has complained "4.2 is $words"
run 0 "$waymark" compute --records records --measure 4.2
lacks complained "counted here"
run 0 "$waymark" explain 4.2 chosen
has said "(here it is: 5 working days, set in chosen.scorecard:5)"
run 0 "$waymark" list 4.2 chosen --at 2017-03-31 --counted
has complained "$words"
run 0 "$waymark" build chosen --format html,json --quiet
has chosen/out/scorecard.html "$words"
has chosen/out/scorecard.json "$words"
sed -i 's/cp_visit_every/cp_visit_evry/' chosen/chosen.scorecard
run 3 "$waymark" build chosen --format json --quiet
has complained 'did you mean `cp_visit_every`?'
rm -r chosen/records
echo 'set cp_visit_every := 2 weeks' >>chosen/local.measures
sed -i '/set cp_visit/d' chosen/chosen.scorecard
run 0 "$waymark" explain 4.2 chosen
has said "(here it is: 2 weeks, set in local.measures:2)"
# Records of another council, and two scorecards, are nobody's answer.
sed -i 's/E08000014/E08000012/' sheet/sheet.scorecard
run 3 "$waymark" build sheet --records records --format csv
has complained "the records are not of E08000012"
run 3 "$waymark" compute sheet --records records
has complained "the records are not of E08000012"
# Also where child.csv alone says whose they are, and a row of nobody's child is there.
mkdir named
touch named/SYNTHETIC
printf 'child_id,authority\nC1,E08000014\n' >named/child.csv
printf 'referral_id,child_id,dated\nR1,C1,2016-05-01\nR2,C9,2016-05-02\n' >named/referral.csv
for command in build check compute "list 1.2 --at 2017-03-31 --counted"; do
    # shellcheck disable=SC2086
    run 3 "$waymark" $command sheet --records named
    has complained "the records are not of E08000012"
done
cp sheet/sheet.scorecard sheet/zweite.scorecard
run 3 "$waymark" compute sheet --records records
has complained "a second scorecard beside sheet.scorecard"

exit $failed
