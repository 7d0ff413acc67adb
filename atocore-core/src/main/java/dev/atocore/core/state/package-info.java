/**
 * Projects, and what programs keep for them as JSON values. {@link dev.atocore.core.state.State}
 * and {@link dev.atocore.core.state.Projects} are the entries. Neither is in the audit log.
 */
@NullMarked
package dev.atocore.core.state;

import org.jspecify.annotations.NullMarked;
