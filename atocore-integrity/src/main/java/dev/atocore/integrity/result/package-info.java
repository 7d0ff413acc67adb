/** What a run found, and its reports. */
@NullMarked
package dev.atocore.integrity.result;

import org.jspecify.annotations.NullMarked;
