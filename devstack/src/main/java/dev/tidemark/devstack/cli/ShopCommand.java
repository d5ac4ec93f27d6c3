package dev.tidemark.devstack.cli;

import picocli.CommandLine.Command;

/** Parent of the shop's words. */
@Command(
    name = "shop",
    description = "A shop that sells: a seeded workload on the devstack's MariaDB.",
    subcommands = {ShopHistoryCommand.class, ShopSellCommand.class},
    synopsisSubcommandLabel = "(history | sell)",
    mixinStandardHelpOptions = true)
final class ShopCommand {}
