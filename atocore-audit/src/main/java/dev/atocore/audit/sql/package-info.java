/**
 * How statements reach the classes that run them. The statements themselves are written in the
 * catalogue in {@code build-tools/statements}, which the build renders for each database.
 */
@NullMarked
package dev.atocore.audit.sql;

import org.jspecify.annotations.NullMarked;
