@NullMarked
package dev.atocore.core.text;

import org.jspecify.annotations.NullMarked;
