@NullMarked
package dev.atocore.integrity;

import org.jspecify.annotations.NullMarked;
