package dev.atocore.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.db.TableShape;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.scan.Slices;
import dev.atocore.integrity.scan.Spelled;
import dev.atocore.testing.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The statements that are written in the classes themselves and not rendered from the catalogue:
 * SQLite takes each of them, and PostgreSQL those that have words for it. They are looked for in
 * the class files, so that none is forgotten; of those that are put together the beginning is found
 * there, and the whole is what the class makes.
 */
class WrittenStatementsTest {
  private static final Pattern BEGINNING =
      Pattern.compile(
          "(?s)\\s*((ALTER|ANALYZE|ATTACH|BEGIN|COMMIT|CREATE|DELETE|DETACH|DROP|EXPLAIN|INSERT|PRAGMA|REINDEX|RELEASE|REPLACE|ROLLBACK|SAVEPOINT|SELECT|UPDATE|VACUUM|WITH)"
              + " .*|ANALYZE|BEGIN|COMMIT|ROLLBACK|VACUUM)");

  /** Not prepared: SQLite carries them out meanwhile, and a value of any kind follows. */
  private static final Set<String> NOT_PREPARED =
      Set.of(
          "PRAGMA ",
          "PRAGMA query_only = ",
          "PRAGMA user_version = ",
          // How the schema's text of the index begins that was made beside an old one.
          "CREATE VIRTUAL TABLE \"memories_fts\"");

  private static final Object[] DIGESTED = DigestedTable.values();

  @TempDir Path folder;

  private final Map<String, Set<String>> made = new TreeMap<>();
  private final Map<String, Set<String>> madeForPostgresql = new TreeMap<>();

