package dev.atocore.core.copy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.seal.TreeHead;
import dev.atocore.audit.verify.VerifyReport;
import java.io.IOException;
import java.util.List;

/**
 * What became of a copy. Its rows are those of the source in any case, or there would be no report.
 *
 * @param source where the source lies
 * @param target where the copy lies
 * @param resumed whether an earlier run had begun it
 * @param tables what was copied
 * @param tree the sealed tree of both
 * @param treeHolds whether the entries of the copy give that root
 * @param log what verifying the log of the copy found
 * @param since how many entries the source's log has more than when it was read
 * @param notes what an operator should know or do, a line each
 */
public record CopyReport(
    String source,
    String target,
    boolean resumed,
    List<Table> tables,
    TreeHead tree,
    boolean treeHolds,
    VerifyReport log,
    long since,
    List<String> notes) {
  /** Copies the lists. */
  public CopyReport {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
  }

  /**
   * A table that is the same in both.
   *
   * @param name its name
   * @param rows how many rows
   * @param sha256 of the rows in the order of their keys, in hexadecimal
   */
  public record Table(String name, long rows, String sha256) {}

  /** Whether what was copied verifies. If not, the source does not either. */
  public boolean ok() {
    return treeHolds && log.ok();
  }

  /** How many rows there are in that table. */
  public long rows(String table) {
    return tables.stream().filter(one -> one.name().equals(table)).mapToLong(Table::rows).sum();
  }

  /** How many rows were copied in all. */
  public long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /** Writes the fields of an object. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStringField("source", source);
    json.writeStringField("target", target);
    json.writeStringField("status", ok() ? "ok" : "findings");
    json.writeBooleanField("resumed", resumed);
    json.writeNumberField("rows", rows());
    json.writeNumberField("memories", rows("memories"));
    json.writeNumberField("entries", rows("memory_audit"));
    json.writeNumberField("problems", log.problems());
    json.writeNumberField("tree_size", tree.size());
    json.writeStringField("root", tree.root().hex());
    json.writeBooleanField("root_holds", treeHolds);
    json.writeNumberField("entries_since", since);
    json.writeArrayFieldStart("tables");
    for (Table table : tables) {
      json.writeStartObject();
      json.writeStringField("table", table.name());
      json.writeNumberField("rows", table.rows());
      json.writeStringField("sha256", table.sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
  }
}
