CREATE DATABASE classicmodels DEFAULT CHARACTER SET latin1;
USE classicmodels;
CREATE TABLE employees (
  employeeNumber int NOT NULL PRIMARY KEY, lastName varchar(50) NOT NULL, firstName varchar(50) NOT NULL);
CREATE TABLE customers (
  customerNumber int NOT NULL PRIMARY KEY, customerName varchar(50) NOT NULL, city varchar(50) NOT NULL,
  country varchar(50) NOT NULL, salesRepEmployeeNumber int, creditLimit decimal(10,2),
  FOREIGN KEY (salesRepEmployeeNumber) REFERENCES employees (employeeNumber));
CREATE TABLE orders (
  orderNumber int NOT NULL PRIMARY KEY, orderDate date NOT NULL, status varchar(15) NOT NULL, comments text,
  customerNumber int NOT NULL, FOREIGN KEY (customerNumber) REFERENCES customers (customerNumber));
CREATE TABLE orderdetails (
  orderNumber int NOT NULL, productCode varchar(15) NOT NULL, quantityOrdered int NOT NULL,
  priceEach decimal(10,2) NOT NULL, orderLineNumber smallint NOT NULL, PRIMARY KEY (orderNumber, productCode),
  FOREIGN KEY (orderNumber) REFERENCES orders (orderNumber));
INSERT INTO employees VALUES (1002, 'Åberg', 'Ida'), (1056, 'Nuñez', 'Luz'), (1088, 'Ek', 'Bo'), (1102, 'Zorn', 'Ann');
INSERT INTO customers VALUES
  (103, 'Bolt & Son', 'Nantes', 'France', 1002, 21000.00), (112, 'Rail Land', 'Las Vegas', 'USA', 1056, 71800.00),
  (114, 'Kits, Co.', 'Luleå', 'Sweden', 1056, 117300.00), (119, 'Glue Shop', 'Nantes  ', 'France', 1088, NULL),
  (121, 'Wings', 'Stavern', 'Norway  ', NULL, 81700.00), (124, 'Nobody yet', 'San Rafael', 'USA', 1102, 0.00);
INSERT INTO orders VALUES
  (10100, '2003-01-06', 'Shipped', NULL, 103), (10101, '2003-01-31', 'Shipped', 'Check; "twice"', 112),
  (10102, '2003-02-01', 'Cancelled', NULL, 114), (10103, '2003-02-28', 'Shipped', NULL, 119),
  (10104, '2004-02-29', 'On Hold', NULL, 121), (10105, '2004-12-31', 'Shipped', NULL, 103),
  (10106, '2005-01-01', 'Shipped', NULL, 112), (10107, '2005-05-31', 'In Process', NULL, 119);
INSERT INTO orderdetails VALUES
  (10100, 'S18_1749', 30, 136.00, 1), (10100, 'S18_2248', 50, 55.09, 2), (10101, 'S18_2325', 25, 108.06, 1),
  (10101, 'S18_2795', 26, 167.06, 2), (10102, 'S18_1342', 39, 95.55, 1), (10103, 'S10_1949', 26, 214.30, 1),
  (10103, 'S10_4962', 42, 119.67, 2), (10104, 'S12_3148', 34, 131.44, 1), (10105, 'S10_4757', 50, 127.84, 1),
  (10105, 'S12_1108', 41, 205.72, 2), (10106, 'S18_1662', 36, 134.04, 1), (10107, 'S10_1678', 30, 81.35, 1);
