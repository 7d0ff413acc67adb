/**
 * Which database a location asks for. {@link dev.atocore.core.db.choice.Databases} is the only
 * place that names the packages of the kinds. A new kind is added there.
 */
@NullMarked
package dev.atocore.core.db.choice;

import org.jspecify.annotations.NullMarked;
