@NullMarked
package dev.atocore.integrity.result;

import org.jspecify.annotations.NullMarked;
