package dev.atocore.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server on loopback whose answers, faults and certificate a test chooses. */
final class SmtpServer implements AutoCloseable {
  private final ServerSocket server;
  private final @Nullable SSLContext context;
  private final boolean implicit;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();

  private SmtpServer(@Nullable SSLContext context, boolean implicit) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
    this.context = context;
    this.implicit = implicit;
    Thread thread = new Thread(this::accept, "smtp");
    thread.setDaemon(true);
    thread.start();
  }

  static SmtpServer plain() throws IOException {
    return new SmtpServer(null, false);
  }

  /** One with a certificate for localhost of an authority of its own, which is written as PEM. */
  static SmtpServer withCertificate(Path folder, Path pem, boolean implicit)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path keyFile = folder.resolve("smtp-" + implicit + ".p12");
    Files.deleteIfExists(pem);
    new Keytool(keyFile).signed(pem, "smtp", "san=dns:localhost");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyFile)) {
      store.load(in, Keytool.PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, Keytool.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new SmtpServer(context, implicit);
  }

  int port() {
    return server.getLocalPort();
  }

  List<String> mails() {
    return mails;
  }

  /** Sets the answer to what begins so; nothing at all when it is empty. */
  void answer(String command, String answer) {
    answers.keySet().removeIf(command::startsWith);
    answers.remove("RCPT");
    answers.put(command, answer);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> serve(socket), "smtp-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      converse(implicit ? secured(plain) : plain, true);
    } catch (IOException e) {
      return;
    }
  }

  private Socket secured(Socket plain) throws IOException {
    if (context == null) {
      throw new IOException("no certificate");
    }
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
    tls.setUseClientMode(false);
    return tls;
  }

  private void converse(Socket socket, boolean greet) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = socket.getOutputStream();
    if (greet) {
      say(out, "220 test");
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line;
      String answer =
          answers.entrySet().stream()
              .filter(entry -> command.startsWith(entry.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(usual(command, greet && !implicit));
      if (!answer.isEmpty()) {
        say(out, answer);
      }
      if (command.equals("STARTTLS")) {
        converse(secured(socket), false);
        return;
      }
      if (answer.startsWith("354")) {
        mails.add(mail(in));
        say(out, "250 taken");
      }
      if (command.equals("QUIT")) {
        return;
      }
    }
  }

  private String usual(String command, boolean open) {
    return switch (command.split(" ", 2)[0]) {
      case "EHLO" -> context != null && open ? "250-test\r\n250 STARTTLS" : "250 test";
      case "DATA" -> "354 go on";
      case "STARTTLS" -> "220 go on";
      case "QUIT" -> "221 bye";
      default -> "250 ok";
    };
  }

  private static String mail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
