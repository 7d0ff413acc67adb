@NullMarked
package dev.atocore.integrity.checks.sqlite;

import org.jspecify.annotations.NullMarked;
