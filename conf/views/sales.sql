-- One row per line sold: what, when, where, by whom. Cancelled orders are not sales.
SELECT
  ci.city,
  ci.country,
  o.salesperson_id,
  s.name AS salesperson,
  o.order_id,
  CAST(o.ordered_at AS DATE) AS sold_on,
  l.quantity * l.unit_price AS amount
FROM order_lines l
JOIN orders o ON l.order_id = o.order_id
JOIN customers c ON o.customer_id = c.customer_id
JOIN cities ci ON c.city_id = ci.city_id
JOIN salespeople s ON o.salesperson_id = s.salesperson_id
WHERE o.status <> 'cancelled'
