package io.rtsper.api.spi;

import io.rtsper.api.RtspValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which of a service's providers are used: what the application gave before what was discovered,
 * and of that the highest priority. The order in which jars are found decides nothing: where it
 * would have to, the choice is refused.
 */
final class ProviderChoice {

  private ProviderChoice() {}

  /** Returns the provider of each name, the names in lower case and sorted. */
  static <P extends Provider> Map<String, P> byName(List<P> given, List<P> discovered) {
    Map<String, P> chosen = new TreeMap<>();
    given.forEach(provider -> chosen.put(key(provider), provider));
    Map<String, List<P>> rivals = new TreeMap<>();
    for (P provider : discovered) {
      if (!chosen.containsKey(key(provider))) {
        rivals.computeIfAbsent(key(provider), name -> new ArrayList<>()).add(provider);
      }
    }
    rivals.forEach(
        (name, those) -> chosen.put(name, highest("of the name \"" + name + "\" and", those)));
    return chosen;
  }

  /** Returns the one provider of a service that needs no more, whatever their names are. */
  static <P extends Provider> Optional<P> one(Class<P> service, List<P> given, List<P> discovered) {
    if (!given.isEmpty()) {
      return Optional.of(given.get(given.size() - 1));
    }
    return discovered.isEmpty()
        ? Optional.empty()
        : Optional.of(highest("for " + service.getSimpleName() + " of", discovered));
  }

  static String key(Provider provider) {
    return provider.name().toLowerCase(Locale.ROOT);
  }

  private static <P extends Provider> P highest(String what, List<P> rivals) {
    int priority = rivals.stream().mapToInt(Provider::priority).max().orElseThrow();
    List<P> best = rivals.stream().filter(rival -> rival.priority() == priority).toList();
    if (best.size() > 1) {
      throw new RtspValidationException(
          (best.size() == 2 ? "two" : best.size())
              + " plug-ins "
              + what
              + " priority "
              + priority
              + ": "
              + best.stream()
                  .map(rival -> ProviderLoader.source(rival.getClass()))
                  .sorted()
                  .collect(Collectors.joining(" and "))
              + "; leave one jar, or give the provider you want to"
              + " RtspClient.builder().provider(…)");
    }
    return best.get(0);
  }
}
