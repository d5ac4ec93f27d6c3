SELECT e.employeeNumber, e.lastName, l.ordered_in, count(*) AS sold, sum(l.amount) AS revenue
FROM lines l JOIN employees e ON l.salesRepEmployeeNumber = e.employeeNumber
GROUP BY e.employeeNumber, e.lastName, l.ordered_in
