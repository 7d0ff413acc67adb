/**
 * The audit log: entries that are chained by their hashes, sealed in a tree and signed, and the
 * verification of all three. Its tables are opened by the modules of a store alone, to which the
 * connection's package is exported.
 */
@SuppressWarnings("module") // The modules that are named here are built after this one.
module dev.atocore.audit {
  requires transitive com.fasterxml.jackson.core;
  requires transitive java.sql;
  requires static transitive org.jspecify;

  exports dev.atocore.audit.archive;
  exports dev.atocore.audit.checkpoint;
  exports dev.atocore.audit.entry;
  exports dev.atocore.audit.log;
  exports dev.atocore.audit.record;
  exports dev.atocore.audit.seal;
  exports dev.atocore.audit.spool;
  exports dev.atocore.audit.verify;
  exports dev.atocore.audit.io to
      dev.atocore.core,
      dev.atocore.integrity,
      dev.atocore.server,
      dev.atocore.cli;
  exports dev.atocore.audit.sql to
      dev.atocore.core,
      dev.atocore.integrity;
}
