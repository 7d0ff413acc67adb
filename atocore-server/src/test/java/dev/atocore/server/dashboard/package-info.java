@NullMarked
package dev.atocore.server.dashboard;

import org.jspecify.annotations.NullMarked;
