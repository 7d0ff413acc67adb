@NullMarked
package dev.atocore.core.search;

import org.jspecify.annotations.NullMarked;
