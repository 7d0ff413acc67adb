package dev.atocore.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.model.QueuedCandidate;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.text.IndexText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the full-text index finds, and what triage asks of it. */
abstract class SearchContract extends StoreContract {
  private static final Change SOMEONE = Change.by("someone");

  @Test
  void search_withAWordInEveryMemory_keepsWhatTheRareWordsFind() {
    // Ranked are the newest 10,000 matches.
    int rows = 10_500;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines
          .append("{\"type\":\"knowledge\",\"status\":\"active\",\"content\":\"everywhere ")
          .append(i)
          .append(i == 3 || i == 400 ? " zanzibar" : "")
          .append("\"}\n");
    }
    store
        .memories()
        .importNdjson(
            new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
            Change.by("test"),
            false,
            line -> {});

    // Older than the newest that are ranked, and found all the same.
    assertThat(contents("zanzibar everywhere", 4))
        .hasSize(4)
        .startsWith("everywhere 400 zanzibar", "everywhere 3 zanzibar");
    assertThat(contents("zanzibar", 4))
        .containsExactly("everywhere 400 zanzibar", "everywhere 3 zanzibar");
    assertThat(contents("everywhere", 3)).hasSize(3).doesNotHaveDuplicates();
    assertThat(store.memories().searchPage(SearchQuery.of("everywhere")).newestOf())
        .isEqualTo(10_000);
    assertThat(store.memories().searchPage(SearchQuery.of("zanzibar")).newestOf()).isZero();
  }

  @Test
  void search_filtersBeforeItBounds() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_600; i++) {
      lines
          .append("{\"type\":\"")
          .append(i == 7 ? "episodic" : "knowledge")
          .append("\",\"status\":\"")
          .append(i < 40 ? "active" : "candidate")
          .append("\",\"project\":\"")
          .append(i < 20 ? "old" : "new")
          .append("\",\"content\":\"water pump ")
          .append(i)
          .append("\"}\n");
    }
    store
        .memories()
        .importNdjson(
            new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
            Change.by("test"),
            false,
            line -> {});

    SearchQuery query = SearchQuery.of("pump water").limit(100);
    assertThat(store.memories().search(query)).hasSize(40);
    assertThat(store.memories().search(query.project("old"))).hasSize(20);
    assertThat(store.memories().search(query.type(MemoryType.EPISODIC))).hasSize(1);
    assertThat(store.memories().searchPage(query.project("old")).newestOf()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "備份伺服器放在香港機房|香港",
        "備份伺服器放在香港機房|房",
        "備份伺服器放在香港機房|港",
        "備份伺服器放在香港機房|備份伺服器放在香港機房",
        "重跑gen后50条|gen",
        "重跑gen后50条|50",
        "重跑gen后50条|条",
        "バックアップは毎晩サーバーで動く|サーバー",
        "ﾊﾞｯｸｱｯﾌﾟは毎晩|バックアップ",
        "สำรองข้อมูลทุกคืนที่เซิร์ฟเวอร์|เซิร์ฟเวอร์",
        "ສຳຮອງຂໍ້ມູນທຸກຄືນ|ຂໍ້ມູນ",
        "ម៉ាស៊ីនមេនៅភ្នំពេញ|ភ្នំពេញ",
        "서울에서 백업합니다|서울",
        "\u1109\u1165\u110b\u116e\u11af\u110b\u1166\u1109\u1165|서울",
        "The garden is 40m² wide|40m²",
        "The garden is 40m² wide|40m2",
        "the \ufb01rewall is old|firewall",
        "the firewall is old|\ufb01rewall",
        "ＡＴＬＡＳ is full width|atlas",
        "Die Straße ist lang|STRASSE",
        "Die STRASSE ist lang|straße",
        "Cafe\u0301 au lait|café",
        "Café au lait|cafe\u0301",
        "Chapter Ⅷ|viii",
        "½ cup|1",
        "डेटाबेस हिन्दी में|हिन्दी",
        "النسخ الاحتياطي كل ليلة|الاحتياطي",
        "Ночное копирование|копирование",
        "ΟΔΟΣ|οδος",
        "η οδος|ΟΔΟΣ",
      })
  void search_findsEveryScript_howeverItIsWritten(String content, String query) {
    String other = createActive("Something else, 別の, อื่น.").content();
    createActive(content);

    assertThat(contents(query, 5)).contains(content).doesNotContain(other);
    assertThat(IndexText.of("plain, naïve — Grüsse… \u201cquoted\u201d 5 °C")).isNull();
  }

  @Test
  void search_followsEveryChangeOfAMemory() {
    Memory memory = createActive("備份伺服器放在香港機房");
    store.memories().update(memory.id(), MemoryPatch.none().content("備份伺服器放在東京機房"), SOMEONE);
    assertThat(contents("香港", 5)).isEmpty();
    assertThat(contents("東京", 5)).hasSize(1);
    store.memories().update(memory.id(), MemoryPatch.none().content("It is in Oslo."), SOMEONE);
    assertThat(contents("東京", 5)).isEmpty();
    assertThat(contents("oslo", 5)).hasSize(1);
    store.memories().revert(memory.id(), 3, SOMEONE);
    assertThat(contents("東京", 5)).hasSize(1);
    assertThat(contents("oslo", 5)).isEmpty();
  }

  @Test
  void search_ofManyWords_looksForTheRarest() {
    createActive("The gardener keeps a zanzibar in the shed.");
    createActive("The gardener keeps word7 and word8.");
    StringBuilder words = new StringBuilder("gardener ");
    for (int i = 0; i < 1500; i++) {
      words.append("unheard").append(i).append(' ');
    }

    assertThat(contents(words.substring(0, 900) + " zanzibar", 5)).hasSize(2);
    assertThat(contents(words + "zanzibar", 1))
        .containsExactly("The gardener keeps a zanzibar in the shed.");
    assertThat(contents("zanzibar " + words, 1))
        .containsExactly("The gardener keeps a zanzibar in the shed.");
  }

  @Test
  void search_goesOnFromPageToPage() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(createActive("Tomato number " + i + " of the row.").id());
    }
    List<String> seen = new ArrayList<>();
    String next = null;
    do {
      MemoryPage page = store.memories().searchPage(SearchQuery.of("tomato").limit(5).after(next));
      page.memories().forEach(memory -> seen.add(memory.id()));
      next = page.next();
    } while (next != null);

    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(store.memories().searchPage(SearchQuery.of("tomato").limit(12)).next()).isNull();
    for (String cursor : List.of("", "0", "-1", "x", "10000", "1e3", "\u0661")) {
      assertThatThrownBy(() -> SearchQuery.of("tomato").after(cursor))
          .as(cursor)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void nextCandidate_goesFromTheOldestToTheNewest_withinTheFilter() {
    Memory first = create("One.", null);
    Memory second = create("Two.", "atlas");
    Memory third = create("Three.", null);
    store.memories().promote(create("Four.", null).id(), SOMEONE);

    List<String> seen = new ArrayList<>();
    Optional<QueuedCandidate> next = store.memories().nextCandidate(MemoryFilter.ALL, 0);
    while (next.isPresent()) {
      seen.add(next.get().memory().id());
      next = store.memories().nextCandidate(MemoryFilter.ALL, next.get().place());
    }

    assertThat(seen).containsExactly(first.id(), second.id(), third.id());
    MemoryFilter atlas = new MemoryFilter(null, null, "atlas");
    assertThat(store.memories().nextCandidate(atlas, 0).orElseThrow().memory()).isEqualTo(second);
    assertThat(store.memories().count(atlas)).isEqualTo(1);
  }

  @Test
  void nearDuplicates_ofTheSameProjectOnly_mostAlikeFirst() {
    Memory memory = create("The pumps run between ten at night and six in the morning.", "garden");
    Memory same = create("The pumps run between ten at night and six in the morning!", "garden");
    Memory close = create("The pumps run from ten at night until six.", "garden");
    create("The pumps run between ten at night and six in the morning.", "other");
    create("The pumps are red.", "garden");
    Memory rejected = create("The pumps run between ten and six, at night or morning.", "garden");
    store.memories().reject(rejected.id(), SOMEONE);

    List<NearMemory> near = store.memories().nearDuplicates(memory.id(), 5);

    assertThat(near).extracting(one -> one.memory().id()).containsExactly(same.id(), close.id());
    assertThat(near.get(0).likeness()).isEqualTo(1.0);
    assertThat(store.memories().nearDuplicates(memory.id(), 1)).hasSize(1);
  }

  @Test
  void nearDuplicates_ofAnyTextAtAll() {
    for (String text : List.of("\"", "the", "NEAR(a b)", "🚀", "a\" OR \"c", "*")) {
      assertThat(store.memories().nearDuplicates(create(text, null).id(), 3)).isEmpty();
    }
  }

  private List<String> contents(String text, int limit) {
    return store.memories().search(SearchQuery.of(text).limit(limit)).stream()
        .map(Memory::content)
        .toList();
  }

  private Memory createActive(String content) {
    return store.memories().promote(create(content, null).id(), SOMEONE).memory();
  }

  private Memory create(String content, @Nullable String project) {
    return store
        .memories()
        .create(NewMemory.of(MemoryType.KNOWLEDGE, content).project(project), SOMEONE);
  }
}
