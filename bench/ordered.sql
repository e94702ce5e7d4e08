-- The eight measures by the quickest SQL known: it knows that the rows lie by authority, child
-- and date, and so looks at the row before where plain SQL would sort or join. Its answers hold
-- for records as bench/holds.sql says.

--@ a
CREATE OR REPLACE TEMP TABLE ra AS
WITH m AS (SELECT la, mk(dated) k, count(*) n FROM referrals GROUP BY ALL)
SELECT la, k, (sum(coalesce(n, 0)) OVER w)::BIGINT a
FROM longer LEFT JOIN m USING (la, k)
WINDOW w AS (PARTITION BY la ORDER BY k ROWS 11 PRECEDING)
QUALIFY k >= 0;

--@ b
CREATE OR REPLACE TEMP TABLE rb AS
WITH y AS (
  SELECT la, child, dated d, lag(child) OVER () pc, lag(dated) OVER () pd FROM referrals),
x AS (
  SELECT la, mk(d) k,
         CASE WHEN pc <> child OR d - pd > 366 OR pc IS NULL THEN 0
              WHEN d - pd <= 365 THEN 1
              WHEN pd >= d - INTERVAL 12 MONTH THEN 1
              ELSE 0 END f
  FROM y),
m AS (SELECT la, k, count(*) n, sum(f) f FROM x GROUP BY ALL)
SELECT la, k, (sum(coalesce(n, 0)) OVER w)::BIGINT b_of,
       (sum(coalesce(f, 0)) OVER w)::BIGINT b
FROM longer LEFT JOIN m USING (la, k)
WINDOW w AS (PARTITION BY la ORDER BY k ROWS 11 PRECEDING)
QUALIFY k >= 0;

--@ c
CREATE OR REPLACE TEMP TABLE rc AS
WITH m AS (
  SELECT la, mk(completed) k, count(*) n, sum((completed <= due45)::INT) f
  FROM assessments JOIN calendar ON d = started
  WHERE completed IS NOT NULL GROUP BY ALL)
SELECT la, k, (sum(coalesce(n, 0)) OVER w)::BIGINT c_of,
       (sum(coalesce(f, 0)) OVER w)::BIGINT c
FROM longer LEFT JOIN m USING (la, k)
WINDOW w AS (PARTITION BY la ORDER BY k ROWS 2 PRECEDING)
QUALIFY k >= 0;

--@ d
CREATE OR REPLACE TEMP TABLE rd AS
WITH x AS (
  SELECT la, started, coalesce(lag(child) OVER () = child, false) f FROM plans),
begun AS (SELECT la, mk(started) k, count(*) n, sum(f::INT) f FROM x GROUP BY ALL),
gone AS (SELECT la, mk(ended) k, count(*) n FROM plans WHERE ended IS NOT NULL GROUP BY ALL),
earlier AS (
  SELECT la, sum(n) n
  FROM (SELECT la, k, n FROM begun UNION ALL SELECT la, k, -n FROM gone)
  WHERE k < 0 GROUP BY la),
z AS (
  SELECT la, k, coalesce(begun.n, 0) n, coalesce(begun.f, 0) f, coalesce(gone.n, 0) e
  FROM longer LEFT JOIN begun USING (la, k) LEFT JOIN gone USING (la, k)),
q AS (
  SELECT la, k, sum(n) OVER w d_of, sum(f) OVER w d,
         sum(CASE WHEN k >= 0 THEN n - e ELSE 0 END)
           OVER (PARTITION BY la ORDER BY k ROWS UNBOUNDED PRECEDING) still
  FROM z WINDOW w AS (PARTITION BY la ORDER BY k ROWS 11 PRECEDING))
SELECT la, k, (still + coalesce(earlier.n, 0))::BIGINT plans_open, d::BIGINT d,
       d_of::BIGINT d_of
FROM q LEFT JOIN earlier USING (la) WHERE k >= 0;

-- A placement is the third of twelve months while the one before the last has ended in them:
-- after the first of them, for a spell is not open on the day it ends.
--@ e
CREATE OR REPLACE TEMP TABLE re AS
WITH latest AS (
  SELECT coalesce((SELECT ended FROM episodes ORDER BY la DESC, child DESC, started DESC
                   LIMIT 1), DATE '2100-01-01') last_end),
x AS (
  SELECT la, child, started, begins,
         coalesce(lag(ended) OVER (), DATE '2100-01-01') pe, lag(child) OVER () pc
  FROM episodes),
placed AS (
  SELECT la, started, lead(pe) OVER () ended,
         CASE WHEN lag(child, 2) OVER () = child THEN lag(pe) OVER () END second_last
  FROM x WHERE begins <> 2 OR pc IS NULL OR pc <> child),
spells AS MATERIALIZED (
  SELECT la, greatest(mk(started), 0) k0,
         least(mk(coalesce(ended, (SELECT last_end FROM latest))), mk(second_last - 1) + 12,
               120) k1
  FROM placed WHERE second_last IS NOT NULL),
