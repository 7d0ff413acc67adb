/** What one entry is, its hash and its JSON. */
@NullMarked
package dev.atocore.audit.entry;

import org.jspecify.annotations.NullMarked;
