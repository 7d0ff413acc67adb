/**
 * The Merkle tree (RFC 6962) over the entries, and its proofs. {@link
 * dev.atocore.audit.seal.AuditTree} is where to begin: it seals entries, proves them and verifies
 * the whole tree. Its hashes are kept in tables of the log.
 */
@NullMarked
package dev.atocore.audit.seal;

import org.jspecify.annotations.NullMarked;
