/** The last alert in the store. */
@NullMarked
package dev.atocore.integrity.alert;

import org.jspecify.annotations.NullMarked;
