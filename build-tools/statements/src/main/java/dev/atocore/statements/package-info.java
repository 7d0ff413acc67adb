/**
 * Every SQL statement of the modules, written once in jOOQ's DSL over classes that are generated
 * from the migration scripts. The build renders them for each database into enums that the modules
 * use. Nothing of this is shipped.
 */
@NullMarked
package dev.atocore.statements;

import org.jspecify.annotations.NullMarked;
