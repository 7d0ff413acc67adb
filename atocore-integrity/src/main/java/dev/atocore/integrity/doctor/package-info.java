/** Host and files. */
@NullMarked
package dev.atocore.integrity.doctor;

import org.jspecify.annotations.NullMarked;
