package dev.tidemark.devstack.cli;

import dev.tidemark.devstack.Devstack;
import dev.tidemark.devstack.DevstackOptions;
import dev.tidemark.devstack.settings.DevstackLayout;
import dev.tidemark.devstack.shop.Shop;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** From the devstack's folder to its shop. */
final class ShopDoor {
  private ShopDoor() {}

  static Shop open(DevstackLayout layout, CommandSpec spec) {
    DevstackOptions options =
        new DevstackOptions(Optional.empty(), Optional.empty(), Map.of(), line -> {});
    return Devstack.existing(layout, options)
        .map(Devstack::endpoints)
        .map(where -> new Shop(where.jdbcUrl("shop"), where.accounts().shop()))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no devstack at %s; start one: tidemark up".formatted(layout.data())));
  }
}
