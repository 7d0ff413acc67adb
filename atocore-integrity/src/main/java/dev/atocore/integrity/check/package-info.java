/**
 * What a check is. {@link dev.atocore.integrity.check.IntegrityCheck} is what embedders implement;
 * it reads through a {@link dev.atocore.integrity.check.CheckContext} and hands over each {@link
 * dev.atocore.integrity.check.Finding}. How it reads large tables is told by the package {@code
 * integrity.scan}.
 */
@NullMarked
package dev.atocore.integrity.check;

import org.jspecify.annotations.NullMarked;
