/** Connections, transactions, schema: no word of a dialect. */
@NullMarked
package dev.atocore.core.db;

import org.jspecify.annotations.NullMarked;
