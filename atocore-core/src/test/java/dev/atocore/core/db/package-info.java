@NullMarked
package dev.atocore.core.db;

import org.jspecify.annotations.NullMarked;
