/**
 * What this module and those that build on it need of files, hashes and times. {@link
 * dev.atocore.audit.io.PrivateFile} makes files that only their owner can read, {@link
 * dev.atocore.audit.io.Sha256} begins a SHA-256 and {@link dev.atocore.audit.io.HashInput} gathers
 * what it is of, {@link dev.atocore.audit.io.EntryTime} is the stored form of times. It is exported
 * to the modules of a store alone.
 */
@NullMarked
package dev.atocore.audit.io;

import org.jspecify.annotations.NullMarked;
