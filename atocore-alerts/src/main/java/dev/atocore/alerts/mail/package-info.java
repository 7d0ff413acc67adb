/**
 * E-mail. {@link dev.atocore.alerts.mail.MailSender} is the entry type, and alone sees the mail
 * library, which an embedder need not have. Not exported.
 */
@NullMarked
package dev.atocore.alerts.mail;

import org.jspecify.annotations.NullMarked;
