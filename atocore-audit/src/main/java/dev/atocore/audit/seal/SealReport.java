package dev.atocore.audit.seal;

/**
 * What sealing added.
 *
 * @param sealed how many entries were added to the tree
 * @param head the tree after it
 */
public record SealReport(long sealed, TreeHead head) {}
