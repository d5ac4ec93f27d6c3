SELECT country, city, sold_on, count(*) AS sales, sum(amount) AS revenue
FROM sales
GROUP BY country, city, sold_on
