@NullMarked
package dev.atocore.server.door;

import org.jspecify.annotations.NullMarked;
