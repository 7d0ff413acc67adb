@NullMarked
package dev.atocore.core;

import org.jspecify.annotations.NullMarked;
