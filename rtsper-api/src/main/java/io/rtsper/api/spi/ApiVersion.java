package io.rtsper.api.spi;

import java.lang.module.ModuleDescriptor.Version;

/** Which API a plug-in runs with: the same major version, and a minor one that isn't older. */
final class ApiVersion {

  private ApiVersion() {}

  /**
   * Returns whether what was compiled against one version of the API runs with another. Versions
   * 0.x promise nothing from one minor to the next, so there both must be the same.
   */
  static boolean runs(Version compiled, Version running) {
    int[] was = numbers(compiled.toString());
    int[] is = numbers(running.toString());
    return was[0] == is[0] && (was[0] == 0 ? was[1] == is[1] : was[1] <= is[1]);
  }

  /** Returns major and minor; what isn't a number counts as 0. */
  private static int[] numbers(String version) {
    int[] numbers = new int[2];
    int part = 0;
    for (int i = 0; i < version.length() && part < numbers.length; i++) {
      char c = version.charAt(i);
      if (c == '.') {
        part++;
      } else if (c >= '0' && c <= '9' && numbers[part] < 100_000) {
        numbers[part] = numbers[part] * 10 + (c - '0');
      } else {
        break;
      }
    }
    return numbers;
  }
}
