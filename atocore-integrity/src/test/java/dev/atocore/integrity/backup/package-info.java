@NullMarked
package dev.atocore.integrity.backup;

import org.jspecify.annotations.NullMarked;
