/** Signed roots (C2SP notes, Ed25519). */
@NullMarked
package dev.atocore.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
