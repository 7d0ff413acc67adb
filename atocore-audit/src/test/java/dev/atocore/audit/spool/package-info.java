@NullMarked
package dev.atocore.audit.spool;

import org.jspecify.annotations.NullMarked;
