/**
 * Checks that find drift in a store, and where alerts meet the store. The checks themselves are
 * hidden; embedders bring their own as services of the type {@link
 * dev.atocore.integrity.check.IntegrityCheck}.
 */
module dev.atocore.integrity {
  requires transitive com.fasterxml.jackson.core;
  requires transitive dev.atocore.alerts;
  requires transitive dev.atocore.core;
  requires static transitive org.jspecify;
  requires org.slf4j;

  uses dev.atocore.integrity.check.IntegrityCheck;

  exports dev.atocore.integrity;
  exports dev.atocore.integrity.alert;
  exports dev.atocore.integrity.backup;
  exports dev.atocore.integrity.check;
  exports dev.atocore.integrity.dashboard;
  exports dev.atocore.integrity.doctor;
  exports dev.atocore.integrity.history;
  exports dev.atocore.integrity.mend;
  exports dev.atocore.integrity.pipeline;
  exports dev.atocore.integrity.repair;
  exports dev.atocore.integrity.result;
  exports dev.atocore.integrity.run;
  exports dev.atocore.integrity.scan;
}
