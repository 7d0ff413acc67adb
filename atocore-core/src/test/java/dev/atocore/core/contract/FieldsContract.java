package dev.atocore.core.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.bulk.BulkReport;
import dev.atocore.core.bulk.ImportReport;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.MetadataTerm;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.Owner;
import dev.atocore.core.model.Validity;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a memory may say beside its content: whose it is, metadata, sources, validity. */
abstract class FieldsContract extends StoreContract {
  private static final Change ANN = Change.by("ann");
  private final Instant now = Instant.now();

  @Test
  void everyField_isKeptAuditedAndBroughtBack() {
    Memory made = store.memories().create(full("water at noon"), ANN.onBehalfOf("claude-code"));
    Memory read = store.memories().get(made.id());
    assertThat(read).isEqualTo(made);
    assertThat(read.sourceChunkIds()).containsExactly("c1", "c2");
    assertThat(read.sourceChunkId()).isEqualTo("c1");

    store
        .memories()
        .update(
            made.id(),
            MemoryPatch.none()
                .owner(new Owner("", null, "r2"))
                .merge(List.of(MetadataTerm.parse("k="), MetadataTerm.parse("n=v=w")))
                .sourceChunks(List.of("c9"))
                .validity(Validity.parse("none", null, "none", now)),
            ANN);
    Memory changed = store.memories().get(made.id());
    assertThat(changed.owner()).isEqualTo(new Owner(null, "a", "r2"));
    assertThat(changed.metadata().json()).isEqualTo("{\"b\":true,\"n\":\"v=w\",\"x\":1.50}");
    assertThat(changed.sourceChunkIds()).containsExactly("c9");
    assertThat(changed.validity().from()).isNull();
    assertThat(changed.validity().until()).isEqualTo(made.validity().until());

    List<AuditEntry> history = store.audit().history(made.id());
    assertThat(history.get(0).attribution().onBehalfOf()).isEqualTo("claude-code");
    assertThat(history.get(0).attribution().userId()).isEqualTo("u");
    assertThat(history.get(1).attribution().userId()).isNull();
    assertThat(FieldChange.of(history.get(1)).stream().map(FieldChange::field))
        .contains("user_id", "run_id", "metadata", "source_chunk_ids", "valid_from", "review_by");
    assertThat(store.memories().atVersion(made.id(), 1)).isEqualTo(made);

    store.memories().revert(made.id(), 1, ANN);
    Memory back = store.memories().get(made.id());
    assertThat(back.toBuilder().version(1).updatedAt(made.updatedAt()).build()).isEqualTo(made);
    assertThat(store.audit().verify(null, problem -> {}).problems()).isZero();
    assertThat(store.audit().recent(AuditFilter.ALL.of("u", null, null), 10, null).entries())
        .hasSize(2);
  }

  @Test
  void equal_isWhatIsOfTheSameUserAndAgent() {
    NewMemory plain = NewMemory.of(MemoryType.KNOWLEDGE, "tea").status(MemoryStatus.ACTIVE);
    store.memories().create(plain, ANN);
    store.memories().create(plain.owner(Owner.NONE.user("u")), ANN);
    store.memories().create(plain.owner(new Owner("u", "a", null)), ANN);
    assertThatThrownBy(
            () -> store.memories().create(plain.owner(new Owner("u", null, "another")), ANN))
        .isInstanceOf(DuplicateException.class);
  }

