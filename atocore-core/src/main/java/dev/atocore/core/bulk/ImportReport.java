package dev.atocore.core.bulk;

/**
 * What an import did in all.
 *
 * @param lines lines read, blank ones not counted
 * @param created new memories
 * @param reinforced memories reinforced
 * @param skipped lines that said nothing new
 * @param refusedBefore lines that say what was turned down or erased before, which are skipped
 * @param failed lines refused
 */
public record ImportReport(
    long lines, long created, long reinforced, long skipped, long refusedBefore, long failed) {}
