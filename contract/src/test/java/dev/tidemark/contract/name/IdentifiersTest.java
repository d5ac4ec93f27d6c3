package dev.tidemark.contract.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class IdentifiersTest {
  @Test
  void legalNamesKeepCaseAndSpelling() {
    assertThat(Identifiers.of("customerNumber")).isEqualTo("customerNumber");
    assertThat(Identifiers.of("SALES_2024")).isEqualTo("SALES_2024");
  }

  @Test
  void othersFollowTheStatedRule() {
    assertThat(Identifiers.of("Order ID")).isEqualTo("order_id");
    assertThat(Identifiers.of("Sub-Category")).isEqualTo("sub_category");
    assertThat(Identifiers.of(" Größe (cm) ")).isEqualTo("gro_e_cm");
    assertThat(Identifiers.of("2nd choice")).isEqualTo("c_2nd_choice");
  }

  @Test
  void refusesNamesThatAreTidemarksOwn() {
    assertThatThrownBy(() -> Identifiers.of("_version"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "column '_version' begins with an underscore; such names are Tidemark's own, rename it at the source");
  }

  @Test
  void refusesNamesOfWhichNothingIsLeft() {
    assertThatThrownBy(() -> Identifiers.of("→"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no letter or digit");
  }
}
