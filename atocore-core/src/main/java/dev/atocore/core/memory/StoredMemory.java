package dev.atocore.core.memory;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.core.model.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A memory with what its row keeps for the store's own use.
 *
 * @param memory what everyone sees
 * @param seq the row's place in the order of creation
 * @param head the hash of its newest audit entry; null for a row another program wrote
 */
public record StoredMemory(Memory memory, long seq, @Nullable ByteString head) {}
