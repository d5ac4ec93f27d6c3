package dev.tidemark.bench.writepath;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.data.category.DefaultCategoryDataset;

/** Two pictures in one: records a second above, latencies below, both on logarithmic axes. */
final class Chart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  private Chart() {}

  static void write(Figures figures, List<Integer> rates, Path file) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    JFreeChart throughput =
        bars("Kafka to the table: later half of the batches", "records/s", throughput(figures));
    throughput.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    JFreeChart latency = bars("Record in Kafka to commit", "ms", latency(figures, rates));
    latency.draw(canvas, new Rectangle2D.Double(0, HEIGHT, WIDTH, HEIGHT));
    canvas.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private static DefaultCategoryDataset throughput(Figures figures) {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    figures.rates.forEach(
        rate -> bars.addValue(rate.perSecondLate(), rate.phase(), rate.subject()));
    return bars;
  }

  private static DefaultCategoryDataset latency(Figures figures, List<Integer> rates) {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    for (int rate : rates) {
      figures.delays.stream()
          .filter(delay -> delay.eventsPerSecond() == rate)
          .forEach(
              delay -> {
                String series = "%s/s, %s".formatted(rate, delay.phase());
                bars.addValue((double) delay.millis().p50(), series + ", p50", delay.subject());
                bars.addValue((double) delay.millis().p95(), series + ", p95", delay.subject());
              });
    }
    return bars;
  }

  private static JFreeChart bars(String title, String unit, DefaultCategoryDataset values) {
    JFreeChart chart = ChartFactory.createBarChart(title, "", unit, values);
    CategoryPlot plot = chart.getCategoryPlot();
    LogarithmicAxis axis = new LogarithmicAxis(unit);
    axis.setLog10TickLabelsFlag(true);
    BarRenderer renderer = (BarRenderer) plot.getRenderer();
    renderer.setIncludeBaseInRange(false); // 0 has no logarithm
    renderer.setBase(1);
    plot.setRangeAxis(axis);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator());
    renderer.setDefaultItemLabelsVisible(true);
    return chart;
  }
}
