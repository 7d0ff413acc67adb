@NullMarked
package dev.atocore.core.db.sqlite;

import org.jspecify.annotations.NullMarked;
