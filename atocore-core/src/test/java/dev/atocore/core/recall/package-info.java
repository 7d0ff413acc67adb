@NullMarked
package dev.atocore.core.recall;

import org.jspecify.annotations.NullMarked;
