@NullMarked
package dev.atocore.integrity.alert;

import org.jspecify.annotations.NullMarked;
