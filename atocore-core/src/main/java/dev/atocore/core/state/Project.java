package dev.atocore.core.state;

import org.jspecify.annotations.Nullable;

/**
 * A project that memories, sources and state belong to.
 *
 * @param id its name in the store
 * @param name its name for people; null when it has none
 * @param createdAt when it was registered
 */
public record Project(String id, @Nullable String name, String createdAt) {}
