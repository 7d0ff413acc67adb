@NullMarked
package dev.atocore.cli.run;

import org.jspecify.annotations.NullMarked;
