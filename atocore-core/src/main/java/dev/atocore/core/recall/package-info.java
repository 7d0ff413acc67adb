/** The recall log: which memories were told to whom, when, and at which version. */
@NullMarked
package dev.atocore.core.recall;

import org.jspecify.annotations.NullMarked;
