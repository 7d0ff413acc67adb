@NullMarked
package dev.atocore.core.log;

import org.jspecify.annotations.NullMarked;