  @Test
  void filters_findByOwnerMetadataAndTime() {
    Memory full = store.memories().create(full("water at noon").status(MemoryStatus.ACTIVE), ANN);
    Memory plain =
        store
            .memories()
            .create(
                NewMemory.of(MemoryType.KNOWLEDGE, "water at night").status(MemoryStatus.ACTIVE),
                ANN);
    assertThat(listed(MemoryFilter.ALL)).containsExactly(plain.id(), full.id());
    assertThat(listed(MemoryFilter.ALL.owner(Owner.NONE.user("u")))).containsExactly(full.id());
    assertThat(listed(MemoryFilter.ALL.owner(new Owner("u", "other", null)))).isEmpty();
    for (String term : List.of("k", "k=v", "b=true", "x=1.5", "x=1.50", "x")) {
      assertThat(listed(with(term))).as(term).containsExactly(full.id());
    }
    for (String term : List.of("k=", "k=V", "b=false", "x=1", "y")) {
      assertThat(listed(with(term))).as(term).isEmpty();
    }
    Instant past = now.minus(Duration.ofDays(400));
    Instant later = now.plus(Duration.ofDays(400));
    assertThat(listed(MemoryFilter.ALL.validAt(past))).containsExactly(plain.id());
    assertThat(listed(MemoryFilter.ALL.validAt(now))).containsExactly(plain.id(), full.id());
    assertThat(listed(MemoryFilter.ALL.validAt(later))).containsExactly(plain.id());
    assertThat(listed(MemoryFilter.ALL.validAt(later).includeExpired(true)))
        .containsExactly(plain.id(), full.id());
    assertThat(listed(MemoryFilter.ALL.validAt(past).includeExpired(true)))
        .containsExactly(plain.id());
  }

  @Test
  void search_leavesOutWhatIsNotValid() {
    store.memories().create(active("water now"), ANN);
    store.memories().create(active("water then").validity(Validity.of(null, time(-1), null)), ANN);
    store.memories().create(active("water soon").validity(Validity.of(time(1), null, null)), ANN);
    SearchQuery query = SearchQuery.of("water");
    assertThat(said(query)).containsExactly("water now");
    assertThat(said(query.filter(MemoryFilter.ALL.includeExpired(true))))
        .containsExactlyInAnyOrder("water now", "water then");
    assertThat(said(query.filter(MemoryFilter.ALL.validAt(now.plus(Duration.ofDays(2))))))
        .containsExactlyInAnyOrder("water now", "water soon");
  }

  @Test
  void exportedLines_areImportedWithEveryField() throws IOException {
    Memory made = store.memories().create(full("water at noon"), ANN);
    StringWriter line = new StringWriter();
    try (var json = JsonRecord.FACTORY.createGenerator(line)) {
      MemoryJson.write(json, made);
    }
    String other = line.toString().replace(made.id(), "other").replace("noon", "night");
    assertThat(imported(other).created()).isEqualTo(1);
    Memory read = store.memories().get("other");
    assertThat(read.owner()).isEqualTo(made.owner());
    assertThat(read.metadata()).isEqualTo(made.metadata());
    assertThat(read.sourceChunkIds()).isEqualTo(made.sourceChunkIds());
    assertThat(read.validity()).isEqualTo(made.validity());

    String again =
        "{\"type\":\"knowledge\",\"content\":\"water at"
            + " noon\",\"user_id\":\"u\",\"agent_id\":\"a\",\"source_chunk_ids\":[\"c1\",\"c3\"]}";
    assertThat(imported(again).reinforced()).isEqualTo(1);
    assertThat(store.memories().get(made.id()).sourceChunkIds()).containsExactly("c1", "c2", "c3");
    assertThat(imported(again).skipped()).isEqualTo(1);
  }

