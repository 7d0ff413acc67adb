@NullMarked
package dev.atocore.server;

import org.jspecify.annotations.NullMarked;
