/**
 * Markdown as CommonMark reads it: documents are cut into chunks, and the statements that their
 * writers marked become candidates. Embedders that only keep memories need none of it.
 */
module dev.atocore.markdown {
  requires com.fasterxml.jackson.core;
  requires transitive dev.atocore.core;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.strikethrough;
  requires org.commonmark.ext.gfm.tables;
  requires org.commonmark.ext.task.list.items;
  requires static transitive org.jspecify;

  exports dev.atocore.markdown;
}
