package dev.atocore.alerts.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy, as curl would choose. */
class ProxyRulesTest {

  private static @Nullable String chosen(Map<String, String> env, String uri) throws Exception {
    ProxyServer proxy = ProxyRules.of(env).through(URI.create(uri));
    return proxy == null ? null : proxy.scheme() + " " + proxy;
  }

  private static ProxyServer parsed(String text) {
    return Objects.requireNonNull(ProxyServer.parse(text), text);
  }

  @Test
  void schemeChooses_thenAll_lowerCaseFirst() throws Exception {
    Map<String, String> env = new HashMap<>();
    env.put("HTTPS_PROXY", "http://big:1");
    env.put("https_proxy", "small:2");
    env.put("ALL_PROXY", "socks5h://all:3/");
    assertThat(chosen(env, "https://a.example/x")).isEqualTo("http small:2");
    assertThat(chosen(env, "http://a.example/x")).isEqualTo("socks5h all:3");
    env.put("https_proxy", " ");
    assertThat(chosen(env, "https://a.example/x")).isEqualTo("http big:1");
    assertThat(chosen(Map.of(), "https://a.example/x")).isNull();
    assertThat(chosen(Map.of("HTTP_PROXY", "p"), "http://a.example/x")).isEqualTo("http p:1080");
    assertThat(chosen(Map.of("HTTP_PROXY", "p"), "https://a.example/x")).isNull();
    assertThat(chosen(Map.of("ALL_PROXY", "https://p"), "https://a.example/x"))
        .isEqualTo("https p:443");
  }

  @Test
  void httpProxy_isNoneInCgi() throws Exception {
    Map<String, String> cgi = new HashMap<>(Map.of("REQUEST_METHOD", "GET", "HTTP_PROXY", "evil"));
    assertThat(chosen(cgi, "http://a.example/")).isNull();
    cgi.put("http_proxy", "mine:8080");
    assertThat(chosen(cgi, "http://a.example/")).isEqualTo("http mine:8080");
    assertThat(chosen(Map.of("REQUEST_METHOD", "GET", "HTTPS_PROXY", "p:1"), "https://a.example/"))
        .isEqualTo("http p:1");
  }

  @Test
  void ownVariable_overrulesAllOthers() throws Exception {
    Map<String, String> env = new HashMap<>();
    env.put("HTTPS_PROXY", "big:1");
    env.put("NO_PROXY", "*");
    env.put("ATOCORE_ALERT_PROXY", "mine:2");
    assertThat(chosen(env, "https://a.example/")).isEqualTo("http mine:2");
    assertThat(chosen(env, "http://a.example/")).isEqualTo("http mine:2");
    env.put("ATOCORE_ALERT_PROXY", "None");
    assertThat(chosen(env, "https://a.example/")).isNull();
    assertThat(ProxyRules.of(env).isDirect(URI.create("https://a.example/"))).isTrue();
    assertThat(ProxyRules.of(env).problems()).isEmpty();
  }

  @Test
  void whatIsNoProxy_isSaidWithoutItsPassword() {
    Map<String, String> env = Map.of("HTTPS_PROXY", "ftp://user:pa55word@host:21");
    assertThat(ProxyRules.of(env).problems())
        .containsExactly(
            "HTTPS_PROXY is no proxy's address: write http://HOST:PORT, https://, socks5:// or"
                + " socks5h://");
    assertThatThrownBy(() -> chosen(env, "https://a.example/"))
        .isInstanceOf(ProxyRules.BadProxy.class);
    for (String bad : new String[] {"http://", "http://h:0", "h:99999", "h:port", "a b", "://"}) {
      assertThat(ProxyServer.parse(bad)).as(bad).isNull();
    }
  }

  @Test
  void credentials_areDecoded() {
    ProxyServer proxy = parsed("http://us%40er:p%3Ass+w@[::1]:8080");
    assertThat(proxy).hasToString("[::1]:8080");
    assertThat(proxy.credentials()).isEqualTo("us@er:p:ss+w");
    assertThat(proxy.plainHost()).isEqualTo("::1");
    assertThat(parsed("user@h:1").credentials()).isEqualTo("user:");
    assertThat(parsed("u:50%@my_host:1").credentials()).isEqualTo("u:50%");
  }

  @ParameterizedTest
  @CsvSource({
    "*, https://any.example/, true",
    "example.com, https://example.com/, true",
    "example.com, https://a.b.EXAMPLE.com/, true",
    "example.com, https://notexample.com/, false",
    ".example.com, https://example.com/, true",
    ".example.com, https://a.example.com/, true",
    "*.example.com, https://a.example.com/, true",
    "example.com., https://a.example.com./, true",
    "example.com:8443, https://example.com:8443/, true",
    "example.com:8443, https://example.com/, false",
    "example.com:443, https://example.com/, true",
    "example.com:80, http://example.com/, true",
    "'a.example, b.example', https://b.example/, true",
    "a.example b.example, https://b.example/, true",
    "my_host, http://my_host:9/, true",
    "127.0.0.1, http://127.0.0.1:5/, true",
    "127.0.0.1:5, http://127.0.0.1:5/, true",
    "127.0.0.1:6, http://127.0.0.1:5/, false",
    "10.0.0.0/8, http://10.20.30.40/, true",
    "10.0.0.0/8, http://11.20.30.40/, false",
    "10.0.0.0/9, http://10.128.0.1/, false",
    "10.0.0.0/33, http://10.0.0.1/, false",
    "10.0.0.0/x, http://10.0.0.1/, false",
    "10.0.0.0/8, http://10.example.com/, false",
    "0.0.1, http://10.0.0.1/, false",
    "::1, http://[::1]:80/, true",
    "[::1], http://[::1]:80/, true",
    "[::1]:80, http://[::1]/, true",
    "fd00::/8, http://[fd12::1]/, true",
    "fd00::/8, http://[fe80::1]/, false",
    "'', https://example.com/, false",
    "',,', https://example.com/, false",
  })
  void exceptions(String list, String uri, boolean direct) throws Exception {
    Map<String, String> env = Map.of("ALL_PROXY", "p:1", "NO_PROXY", list);
    assertThat(chosen(env, uri) == null).isEqualTo(direct);
  }
}
