/**
 * Rules of texts, times, hashes and lines of JSON. {@link dev.atocore.core.text.TextRules} says
 * what a valid text is, {@link dev.atocore.core.text.Times} how a time is written. For this module
 * and the checks only.
 */
@NullMarked
package dev.atocore.core.text;

import org.jspecify.annotations.NullMarked;
