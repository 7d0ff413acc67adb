/** Requests that were answered, so that one which comes again is not done again. */
@NullMarked
package dev.atocore.core.idempotency;

import org.jspecify.annotations.NullMarked;
