@NullMarked
package dev.atocore.audit;

import org.jspecify.annotations.NullMarked;
