@NullMarked
package dev.atocore.audit.verify;

import org.jspecify.annotations.NullMarked;
