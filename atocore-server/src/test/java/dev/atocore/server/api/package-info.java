@NullMarked
package dev.atocore.server.api;

import org.jspecify.annotations.NullMarked;
