package dev.atocore.core;

import dev.atocore.core.access.Scope;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.memory.MeaningSearch;
import dev.atocore.core.memory.NearMeanings;
import dev.atocore.core.memory.NearMemories;
import dev.atocore.core.memory.VectorIndex;
import dev.atocore.core.memory.VectorTable;
import dev.atocore.core.model.Memory;
import dev.atocore.core.search.EmbedderException;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.NearMemory;
import dev.atocore.core.search.SearchAnswer;
import dev.atocore.core.search.SearchMode;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.search.TextVectors;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides by what a search finds, and has the question's vector made before the store is read. */
final class Search {
  private final Transactions transactions;
  private final TextVectors vectors;
  private final VectorIndex index;

  Search(Transactions transactions, TextVectors vectors, VectorIndex index) {
    this.transactions = transactions;
    this.vectors = vectors;
    this.index = index;
  }

  SearchAnswer run(SearchQuery asked, Scope scope, boolean explained) {
    SearchQuery query = asked.validAtOr(Instant.now());
    SearchMode mode = query.mode();
    if (mode == SearchMode.TEXT || (mode == null && !vectors.isOn())) {
      return byWords(query, scope, explained, null);
    }
    if (!vectors.isOn() && mode == SearchMode.HYBRID) {
      return byWords(query, scope, explained, "ATOCORE_EMBEDDER is off");
    }
    if (!vectors.isOn()) {
      throw new InvalidInputException(
          "mode semantic compares meanings, and ATOCORE_EMBEDDER is off; set it to"
              + " minilm or http, or search with mode text");
    }
    String model = vectors.model();
    if (!transactions.read(connection -> VectorTable.hasModel(connection, model))) {
      return byWords(
          query,
          scope,
          explained,
          mode == null
              ? null
              : "no memory has a vector of the model " + model + "; run 'atocore memory embed'");
    }
    Embedding question;
    try {
      question = vectors.question(query.text());
    } catch (EmbedderException e) {
      return byWords(query, scope, explained, e.getMessage());
    }
    SearchMode by = mode == null ? SearchMode.HYBRID : mode;
    return transactions.read(
        connection -> MeaningSearch.search(connection, query, scope, by, index, model, question));
  }

  /** The living memories that say, or mean, almost the same as that one. */
  List<NearMemory> near(Memory memory, Scope scope, int limit) {
    return transactions.read(
        connection ->
            NearMeanings.with(
                NearMemories.of(connection, memory, scope, limit),
                connection,
                memory,
                scope,
                index,
                vectors,
                limit));
  }

  private SearchAnswer byWords(
      SearchQuery query, Scope scope, boolean explained, @Nullable String instead) {
    SearchAnswer answer =
        transactions.read(connection -> MeaningSearch.ofWords(connection, query, scope, explained));
    return instead == null
        ? answer
        : new SearchAnswer(answer.page(), answer.explanations(), answer.mode(), instead);
  }
}
