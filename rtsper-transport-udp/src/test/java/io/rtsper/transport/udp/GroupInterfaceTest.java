package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address reports come from. */
class GroupInterfaceTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "10.9.0.1 10.9.0.2 fd00::1, 239.7.0.1, 10.9.0.2, 10.9.0.2",
        "10.9.0.1 10.9.0.2 fd00::1, 239.7.0.1, 192.0.2.1, 10.9.0.1",
        "10.9.0.1 fe80::1 fd00::1, ff1e::7, fe80::1, fe80::1",
        "10.9.0.1 fe80::1 fd00::1 fd00::2, ff1e::7, 10.9.0.1, fd00::1",
        "fd00::1 fe80::1, ff12::7, 10.9.0.1, fd00::1",
        "fe80::1, ff12::7, 10.9.0.1, fe80::1",
        "169.254.0.1 10.9.0.1, 239.7.0.1, 192.0.2.1, 10.9.0.1",
        "10.9.0.1, ff1e::7, 10.9.0.1, none",
        "fd00::1, 239.7.0.1, 10.9.0.1, none"
      })
  void isTheControlLinksOrOneThatReachesBeyondTheLink(
      String addresses, String group, String control, String expected) throws Exception {
    List<InetAddress> there = new ArrayList<>();
    for (String address : addresses.split(" ")) {
      there.add(InetAddress.getByName(address));
    }
    assertThat(
            GroupInterface.best(
                there, InetAddress.getByName(group), InetAddress.getByName(control)))
        .isEqualTo(expected == null ? null : InetAddress.getByName(expected));
  }
}
