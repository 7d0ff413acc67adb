@NullMarked
package dev.atocore.core.bulk;

import org.jspecify.annotations.NullMarked;
