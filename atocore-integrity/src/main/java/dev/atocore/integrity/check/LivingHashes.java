package dev.atocore.integrity.check;

import dev.atocore.core.text.ContentHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a first look at the hashes of the living memories tells: most often that no two are the
 * same, and then there is nothing more to look at.
 *
 * @param foreign whether there is one that is not of the store's own form, or none at all
 * @param shared those that occur twice; null when there are too many to hold
 */
public record LivingHashes(boolean foreign, @Nullable List<String> shared) {
  private static final int MOST = 10_000;

  public static LivingHashes survey(CheckContext context) {
    boolean[] foreign = new boolean[1];
    context.read(
        connection -> {
          Rows.forEach(connection, SqliteShapes.WITHOUT_HASH, row -> foreign[0] = true);
          return true;
        });
    List<String> shared = new ArrayList<>();
    KeyRanges.forEach(
        context,
        "content_hash",
        "memories",
        (connection, range) ->
            Rows.forEach(
                connection,
                SqliteShapes.remarkableHashes(ContentHash.LENGTH, range),
                row -> {
                  if (row.getBoolean(2)) {
                    foreign[0] = true;
                  } else if (shared.size() <= MOST) {
                    shared.add(row.getString(1));
                  }
                },
                range.values(1)));
    return new LivingHashes(foreign[0], shared.size() > MOST ? null : List.copyOf(shared));
  }
}
