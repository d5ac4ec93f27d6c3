SELECT ci.city, CAST(date_trunc('month', o.ordered_at) AS DATE) AS month, l.amount
FROM lines l
JOIN orders o ON l.order_id = o.order_id
JOIN customers c ON o.customer_id = c.customer_id
JOIN cities ci ON c.city_id = ci.city_id
WHERE o.status <> 'cancelled'
