-- Each measure as an analyst would first write it: a row for each child and month, and the
-- question asked of it. Slow, and the least likely to be wrong: it decides when others differ.

--@ a
CREATE OR REPLACE TEMP TABLE ra AS
SELECT s.la, s.k, count(dated)::BIGINT a
FROM spine s JOIN months m USING (k)
LEFT JOIN referrals r ON r.la = s.la AND dated > year_before AND dated <= m.month_end
GROUP BY ALL;

--@ b
CREATE OR REPLACE TEMP TABLE rb AS
WITH asked AS (
  SELECT la, dated, EXISTS (SELECT 1 FROM referrals e
                            WHERE e.child = r.child AND e.dated < r.dated
                              AND e.dated >= r.dated - INTERVAL 12 MONTH) f
  FROM referrals r)
SELECT s.la, s.k, count(dated)::BIGINT b_of, count(*) FILTER (f)::BIGINT b
FROM spine s JOIN months m USING (k)
LEFT JOIN asked a ON a.la = s.la AND dated > year_before AND dated <= m.month_end
GROUP BY ALL;

--@ c
CREATE OR REPLACE TEMP TABLE rc AS
WITH asked AS (
  SELECT la, completed, till.wd - since.wd <= 45 f
  FROM assessments JOIN calendar since ON since.d = started
  JOIN calendar till ON till.d = completed)
SELECT s.la, s.k, count(completed)::BIGINT c_of, count(*) FILTER (f)::BIGINT c
FROM spine s JOIN months m USING (k)
LEFT JOIN asked a ON a.la = s.la AND completed <= m.month_end
  AND completed > last_day(m.month_end - INTERVAL 3 MONTH)
GROUP BY ALL;

--@ d
CREATE OR REPLACE TEMP TABLE rd AS
WITH asked AS (
  SELECT la, started, ended, EXISTS (SELECT 1 FROM plans e
                                     WHERE e.child = p.child AND e.started < p.started) f
  FROM plans p)
SELECT s.la, s.k, count(*) FILTER (started > year_before)::BIGINT d_of,
       count(*) FILTER (started > year_before AND f)::BIGINT d,
       count(*) FILTER (started IS NOT NULL AND (ended IS NULL OR ended > m.month_end))::BIGINT
         plans_open
FROM spine s JOIN months m USING (k)
LEFT JOIN asked a ON a.la = s.la AND started <= m.month_end
GROUP BY ALL;

--@ e
CREATE OR REPLACE TEMP TABLE re AS
WITH moves AS (
  SELECT la, child, started, coalesce(ended, DATE '2100-01-01') ended,
         sum((begins <> 2)::INT) OVER (PARTITION BY child ORDER BY started) place
  FROM episodes),
placed AS (
  SELECT la, child, place, min(started) started, max(ended) ended FROM moves GROUP BY ALL),
looked_after AS (
  SELECT la, child, k, month_end, year_before
  FROM placed JOIN months ON started <= month_end AND ended > month_end),
asked AS (
  SELECT l.la, l.child, l.k, count(*) n
  FROM looked_after l JOIN placed p
    ON p.child = l.child AND p.started <= l.month_end AND p.ended > l.year_before + 1
  GROUP BY ALL)
SELECT s.la, s.k, count(*) FILTER (n >= 3)::BIGINT e
FROM spine s LEFT JOIN asked a USING (la, k) GROUP BY ALL;

--@ f
CREATE OR REPLACE TEMP TABLE rf AS
WITH x AS (
  SELECT *, lag(ended) OVER (PARTITION BY child ORDER BY started) pe FROM episodes),
numbered AS (
  SELECT *, sum((pe IS NULL OR pe < started OR begins = 1)::INT)
              OVER (PARTITION BY child ORDER BY started) period
  FROM x),
care AS (
  SELECT la, child, period, min(started) started,
         max(coalesce(ended, DATE '2100-01-01')) ended
  FROM numbered GROUP BY ALL),
a_year AS (
  SELECT la, child, k, month_end, year_before
  FROM care JOIN months ON started <= year_before + 1 AND ended > month_end),
asked AS (
  SELECT la, k, EXISTS (SELECT 1 FROM assessments a
                        WHERE a.child = y.child AND a.completed > year_before
                          AND a.completed <= month_end) f
  FROM a_year y)
SELECT s.la, s.k, count(f)::BIGINT f_of, count(*) FILTER (f)::BIGINT f
FROM spine s LEFT JOIN asked a USING (la, k) GROUP BY ALL;

--@ g
CREATE OR REPLACE TEMP TABLE rg AS
WITH stands AS (
  SELECT la, child, started, k, month_end
  FROM plans JOIN months ON started <= month_end AND (ended IS NULL OR ended > month_end)),
seen AS (
  SELECT stands.*, v.dated
  FROM stands ASOF LEFT JOIN visits v ON v.child = stands.child AND v.dated <= stands.month_end),
asked AS (
  SELECT la, k, dated >= started AND now.wd - c.wd <= 10 f
  FROM seen JOIN calendar now ON now.d = month_end LEFT JOIN calendar c ON c.d = dated)
SELECT s.la, s.k, count(*) FILTER (f)::BIGINT g
FROM spine s LEFT JOIN asked a USING (la, k) GROUP BY ALL;

--@ h
CREATE OR REPLACE TEMP TABLE rh AS
SELECT s.la, s.k, count(started)::BIGINT looked_after, count(*) FILTER (at_home)::BIGINT h
FROM spine s JOIN months m USING (k)
LEFT JOIN episodes e ON e.la = s.la AND started <= month_end AND (ended IS NULL OR ended > month_end)
GROUP BY ALL;
