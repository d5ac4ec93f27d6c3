package dev.tidemark.devstack.shop;

import java.math.BigDecimal;

record Line(int number, String product, int quantity, BigDecimal unitPrice) {
  Line withNumber(int other) {
    return new Line(other, product, quantity, unitPrice);
  }

  Line withAmount(int otherQuantity, BigDecimal otherPrice) {
    return new Line(number, product, otherQuantity, otherPrice);
  }
}
