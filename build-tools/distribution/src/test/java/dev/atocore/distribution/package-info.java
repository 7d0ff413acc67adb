@NullMarked
package dev.atocore.distribution;

import org.jspecify.annotations.NullMarked;
