@NullMarked
package dev.atocore.audit.seal;

import org.jspecify.annotations.NullMarked;
