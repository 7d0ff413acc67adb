@NullMarked
package dev.atocore.integrity.pipeline;

import org.jspecify.annotations.NullMarked;
