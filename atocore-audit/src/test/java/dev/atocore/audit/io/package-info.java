@NullMarked
package dev.atocore.audit.io;

import org.jspecify.annotations.NullMarked;