  @Test
  void statements_thatClassesContain_canAllBePrepared() throws Exception {
    Map<String, Set<String>> beginnings = beginnings();
    assertThat(beginnings).hasSizeGreaterThan(15);
    compose();
    Set<String> left = new TreeSet<>(NOT_PREPARED);
    Path file = folder.resolve("store.db");
    Schema.at(file).create();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement copy = connection.createStatement()) {
      // What the others speak of.
      for (String statement : fields("dev.atocore.integrity.checks.sqlite.IndexCopy")) {
        if (statement.startsWith("CREATE")) {
          copy.execute(statement);
        }
      }
      for (Map.Entry<String, Set<String>> type : beginnings.entrySet()) {
        made.computeIfAbsent(type.getKey(), name -> new TreeSet<>()).addAll(fields(type.getKey()));
        for (String beginning : type.getValue()) {
          if (NOT_PREPARED.contains(beginning)) {
            left.remove(beginning);
          } else if (!isMade(beginning, type.getKey(), type.getValue())) {
            prepare(connection, type.getKey(), beginning);
          }
        }
      }
      for (Map.Entry<String, Set<String>> type : made.entrySet()) {
        assertThat(beginnings).containsKey(type.getKey());
        for (String statement : type.getValue()) {
          prepare(connection, type.getKey(), statement);
        }
      }
    }
    assertThat(left).as("no longer there").isEmpty();
    String url = PostgresServer.newSchema();
    Schema.at(new StoreUrl(url, folder)).create();
    try (Connection connection = DriverManager.getConnection(url)) {
      assertThat(madeForPostgresql).hasSizeGreaterThan(3);
      madeForPostgresql.forEach(
          (type, statements) ->
              statements.forEach(statement -> prepare(connection, type, statement)));
    }
  }

  private String keep(String type, Object statement) {
    if (statement instanceof Spelled spelled) {
      madeForPostgresql.computeIfAbsent(type, key -> new TreeSet<>()).add(spelled.postgresql());
      return spelled.sqlite();
    }
    return (String) statement;
  }

  /** What the classes put together, each way that it is used. */
  private void compose() throws ReflectiveOperationException {
    String firstDigests = "dev.atocore.core.db.sqlite.FirstDigests";
    for (Object table : DIGESTED) {
      DigestedTable digested = (DigestedTable) table;
      call(firstDigests, "missing", digested.table(), digested.stored());
      call(firstDigests, "give", digested.table());
    }
    call(firstDigests, "missing", "memories", "id, version, audit_head");
    call(firstDigests, "give", "memories");
    each("dev.atocore.integrity.checks.sqlite.RowDamaged", "digestedRows", DIGESTED);
    for (Object table : DIGESTED) {
      call("dev.atocore.integrity.mend.DigestedRow", "quoted", table, SqlDialect.SQLITE);
      call("dev.atocore.integrity.mend.DigestedRow", "forget", table, SqlDialect.SQLITE);
    }
    each("dev.atocore.integrity.mend.RepairAction", "reindex", "memories");
    each("dev.atocore.integrity.scan.RowCounts", "count", "memories", "memory_audit", "projects");
    each("dev.atocore.integrity.checks.memory.BadText", "contentBytes", "memories");
    each("dev.atocore.integrity.checks.memory.BadText", "contentBytes", "source_chunks");
    each("dev.atocore.integrity.checks.sqlite.StoreCorrupt", "firstRow", "memories_fts");
    each("dev.atocore.integrity.checks.sqlite.ForeignKeyBroken", "foreignKeyList", "memories");
    each("dev.atocore.integrity.checks.sqlite.ForeignKeyBroken", "foreignKeyCheck", "memories");
    copied();
    String transfer = "dev.atocore.core.db.sqlite.SqliteTransfer";
    call(transfer, "dropTrigger", "memory_audit_no_delete");
    call(transfer, "lastChunk", 7L);
    String slices = "dev.atocore.integrity.scan.Slices";
    for (String table : List.of("memories", "project_state", "source_chunks")) {
      call(slices, "ends", table, SqlDialect.SQLITE);
    }
    for (String method : List.of("last", "end", "textAt")) {
      call(slices, method, "seq", "memories");
      call(slices, method, "id", "memory_audit");
      call(slices, method, "id", "memories_fts_docsize");
      call(slices, method, "rowid", "source_documents");
    }
    for (Object texts : texts()) {
      call(slices, "orphans", "project", "memories", "projects", texts);
      call(slices, "orphans", "project", "project_state", "projects", texts);
      call(slices, "orphans", "document_id", "source_chunks", "source_documents", texts);
      String memory = "dev.atocore.integrity.checks.memory.";
      call(memory + "LivingHashes", "remarkableHashes", ContentHash.LENGTH, texts);
      call(memory + "DuplicateActiveMemory", "sharedHashes", ContentHash.LENGTH, texts);
    }
  }

  /** Of a table that is copied by its shape alone. */
  private void copied() throws ReflectiveOperationException {
    TableShape projects =
        new TableShape(
            "projects",
            List.of(
                new TableShape.Column("id", TableShape.Kind.TEXT),
                new TableShape.Column("name", TableShape.Kind.TEXT)),
            List.of("id"));
    String type = "dev.atocore.core.db.copy.TableText";
    Constructor<?> constructor = Class.forName(type).getDeclaredConstructor(TableShape.class);
    constructor.setAccessible(true);
    Object text = constructor.newInstance(projects);
    callOn(text, type, "insert");
    call(type, "count", "projects");
    for (boolean after : new boolean[] {false, true}) {
      for (boolean through : new boolean[] {false, true}) {
        callOn(text, type, "select", after, through, 10);
        callOn(text, type, "delete", after, through);
      }
    }
  }

  private void each(String type, String method, Object... arguments)
      throws ReflectiveOperationException {
    for (Object argument : arguments) {
      call(type, method, argument);
    }
  }

  private void call(String type, String name, Object... arguments)
      throws ReflectiveOperationException {
    callOn(null, type, name, arguments);
  }

  private void callOn(@Nullable Object target, String type, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : Class.forName(type).getDeclaredMethods()) {
      if (method.getName().equals(name)
          && (method.getReturnType() == String.class || method.getReturnType() == Spelled.class)
          && method.getParameterCount() == arguments.length) {
        method.setAccessible(true);
        String statement = keep(type, method.invoke(target, arguments));
        made.computeIfAbsent(type, key -> new TreeSet<>()).add(statement);
        return;
      }
    }
    fail(type + " has no method " + name);
  }

  /** A slice from the first text or not, up to the last or not. */
  private static List<Object> texts() throws ReflectiveOperationException {
    Constructor<?> constructor =
        Slices.Texts.class.getDeclaredConstructor(SqlDialect.class, byte[].class, byte[].class);
    constructor.setAccessible(true);
    List<Object> texts = new ArrayList<>();
    byte[] bound = "m".getBytes(UTF_8);
    for (byte[] after : new byte[][] {null, bound}) {
      for (byte[] upTo : new byte[][] {null, bound}) {
        texts.add(constructor.newInstance(SqlDialect.SQLITE, after, upTo));
      }
    }
    return texts;
  }

  /** The statements in a class's fields, put together or not. */
  private Set<String> fields(String type) throws ReflectiveOperationException {
    Set<String> statements = new TreeSet<>();
    for (Field field : Class.forName(type).getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && (field.getType() == String.class || field.getType() == Spelled.class)) {
        field.setAccessible(true);
        String value = keep(type, field.get(null));
        if (BEGINNING.matcher(value).matches() && !NOT_PREPARED.contains(value)) {
          statements.add(value);
        }
      }
    }
    return statements;
  }

  /** Whether a statement of the class begins so, and not with a longer one of its beginnings. */
  private boolean isMade(String beginning, String type, Set<String> beginnings) {
    Set<String> all = new TreeSet<>(made.getOrDefault(type, Set.of()));
    all.addAll(madeForPostgresql.getOrDefault(type, Set.of()));
    for (String statement : all) {
      String longest = "";
      for (String other : beginnings) {
        if (statement.startsWith(other) && other.length() > longest.length()) {
          longest = other;
        }
      }
      if (longest.equals(beginning)) {
        return true;
      }
    }
    return false;
  }

  private static void prepare(Connection connection, String type, String statement) {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      assertThat(prepared).isNotNull();
      if (statement.startsWith("CREATE TABLE store_copy")) {
        prepared.execute(); // What the others of a copy speak of.
      }
    } catch (SQLException e) {
      fail(type + ": " + statement, e);
    }
  }

  /** What statements begin with, by the class that contains it. */
  private static Map<String, Set<String>> beginnings() throws IOException {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.atocore")
            .that(resideOutsideOfPackage("dev.atocore.testing.."))
            // Run by the tests of a store in PostgreSQL, and of its checks.
            .that(resideOutsideOfPackage("dev.atocore.core.db.postgres"))
            .that(resideOutsideOfPackage("dev.atocore.integrity.checks.postgres"))
            // Speaks of tables that are there while it runs; its own test runs all of it.
            .that(DescribedPredicate.not(simpleName("SearchIndexRenewal")))) {
      if (type.isAssignableTo(Sql.class)) {
        continue;
      }
      for (String text : texts(type)) {
        if (BEGINNING.matcher(text).matches()) {
          found.computeIfAbsent(type.getName(), name -> new TreeSet<>()).add(text);
        }
      }
    }
    return found;
  }

  private static List<String> texts(JavaClass type) throws IOException {
    try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return constants(new DataInputStream(new ByteArrayInputStream(in.readAllBytes())));
    }
  }

  /** The texts in a class file's table of constants (JVM specification, 4.4). */
  private static List<String> constants(DataInputStream in) throws IOException {
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    Map<Integer, String> words = new HashMap<>();
    List<Integer> texts = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> words.put(i, in.readUTF());
        case 8 -> texts.add(in.readUnsignedShort());
        case 7, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        default -> in.skipNBytes(4);
      }
    }
    return texts.stream().map(words::get).toList();
  }
}
