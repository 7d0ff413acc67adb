/**
 * Alerts that reach someone, once, and are never lost: SLF4J, a log file and webhooks, each sink
 * failing on its own. How they are written, kept and sent is hidden.
 */
module dev.atocore.alerts {
  requires com.fasterxml.jackson.core;
  requires java.net.http;
  // Only for e-mail, which embedders may do without.
  requires static jakarta.mail;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.atocore.alerts;
  exports dev.atocore.alerts.event;
  exports dev.atocore.alerts.sink;
}
