/**
 * The parts of a store as a principal has them: {@link dev.atocore.core.guard.GuardedLog} and
 * {@link dev.atocore.core.guard.GuardedSources}. A {@link dev.atocore.core.GuardedStore} hands them
 * out.
 */
@NullMarked
package dev.atocore.core.guard;

import org.jspecify.annotations.NullMarked;
