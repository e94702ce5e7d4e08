-- The thirteen whole numbers of each authority and month, as script/bench writes Waymark's.

--@ answers
COPY (
  SELECT code authority, month_end AS month, a, b, c, c_of, d, d_of, e, f, f_of, g, plans_open, h,
         looked_after
  FROM ra JOIN rb USING (la, k) JOIN rc USING (la, k) JOIN rd USING (la, k)
  JOIN re USING (la, k) JOIN rf USING (la, k) JOIN rg USING (la, k) JOIN rh USING (la, k)
  JOIN months USING (k) JOIN las USING (la)
  ORDER BY code, month_end
) TO 'ANSWERS' (FORMAT csv, HEADER false);
