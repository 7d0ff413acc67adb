package dev.atocore.core.log;

/**
 * The changes of one kind on one day.
 *
 * @param date such as {@code 2026-11-25}, UTC
 * @param action the verb of the log
 */
public record DayAction(String date, String action) {}
