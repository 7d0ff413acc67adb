@NullMarked
package dev.atocore.integrity.history;

import org.jspecify.annotations.NullMarked;
