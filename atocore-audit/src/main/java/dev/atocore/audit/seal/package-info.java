/** The Merkle tree (RFC 6962) and its proofs. */
@NullMarked
package dev.atocore.audit.seal;

import org.jspecify.annotations.NullMarked;
