@NullMarked
package dev.atocore.audit.log;

import org.jspecify.annotations.NullMarked;
