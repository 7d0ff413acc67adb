package dev.atocore.core.refusal;

/**
 * What making the refusals anew came to.
 *
 * @param refused memories that were turned down by decision and are refused again
 * @param lifted refusals that the key which is there did not recognise
 * @param erased those of them whose text is erased: it may come back
 */
public record RefusalsRebuilt(long refused, long lifted, long erased) {}
