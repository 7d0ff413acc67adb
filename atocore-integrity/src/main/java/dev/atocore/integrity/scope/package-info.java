/**
 * What the checks of one run share, so that none reads what another has read: {@link
 * dev.atocore.integrity.scope.RunScope} has all of it. The {@link
 * dev.atocore.integrity.scope.WalGate} keeps their views from making the write-ahead log grow. For
 * this library alone.
 */
@NullMarked
package dev.atocore.integrity.scope;

import org.jspecify.annotations.NullMarked;
