package dev.atocore.mcp.json;

/**
 * A value that is JSON already, as the store writes it.
 *
 * @param text one JSON value
 */
public record RawJson(String text) {}
