SELECT city, ordered_in, count(*) AS sold, sum(amount) AS revenue FROM lines GROUP BY city, ordered_in
