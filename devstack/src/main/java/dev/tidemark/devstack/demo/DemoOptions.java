package dev.tidemark.devstack.demo;

import dev.tidemark.devstack.shop.HistoryOptions;
import dev.tidemark.devstack.shop.SellOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the demo is to do.
 *
 * @param root the folder that holds scripts/ and conf/
 * @param once ends after the comparison and deletes the data folder
 * @param chaos kills every process once while the shop sells
 * @param time how long the shop sells before the comparison
 */
public record DemoOptions(
    Path root,
    boolean once,
    boolean chaos,
    HistoryOptions history,
    SellOptions selling,
    Duration time) {}
