package dev.atocore.core.state;

/**
 * A value that a program keeps for a project.
 *
 * @param project the project
 * @param category what kind of state, such as {@code alert}
 * @param key its name within the category
 * @param value JSON text
 * @param updatedAt when it was last set
 */
public record StateValue(
    String project, String category, String key, String value, String updatedAt) {}
