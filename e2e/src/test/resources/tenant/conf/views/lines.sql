SELECT rtrim(c.city) AS city, c.salesRepEmployeeNumber, trunc(o.orderDate, 'MM') AS ordered_in,
       d.quantityOrdered * d.priceEach AS amount
FROM orderdetails d
JOIN orders o ON d.orderNumber = o.orderNumber
JOIN customers c ON o.customerNumber = c.customerNumber
