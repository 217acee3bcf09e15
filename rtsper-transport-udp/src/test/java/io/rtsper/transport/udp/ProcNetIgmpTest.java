package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a group was joined, of a table as Linux 6.18 writes it. */
class ProcNetIgmpTest {

  private static final List<String> TABLE =
      List.of(
          "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter",
          "1\tlo        :     2      V3",
          "\t\t\t\t010007EF     1 0:00000000\t\t0",
          "\t\t\t\t010000E0     1 0:00000000\t\t0",
          "2\tv0        :     1      V3",
          "\t\t\t\t010000E0     1 0:00000000\t\t0");

  private static List<String> interfaces(List<String> table, String group) throws Exception {
    return ProcNetIgmp.interfaces(table, InetAddress.getByName(group), ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void namesTheInterfacesThatAGroupIsJoinedOn() throws Exception {
    assertThat(interfaces(TABLE, "239.7.0.1")).containsExactly("lo");
    assertThat(interfaces(TABLE, "224.0.0.1")).containsExactly("lo", "v0");
    assertThat(interfaces(TABLE, "239.7.0.2")).isEmpty();
  }

  @Test
  void leavesOutWhatItCantRead() throws Exception {
    List<String> broken =
        List.of("", "x", "\t\tnogroup! 1", "\t010007EF", "3\tv1 : 1 V3", " 010007EF 1");
    assertThat(interfaces(broken, "239.7.0.1")).containsExactly("v1");
  }

  @Test
  void tellsAGroupThatWasJoinedOnAnotherInterfaceWithTheSameAddress(@TempDir Path folder)
      throws Exception {
    Assumptions.assumeTrue(
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the table is of such a machine");
    Path table = Files.write(folder.resolve("igmp"), TABLE);
    NetworkInterface lo = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    MembershipCheck check = new MembershipCheck(table);
    InetAddress joined = InetAddress.getByName("239.7.0.1");
    assertThat(check.isElsewhere(joined, lo)).isEqualTo(!lo.getName().equals("lo"));
    Files.writeString(table, String.join("\n", TABLE).replace("\tlo ", "\tveth7 "));
    assertThat(check.isElsewhere(joined, lo)).isTrue();
    assertThat(check.isElsewhere(InetAddress.getByName("239.7.0.2"), lo)).as("nowhere").isFalse();
    assertThat(new MembershipCheck(folder.resolve("none")).isElsewhere(joined, lo)).isFalse();
  }
}
