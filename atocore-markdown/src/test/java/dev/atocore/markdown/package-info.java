@NullMarked
package dev.atocore.markdown;

import org.jspecify.annotations.NullMarked;
