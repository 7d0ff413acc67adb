/** What a check is and how it reads the store. */
@NullMarked
package dev.atocore.integrity.check;

import org.jspecify.annotations.NullMarked;