  @Test
  void metadata_isFlatAndBounded() {
    for (String wrong :
        List.of("[]", "{\"a\":{}}", "{\"a\":[1]}", "{\"a\":null}", "{\"\":1}", "{", "{} {}")) {
      assertThatThrownBy(() -> Metadata.parse(wrong))
          .as(wrong)
          .isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> Metadata.parse("{\"a\":\"" + "x".repeat(16 * 1024) + "\"}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("16384");
    StringBuilder many = new StringBuilder("{\"k\":1");
    for (int i = 0; i < 64; i++) {
      many.append(",\"k").append(i).append("\":").append(i);
    }
    assertThatThrownBy(() -> Metadata.parse(many + "}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("64");
  }

  @Test
  void expire_invalidatesWhatIsPastItsTime() {
    Memory gone =
        store.memories().create(active("gone").validity(Validity.of(null, time(-1), null)), ANN);
    store.memories().create(active("here").validity(Validity.of(null, time(1), null)), ANN);
    BulkReport report =
        store
            .memories()
            .expire(Duration.ofDays(14), Change.by("candidate-expiry"), false, outcome -> {});
    assertThat(report).isEqualTo(new BulkReport(1, 1, 0));
    assertThat(store.memories().get(gone.id()).status()).isEqualTo("invalid");
    assertThat(store.audit().history(gone.id()).get(1).actor()).isEqualTo("validity-expiry");
  }

  @Test
  void reviews_areAQueueThatKeepingLeaves() {
    Memory first = store.memories().create(due("first", -3), ANN);
    Memory second = store.memories().create(due("second", -2), ANN);
    store.memories().create(due("later", 2), ANN);
    var page = store.memories().reviews(MemoryFilter.ALL, 1, null);
    assertThat(page.memories()).containsExactly(first);
    assertThat(store.memories().countReviews(MemoryFilter.ALL)).isEqualTo(2);
    assertThat(store.memories().reviews(MemoryFilter.ALL, 1, page.next()).memories())
        .containsExactly(second);
    store.memories().keep(first.id(), null, ANN);
    store.memories().keep(second.id(), "none", ANN);
    assertThat(store.memories().reviews(MemoryFilter.ALL, 9, null).memories()).isEmpty();
    assertThat(store.memories().countReviews(MemoryFilter.ALL)).isZero();
    assertThat(store.memories().get(second.id()).validity().reviewBy()).isNull();
    assertThatThrownBy(() -> store.memories().keep(first.id(), "2020-01-01", ANN))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void redaction_takesTheMetadataAndKeepsTheUser() {
    Memory made = store.memories().create(full("water at noon"), ANN);
    var report = store.audit().redact(made.id(), ANN);
    assertThat(report.userId()).isEqualTo("u");
    Memory left = store.memories().get(made.id());
    assertThat(left.metadata().isEmpty()).isTrue();
    assertThat(left.owner().userId()).isEqualTo("u");
    assertThat(store.audit().history(made.id()).get(0).after()).isNull();
    assertThat(store.audit().redact(made.id(), ANN).changed()).isFalse();
    assertThat(store.audit().verify(null, problem -> {}).problems()).isZero();
  }

  @Test
  void neverValid_isRefused() {
    assertThatThrownBy(() -> active("x").validity(Validity.of(time(2), time(1), null)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Validity.parse("soon", null, null, now))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("valid_from");
  }

  private NewMemory full(String content) {
    return NewMemory.of(MemoryType.KNOWLEDGE, content)
        .sourceChunks(List.of("c1", "c2", "c1"))
        .owner(new Owner("u", "a", "r"))
        .metadata(Metadata.parse("{\"x\":1.50,\"k\":\"v\",\"b\":true}"))
        .validity(Validity.parse("2026-01-01", "90d", "30d", now));
  }

  private static NewMemory active(String content) {
    return NewMemory.of(MemoryType.KNOWLEDGE, content).status(MemoryStatus.ACTIVE);
  }

  private NewMemory due(String content, int days) {
    return active(content).validity(Validity.of(null, null, time(days)));
  }

  private String time(int days) {
    return Times.format(now.plus(Duration.ofDays(days)));
  }

  private static MemoryFilter with(String term) {
    return MemoryFilter.ALL.metadata(List.of(MetadataTerm.parse(term)));
  }

  private List<String> listed(MemoryFilter filter) {
    assertThat(store.memories().count(filter))
        .isEqualTo(store.memories().list(filter, 10, null).memories().size());
    assertThat(store.memories().listAsOf(Instant.now(), filter, 10, null).memories())
        .isEqualTo(store.memories().list(filter, 10, null).memories());
    return store.memories().list(filter, 10, null).memories().stream().map(Memory::id).toList();
  }

  private List<String> said(SearchQuery query) {
    return store.memories().search(query).stream().map(Memory::content).toList();
  }

  private ImportReport imported(String line) {
    return store
        .memories()
        .importNdjson(new ByteArrayInputStream(line.getBytes(UTF_8)), ANN, false, outcome -> {});
  }
}
