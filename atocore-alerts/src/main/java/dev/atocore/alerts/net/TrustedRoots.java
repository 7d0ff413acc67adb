package dev.atocore.alerts.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that receivers may be vouched for by: the JVM's, and maybe more. Thread-safe.
 */
public final class TrustedRoots {
  private static final int MAX_BYTES = 16 << 20;
  private static final String BLOCK =
      "-----BEGIN CERTIFICATE-----(?:(?!-----BEGIN).)*?-----END CERTIFICATE-----|-----BEGIN CERTIFICATE-----";

  private final List<Certificate> more;
  private @Nullable SSLContext context;

  private TrustedRoots(List<Certificate> more) {
    this.more = more;
  }

  /** The JVM's own trust alone. */
  public static TrustedRoots ofJvm() {
    return new TrustedRoots(List.of());
  }

  /**
   * The JVM's own trust and the certificates in a PEM file.
   *
   * @throws IOException saying in one line why the file cannot be used
   */
  public static TrustedRoots with(Path pem) throws IOException {
    List<Certificate> certificates = new ArrayList<>();
    Matcher blocks = Pattern.compile(BLOCK, Pattern.DOTALL).matcher(read(pem));
    while (blocks.find()) {
      byte[] block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
      try {
        certificates.add(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(block)));
      } catch (CertificateException e) {
        throw new IOException(
            pem + ": certificate " + (certificates.size() + 1) + " in it cannot be read", e);
      }
    }
    if (certificates.isEmpty()) {
      throw new IOException(pem + " has no certificate in it (PEM: -----BEGIN CERTIFICATE-----)");
    }
    return new TrustedRoots(certificates);
  }

  private static String read(Path pem) throws IOException {
    try {
      // A pipe or a device could hang for ever, or never end.
      if (Files.exists(pem) && !Files.isRegularFile(pem)) {
        throw new IOException(pem + " is not a regular file");
      }
      if (Files.size(pem) > MAX_BYTES) {
        throw new IOException(pem + " is larger than " + (MAX_BYTES >> 20) + " MB");
      }
      return Files.readString(pem, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException(pem + " is not there", e);
    } catch (AccessDeniedException e) {
      throw new IOException(pem + " may not be read", e);
    }
  }

  boolean isJvmOnly() {
    return more.isEmpty();
  }

  /** The context to connect with, made when it is first needed. */
  synchronized SSLContext context() throws IOException {
    SSLContext made = context;
    if (made == null) {
      try {
        made = isJvmOnly() ? SSLContext.getDefault() : joined();
      } catch (GeneralSecurityException e) {
        throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
      }
      context = made;
    }
    return made;
  }

  /** What makes connections that are checked against them. */
  public SSLSocketFactory socketFactory() throws IOException {
    return context().getSocketFactory();
  }

  private SSLContext joined() throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
    all.load(null, null);
    int number = 0;
    for (TrustManager own : managers(null)) {
      if (own instanceof X509TrustManager trust) {
        for (X509Certificate root : trust.getAcceptedIssuers()) {
          all.setCertificateEntry("jvm-" + number++, root);
        }
      }
    }
    for (Certificate root : more) {
      all.setCertificateEntry("file-" + number++, root);
    }
    SSLContext joined = SSLContext.getInstance("TLS");
    joined.init(null, managers(all), null);
    return joined;
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
