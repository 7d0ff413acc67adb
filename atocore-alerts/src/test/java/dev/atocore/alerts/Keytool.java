package dev.atocore.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Makes keys and certificates in a PKCS 12 file with the JDK's own tool. */
public final class Keytool {
  public static final String PASSWORD = "changeit";

  private final Path store;

  public Keytool(Path store) {
    this.store = store;
  }

  /** Makes a key pair with a certificate of its own. */
  void pair(String alias, String name, String extension) throws IOException, InterruptedException {
    run("-genkeypair", "-alias", alias, "-keyalg", "EC", "-dname", name, "-ext", extension);
  }

  /** Makes an authority, writes its certificate as PEM, and a key pair that it has signed. */
  public void signed(Path pem, String alias, String extension)
      throws IOException, InterruptedException {
    Path request = store.resolveSibling(store.getFileName() + ".csr");
    Path answer = store.resolveSibling(store.getFileName() + ".crt");
    pair("authority", "CN=Authority of a test", "bc:c");
    run("-exportcert", "-rfc", "-alias", "authority", "-file", pem.toString());
    pair(alias, "CN=localhost", extension);
    run("-certreq", "-alias", alias, "-file", request.toString());
    List<String> sign = new ArrayList<>(List.of("-gencert", "-alias", "authority"));
    sign.addAll(List.of("-infile", request.toString(), "-outfile", answer.toString()));
    sign.addAll(List.of("-ext", extension));
    run(sign.toArray(new String[0]));
    run("-importcert", "-noprompt", "-alias", alias, "-file", answer.toString());
    run("-delete", "-alias", "authority");
  }

  /** What a server on loopback shows of the pair in that file. */
  static SSLContext context(Path keyFile) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyFile)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }
}
