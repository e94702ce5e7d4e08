-- What the quick SQL takes for granted of clean records. Each must count nothing: else it
-- would be measured at counting something else.

--@ two referrals of a child on one day
SELECT count(*) FROM (SELECT child FROM referrals GROUP BY child, dated HAVING count(*) > 1);

--@ plans of a child that overlap
SELECT count(*) FROM (SELECT started, lag(coalesce(ended, DATE '2100-01-01'))
                             OVER (PARTITION BY child ORDER BY started) earlier FROM plans)
WHERE started < earlier;

--@ episodes of a child that overlap
SELECT count(*) FROM (SELECT started, lag(coalesce(ended, DATE '2100-01-01'))
                             OVER (PARTITION BY child ORDER BY started) earlier FROM episodes)
WHERE started < earlier;

--@ plans and episodes that end on the day they begin, or before
SELECT (SELECT count(*) FROM plans WHERE ended <= started)
     + (SELECT count(*) FROM episodes WHERE ended <= started);

--@ another legal status that does not follow the episode before it
SELECT count(*) FROM (SELECT child, started, begins,
                             lag(ended) OVER (PARTITION BY child ORDER BY started) earlier
                      FROM episodes)
WHERE begins = 2 AND earlier <> started;

--@ assessments completed before they began
SELECT count(*) FROM assessments WHERE completed < started;

--@ plans and episodes that go on after the child has died
SELECT count(*)
FROM (SELECT child_of(la, child_id) child, died
      FROM read_csv('RECORDS/*/child.csv', types = {'died': 'DATE'}, filename = true) x
      JOIN las ON code = of_path(x.filename)
      WHERE died IS NOT NULL) dead
JOIN (SELECT child, ended FROM plans UNION ALL SELECT child, ended FROM episodes) s USING (child)
WHERE ended IS NULL OR ended > died;
