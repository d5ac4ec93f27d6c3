package dev.tidemark.devstack.component;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM with a small heap and the collector that costs least beside it. */
record JavaProgram(int heapMib, List<String> options) {
  JavaProgram {
    options = List.copyOf(options);
  }

  List<String> command(List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms32m");
    command.add("-Xmx" + heapMib + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Duser.timezone=UTC");
    command.addAll(options);
    command.addAll(program);
    return command;
  }
}
