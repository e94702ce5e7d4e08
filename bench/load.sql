-- The synthetic records as an analyst who wants speed would keep them: the columns that the
-- eight measures ask for, whole numbers for keys and codes, clustered by authority, child and
-- date. `mk` numbers the months: 0 is April 2014, 119 March 2024.

--@ macros
CREATE OR REPLACE MACRO mk(d) AS (year(d) * 12 + month(d) - 24172);
CREATE OR REPLACE MACRO of_path(path) AS (regexp_extract(path, '([^/]+)/[^/]+$', 1));
CREATE OR REPLACE MACRO child_of(la, id) AS (la * 1000000 + substr(id, 2)::INTEGER);

--@ authorities
CREATE TABLE las AS
SELECT (row_number() OVER (ORDER BY code))::INTEGER la, code
FROM (SELECT DISTINCT of_path(filename) code
      FROM read_csv('RECORDS/*/referral.csv', all_varchar = true, filename = true));

--@ referrals
CREATE TABLE referrals AS
SELECT la, child_of(la, child_id) child, dated
FROM read_csv('RECORDS/*/referral.csv', types = {'dated': 'DATE'}, filename = true) x
JOIN las ON code = of_path(x.filename)
ORDER BY la, child, dated;

--@ assessments
CREATE TABLE assessments AS
SELECT la, child_of(la, child_id) child, started, completed
FROM read_csv('RECORDS/*/assessment.csv', types = {'started': 'DATE', 'completed': 'DATE'},
              filename = true) x
JOIN las ON code = of_path(x.filename)
ORDER BY la, child, started;

--@ plans
CREATE TABLE plans AS
SELECT la, child_of(la, child_id) child, started, ended
FROM read_csv('RECORDS/*/cp_plan.csv', types = {'started': 'DATE', 'ended': 'DATE'},
              filename = true) x
JOIN las ON code = of_path(x.filename)
ORDER BY la, child, started;

--@ visits
CREATE TABLE visits AS
SELECT la, child_of(la, child_id) child, dated
FROM read_csv('RECORDS/*/cp_visit.csv', types = {'dated': 'DATE'}, filename = true) x
JOIN las ON code = of_path(x.filename)
ORDER BY la, child, dated;

-- begins: 1 a period of care (S), 2 another legal status alone (L), 0 another placement
--@ episodes
CREATE TABLE episodes AS
SELECT la, child_of(la, child_id) child, started, ended,
       CASE start_reason WHEN 'S' THEN 1 WHEN 'L' THEN 2 ELSE 0 END::UTINYINT begins,
       (status = 'C2' AND placement = 'P1') at_home
FROM read_csv('RECORDS/*/episode.csv', types = {'started': 'DATE', 'ended': 'DATE'},
              filename = true) x
JOIN las ON code = of_path(x.filename)
WHERE status NOT IN ('V1', 'V3', 'V4')
ORDER BY la, child, started;

-- a row per day: working days so far, the last day within 45 of them, and the month in whose
-- last ten working days it lies
--@ calendar
CREATE TABLE calendar AS
WITH days AS (
  SELECT d::DATE d FROM range(DATE '1995-01-01', DATE '2026-01-01', INTERVAL 1 DAY) t(d)),
counted AS (
  SELECT d, (count(*) FILTER (isodow(d) < 6 AND d NOT IN (SELECT day FROM holidays))
             OVER (ORDER BY d))::INTEGER wd
  FROM days),
last_of AS (SELECT wd, max(d) AS till FROM counted GROUP BY wd)
SELECT c.d, c.wd, l.till due45,
       CASE WHEN m.wd - c.wd <= 10 AND mk(c.d) BETWEEN 0 AND 119 THEN mk(c.d) END month10
FROM counted c
LEFT JOIN last_of l ON l.wd = c.wd + 45
JOIN counted m ON m.d = last_day(c.d)
ORDER BY c.d;

--@ months
CREATE TABLE months AS
SELECT k::INTEGER k, last_day(DATE '2014-04-01' + to_months(k::INTEGER)) month_end,
       last_day(DATE '2013-04-01' + to_months(k::INTEGER)) year_before
FROM range(120) t(k);

--@ spine
CREATE TABLE spine AS SELECT la, k::BIGINT k FROM las, months;

-- and the eleven months before, which the first figures reach back to
--@ longer
CREATE TABLE longer AS SELECT la, k::BIGINT k FROM las, range(-11, 120) t(k);
