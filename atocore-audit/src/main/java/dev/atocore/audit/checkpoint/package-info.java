/**
 * Roots of the tree, signed with Ed25519 as C2SP notes. {@link
 * dev.atocore.audit.checkpoint.SignedCheckpoint} is where to begin: a {@link
 * dev.atocore.audit.checkpoint.CheckpointKey} signs it, a {@link
 * dev.atocore.audit.checkpoint.VerifierKey} checks it. Nothing here knows of a database.
 */
@NullMarked
package dev.atocore.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
