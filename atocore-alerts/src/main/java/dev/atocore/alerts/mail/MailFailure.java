package dev.atocore.alerts.mail;

import dev.atocore.alerts.format.Attempt;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** What it means when a mail is not taken: of the server's codes those from 500 on are final. */
final class MailFailure {
  private static final int FINAL = 500;
  private static final Pattern CODE = Pattern.compile("^([2-5][0-9]{2})[ -]");

  private MailFailure() {}

  static Attempt judge(MessagingException e, MailAccount account) {
    String said = said(e);
    if (e instanceof SendFailedException failed && sent(failed)) {
      return new Attempt.Accepted("not taken for all addresses: " + said);
    }
    if (e instanceof AuthenticationFailedException) {
      return byCode(codeIn(said), "the mail server refuses the user or the password: " + said);
    }
    if (e instanceof MailConnectException) {
      return new Attempt.Later("cannot connect to " + account, null, true);
    }
    for (@Nullable Throwable cause = e; cause != null; cause = next(cause)) {
      if (cause instanceof SSLException) {
        return new Attempt.Later("TLS failed, nothing was sent: " + cause.getMessage(), null, true);
      }
      if (cause instanceof SocketTimeoutException) {
        return new Attempt.Later("no answer in time", null, true);
      }
    }
    return e instanceof SendFailedException
        ? byCode(worst(e), "the mail server does not take it: " + said)
        : new Attempt.Later("the mail server: " + said, null, true);
  }

  private static boolean sent(SendFailedException e) {
    Address[] sent = e.getValidSentAddresses();
    return sent != null && sent.length > 0;
  }

  private static Attempt byCode(int code, String reason) {
    return code >= FINAL ? new Attempt.Refused(reason) : new Attempt.Later(reason, null, false);
  }

  /** The lowest code of all: what may be taken later is worth another try. */
  private static int worst(MessagingException e) {
    int lowest = 0;
    for (@Nullable Throwable cause = e; cause != null; cause = next(cause)) {
      int code = code(cause);
      lowest = code == 0 || (lowest > 0 && lowest < code) ? lowest : code;
    }
    return lowest;
  }

  private static int code(Throwable e) {
    if (e instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    if (e instanceof SMTPSenderFailedException sender) {
      return sender.getReturnCode();
    }
    return e instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
  }

  private static int codeIn(String said) {
    Matcher code = CODE.matcher(said);
    return code.find() ? Integer.parseInt(code.group(1)) : 0;
  }

  /** The server's own words: those of its answers that there are, else those of the library. */
  private static String said(MessagingException e) {
    List<String> answers = new ArrayList<>();
    for (@Nullable Throwable cause = e; cause != null; cause = next(cause)) {
      if (code(cause) >= 400) {
        answers.add(String.valueOf(cause.getMessage()).strip());
      }
    }
    List<String> different = answers.stream().distinct().toList();
    return different.isEmpty()
        ? String.valueOf(e.getMessage()).strip()
        : String.join("; ", different);
  }

  private static @Nullable Throwable next(Throwable e) {
    return e instanceof MessagingException messaging ? messaging.getNextException() : e.getCause();
  }
}
