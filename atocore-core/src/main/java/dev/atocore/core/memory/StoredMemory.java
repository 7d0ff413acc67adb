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
 * @param hashless whether the hash of its content is not there, because another program wrote the
 *     content: the next change of the store's own makes it anew
 */
public record StoredMemory(Memory memory, long seq, @Nullable ByteString head, boolean hashless) {}
