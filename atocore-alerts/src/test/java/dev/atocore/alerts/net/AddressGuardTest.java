package dev.atocore.alerts.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.alerts.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No alert goes to a link-local or cloud metadata address, whatever it is called. */
class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.1.1",
        "2852039166",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2002:6464:64c8::1",
        "fd00:ec2::23",
        "fd00:ec2::253",
        "fd20:ce::1",
        "::ffff:0:a9fe:a9fe",
        "::ffff:0:169.254.170.2",
        "64:ff9b:1::169.254.169.254",
        "64:ff9b:1:a9fe:a9:fe00::",
        "64:ff9b:1:0a9:fe:a9fe::",
        "64:ff9b:1:0:a9:fea9:fe00:0",
        "2001::5601:5601",
        "2001:0:a9fe:a9fe::1",
        "2001:0:1:2:3:4:5601:5601",
        "2001:db8::5efe:a9fe:a9fe",
        "2001:db8::200:5efe:a9fe:a9fe"
      })
  void address_isRefused(String address) throws Exception {
    assertThat(AddressGuard.isForbidden(InetAddress.getByName(address))).isTrue();
    String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
    assertThatThrownBy(() -> AddressGuard.check(URI.create("http://" + host + ":80/latest")))
        .isInstanceOf(AddressGuard.Forbidden.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "100.100.100.100",
        "fd00::1",
        "fd00:ec3::1",
        "64:ff9b:1::10.0.0.1",
        "64:ff9b::192.168.0.1",
        "2001:0:1:2:3:4:f5ff:fffe",
        "2001:db8::a9fe:a9fe",
        "2002:a00:1::1"
      })
  void addressWhereReceiversRun_isAllowed(String address) throws Exception {
    assertThat(AddressGuard.isForbidden(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata.google.internal",
        "METADATA.google.internal.",
        "metadata",
        "metadata.goog",
        "instance-data"
      })
  void metadataName_isRefusedUnresolved(String name) {
    assertThatThrownBy(() -> AddressGuard.check(URI.create("http://" + name + "/x")))
        .isInstanceOf(AddressGuard.Forbidden.class);
  }

  @Test
  void loopback_isAllowedByName() {
    assertThatCode(() -> AddressGuard.check(URI.create("http://localhost/x")))
        .doesNotThrowAnyException();
  }

  /** In a process of its own, whose JDK takes names from a file instead of asking around. */
  @Test
  void nameThatLeadsThere_isRefused(@TempDir Path folder) throws Exception {
    Path hosts = folder.resolve("hosts");
    Files.writeString(hosts, "169.254.169.254 harmless.example.com\n127.0.0.1 fine.example.com\n");
    Process process = ChildJvm.start(CheckMain.class, List.of("-Djdk.net.hosts.file=" + hosts));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).isEqualTo("harmless.example.com refused\nfine.example.com allowed\n");
  }

  /** Checks two names. */
  static final class CheckMain {
    private CheckMain() {}

    /** Says what the guard says. */
    public static void main(String[] args) throws IOException {
      for (String name : List.of("harmless.example.com", "fine.example.com")) {
        try {
          AddressGuard.check(URI.create("https://" + name + "/hook"));
          System.out.print(name + " allowed\n");
        } catch (AddressGuard.Forbidden e) {
          System.out.print(name + " refused\n");
        }
      }
    }
  }
}
