@NullMarked
package dev.atocore.server.figures;

import org.jspecify.annotations.NullMarked;
