@NullMarked
package dev.atocore.audit.entry;

import org.jspecify.annotations.NullMarked;
