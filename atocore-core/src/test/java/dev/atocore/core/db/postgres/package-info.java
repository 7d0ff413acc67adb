/** Tests of stores in PostgreSQL. */
@NullMarked
package dev.atocore.core.db.postgres;

import org.jspecify.annotations.NullMarked;
