SELECT country, salesperson_id, salesperson, sold_on, count(*) AS sales, sum(amount) AS revenue
FROM sales
GROUP BY country, salesperson_id, salesperson, sold_on
