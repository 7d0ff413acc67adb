@NullMarked
package dev.atocore.core.model;

import org.jspecify.annotations.NullMarked;
