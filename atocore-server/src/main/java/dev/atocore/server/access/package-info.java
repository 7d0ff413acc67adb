/**
 * Who calls: tokens and the principals behind them, and the store as the caller of a request has
 * it, and which of its memories a request means. Handlers reach the store by {@link
 * dev.atocore.server.access.Stores} alone.
 */
@NullMarked
package dev.atocore.server.access;

import org.jspecify.annotations.NullMarked;
