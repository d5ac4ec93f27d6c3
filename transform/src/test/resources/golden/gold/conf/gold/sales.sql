SELECT city, month, count(*) AS sales, sum(amount) AS revenue FROM sold GROUP BY city, month
