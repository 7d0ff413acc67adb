package dev.atocore.alerts.mail;

import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.Attempt;
import dev.atocore.alerts.mail.MailAccount.Encryption;
import dev.atocore.alerts.net.AddressGuard;
import dev.atocore.alerts.net.ProxyRules;
import dev.atocore.alerts.net.ProxyServer;
import dev.atocore.alerts.net.TrustedRoots;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands mail to an SMTP server. Thread-safe. */
public final class MailSender {
  private final ProxyRules proxies;
  private final TrustedRoots roots;
  private final Clock clock;

  public MailSender(ProxyRules proxies, TrustedRoots roots, Clock clock) {
    this.proxies = proxies;
    this.roots = roots;
    this.clock = clock;
  }

  /**
   * Sends one mail of plain text.
   *
   * @param headers its subject, its id and what else is particular to it
   */
  public Attempt send(
      MailAccount account, Map<String, String> headers, String body, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    // On a thread of its own: timeouts bound each step, and not the whole.
    FutureTask<Attempt> task = new FutureTask<>(() -> exchange(account, headers, body, deadline));
    Thread thread = new Thread(task, "atocore-alerts-mail");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(deadline.waitMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IOException(String.valueOf(cause), cause);
    } finally {
      task.cancel(true);
    }
  }

  private Attempt exchange(
      MailAccount account, Map<String, String> headers, String body, Deadline deadline)
      throws IOException {
    Session session = Session.getInstance(properties(account, deadline));
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(account.host(), account.port(), account.user(), account.password());
      Message message = message(session, account, headers, body);
      message.saveChanges();
      transport.sendMessage(message, message.getAllRecipients());
      return new Attempt.Accepted();
    } catch (MessagingException e) {
      return MailFailure.judge(e, account);
    }
  }

  private Properties properties(MailAccount account, Deadline deadline) throws IOException {
    Properties properties = new Properties();
    String millis = String.valueOf(Math.min(deadline.waitMillis(), Integer.MAX_VALUE));
    for (String what : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      set(properties, what, millis);
    }
    set(properties, "auth", String.valueOf(account.user() != null));
    set(properties, "ssl.enable", String.valueOf(account.encryption() == Encryption.TLS));
    set(properties, "ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", roots.socketFactory());
    boolean required = account.encryption() == Encryption.REQUIRED;
    boolean wanted = required || account.encryption() == Encryption.IF_OFFERED;
    set(properties, "starttls.enable", String.valueOf(wanted));
    set(properties, "starttls.required", String.valueOf(required));
    // Who can be reached is; who cannot is named.
    set(properties, "sendpartial", "true");
    set(properties, "quitwait", "false");
    proxy(properties, account);
    return properties;
  }

  private void proxy(Properties properties, MailAccount account) throws IOException {
    URI uri = URI.create("smtp://" + account);
    ProxyServer proxy = proxies.through(uri);
    if (proxy == null) {
      AddressGuard.check(account.host());
      return;
    }
    AddressGuard.check(uri, proxy);
    boolean http = proxy.scheme().equals("http");
    if (!http && (proxy.scheme().equals("https") || proxy.credentials() != null)) {
      throw new IOException(
          "the proxy "
              + proxy
              + " is not used for mail: http://, or socks5:// without a password, would be");
    }
    String kind = http ? "proxy" : "socks";
    set(properties, kind + ".host", proxy.host());
    set(properties, kind + ".port", String.valueOf(proxy.port()));
    if (proxy.credentials() != null) {
      set(properties, "proxy.user", proxy.user());
      set(properties, "proxy.password", proxy.password());
    }
  }

  private static void set(Properties properties, String name, String value) {
    properties.setProperty("mail.smtp." + name, value);
  }

  private Message message(
      Session session, MailAccount account, Map<String, String> headers, String body)
      throws MessagingException, IOException {
    Mail message = new Mail(session, headers.get("Message-ID"));
    message.setFrom(new InternetAddress(account.from(), "AtoCore", StandardCharsets.UTF_8.name()));
    for (String to : account.to()) {
      message.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    message.setSentDate(Date.from(clock.instant()));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equals("Subject")) {
        message.setSubject(header.getValue(), StandardCharsets.UTF_8.name());
      } else {
        message.setHeader(header.getKey(), header.getValue());
      }
    }
    message.setText(body, StandardCharsets.UTF_8.name());
    return message;
  }

  /** A mail that keeps the id it was given, so that a second delivery is known for one. */
  private static final class Mail extends MimeMessage {
    private final @Nullable String id;

    Mail(Session session, @Nullable String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