steps AS (
  SELECT la, k0 k, count(*) n FROM spells WHERE k0 < k1 GROUP BY ALL
  UNION ALL SELECT la, k1, -count(*) FROM spells WHERE k0 < k1 GROUP BY ALL),
m AS (SELECT la, k, sum(n) n FROM steps GROUP BY ALL)
SELECT la, k, (sum(coalesce(n, 0)) OVER w)::BIGINT e
FROM spine LEFT JOIN m USING (la, k)
WINDOW w AS (PARTITION BY la ORDER BY k ROWS UNBOUNDED PRECEDING);

--@ f
CREATE OR REPLACE TEMP TABLE rf AS
WITH latest AS (
  SELECT coalesce((SELECT ended FROM episodes ORDER BY la DESC, child DESC, started DESC
                   LIMIT 1), DATE '2100-01-01') last_end),
x AS (
  SELECT la, child, started, begins,
         coalesce(lag(ended) OVER (), DATE '2100-01-01') pe, lag(child) OVER () pc
  FROM episodes),
care AS (
  SELECT la, child, started, lead(pe) OVER () ended
  FROM x WHERE pc IS NULL OR pc <> child OR pe < started OR begins = 1),
bounds AS (
  SELECT la, child, started, greatest(mk(started - 1) + 12, 0) k0,
         least(mk(coalesce(ended, (SELECT last_end FROM latest))), 120) k1
  FROM care),
year_long AS MATERIALIZED (SELECT * FROM bounds WHERE k0 < k1),
done AS (
  SELECT y.la, y.child, y.started, mk(a.completed) ka, y.k0, y.k1
  FROM assessments a JOIN year_long y ON y.child = a.child
  WHERE a.completed IS NOT NULL AND mk(a.completed) < y.k1 AND mk(a.completed) + 12 > y.k0),
fresh AS MATERIALIZED (
  SELECT la, greatest(ka, k0) k0,
         least(ka + 12, k1,
               greatest(coalesce(lead(ka) OVER (PARTITION BY child, started ORDER BY ka), 120),
                        k0)) k1
  FROM done),
steps AS (
  SELECT la, k0 k, 0 n, count(*) d FROM year_long GROUP BY ALL
  UNION ALL SELECT la, k1, 0, -count(*) FROM year_long GROUP BY ALL
  UNION ALL SELECT la, k0, count(*), 0 FROM fresh WHERE k0 < k1 GROUP BY ALL
  UNION ALL SELECT la, k1, -count(*), 0 FROM fresh WHERE k0 < k1 GROUP BY ALL),
m AS (SELECT la, k, sum(n) n, sum(d) d FROM steps GROUP BY ALL)
SELECT la, k, (sum(coalesce(n, 0)) OVER w)::BIGINT f, (sum(coalesce(d, 0)) OVER w)::BIGINT f_of
FROM spine LEFT JOIN m USING (la, k)
WINDOW w AS (PARTITION BY la ORDER BY k ROWS UNBOUNDED PRECEDING);

-- Of a child's visits in a month only the last can matter.
--@ g
CREATE OR REPLACE TEMP TABLE rg AS
WITH p AS (
  SELECT la, child, started,
         coalesce(date_trunc('month', ended)::DATE, DATE '2100-01-01') month_ended
  FROM plans),
y AS (SELECT child, dated d, lead(child) OVER () nc, lead(dated) OVER () nd FROM visits),
last_visit AS MATERIALIZED (
  SELECT child, d FROM y
  WHERE nc IS NULL OR nc <> child OR nd - d > 31 OR month(nd) <> month(d)),
m AS (
  SELECT p.la, c.month10 k, count(*) n
  FROM last_visit v JOIN calendar c ON c.d = v.d AND c.month10 IS NOT NULL
  JOIN p ON p.child = v.child AND p.started <= v.d AND p.month_ended > v.d
  GROUP BY ALL)
SELECT la, k, coalesce(n, 0)::BIGINT g FROM spine LEFT JOIN m USING (la, k);

--@ h
CREATE OR REPLACE TEMP TABLE rh AS
WITH x AS (
  SELECT la, greatest(mk(started), 0) k0, least(coalesce(mk(ended), 120), 120) k1,
         at_home::INT f
  FROM episodes WHERE ended IS NULL OR mk(ended) > 0),
steps AS (
  SELECT la, k0 k, count(*) n, sum(f) f FROM x GROUP BY ALL
  UNION ALL SELECT la, k1, -count(*), -sum(f) FROM x GROUP BY ALL),
m AS (SELECT la, k, sum(n) n, sum(f) f FROM steps GROUP BY ALL)
SELECT la, k, (sum(coalesce(n, 0)) OVER w)::BIGINT looked_after,
       (sum(coalesce(f, 0)) OVER w)::BIGINT h
FROM spine LEFT JOIN m USING (la, k)
WINDOW w AS (PARTITION BY la ORDER BY k ROWS UNBOUNDED PRECEDING);
