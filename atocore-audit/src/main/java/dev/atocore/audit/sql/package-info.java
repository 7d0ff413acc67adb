/**
 * How statements reach the classes that run them. {@link dev.atocore.audit.sql.SqlConnection}
 * carries them to the database, a {@link dev.atocore.audit.sql.Query} adds the conditions that are
 * only known when it runs, and a {@link dev.atocore.audit.sql.RowDigest} is what a row is known
 * again by. The statements themselves are written in the catalogue in {@code
 * build-tools/statements}, which the build renders for each database.
 */
@NullMarked
package dev.atocore.audit.sql;

import org.jspecify.annotations.NullMarked;
