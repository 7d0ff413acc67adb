/** Private files and SHA-256, for this module and those that build on it. */
@NullMarked
package dev.atocore.audit.io;

import org.jspecify.annotations.NullMarked;
