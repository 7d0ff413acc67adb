package dev.atocore.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
  @Test
  void mask_tokens() {
    assertThat(
            SecretMask.mask("the token abcd1234 is wrong", Map.of("ATOCORE_API_TOKEN", "abcd1234")))
        .isEqualTo("the token *** is wrong");
  }

  @Test
  void mask_webhooks_keepsTheHost() {
    Map<String, String> env =
        Map.of(
            "ATOCORE_ALERT_WEBHOOK",
            "discord+https://discord.com/api/webhooks/1/x#min=info  https://other.example/hook?t=y");

    assertThat(
            SecretMask.mask(
                "POST https://discord.com/api/webhooks/1/x: 404; https://other.example/hook?t=y: 500",
                env))
        .isEqualTo("POST https://discord.com***: 404; https://other.example***: 500");
  }

  @Test
  void mask_passwords() {
    assertThat(
            SecretMask.mask(
                "jdbc:postgresql://h/d?user=u&PASSWORD=p&ssl=true, password=q", Map.of()))
        .isEqualTo("jdbc:postgresql://h/d?user=u&PASSWORD=***&ssl=true, password=***");
    assertThat(SecretMask.mask("http://u:p@h/ and http://h/x@y", Map.of()))
        .isEqualTo("http://***@h/ and http://h/x@y");
  }

  @Test
  void mask_nothingToHide() {
    String text = "memory 12 is active, not candidate";

    assertThat(SecretMask.mask(text, Map.of("ATOCORE_API_TOKEN", ""))).isSameAs(text);
  }
}
