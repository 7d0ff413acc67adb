@NullMarked
package dev.atocore.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
