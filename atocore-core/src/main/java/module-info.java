/**
 * The memory store: one place in which memories change, each change with its audit entry. Stores
 * are opened by {@link dev.atocore.core.MemoryStore}; what lies beneath is for the checks.
 */
@SuppressWarnings({
  "module", // The modules that are named here are built after this one.
  "requires-automatic" // java-diff-utils and PostgreSQL's driver have no descriptor.
})
module dev.atocore.core {
  requires transitive com.fasterxml.jackson.core;
  requires transitive dev.atocore.audit;
  requires io.github.javadiffutils;
  requires java.net.http;
  requires transitive java.sql;
  requires static transitive org.jspecify;
  requires static com.zaxxer.hikari;
  requires static org.postgresql.jdbc;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;

  exports dev.atocore.core;
  exports dev.atocore.core.access;
  exports dev.atocore.core.bulk;
  exports dev.atocore.core.copy;
  exports dev.atocore.core.embedder;
  exports dev.atocore.core.erase;
  exports dev.atocore.core.error;
  exports dev.atocore.core.extracted;
  exports dev.atocore.core.guard;
  exports dev.atocore.core.harness;
  exports dev.atocore.core.idempotency;
  exports dev.atocore.core.image;
  exports dev.atocore.core.key;
  exports dev.atocore.core.log;
  exports dev.atocore.core.model;
  exports dev.atocore.core.recall;
  exports dev.atocore.core.refusal;
  exports dev.atocore.core.schema;
  exports dev.atocore.core.search;
  exports dev.atocore.core.source;
  exports dev.atocore.core.state;
  exports dev.atocore.core.store;
  exports dev.atocore.core.change to
      dev.atocore.integrity;
  exports dev.atocore.core.db to
      dev.atocore.integrity;
  exports dev.atocore.core.text to
      dev.atocore.integrity,
      dev.atocore.markdown,
      dev.atocore.mcp,
      dev.atocore.server,
      dev.atocore.cli;
}
