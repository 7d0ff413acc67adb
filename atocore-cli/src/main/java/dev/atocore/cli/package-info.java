/**
 * The {@code atocore} command: {@link dev.atocore.cli.Main} starts it, as a process or inside one.
 * {@code cli.run} finds and runs one command, which is in {@code cli.command}, a package a group;
 * {@code cli.show} puts what several of them print into words, {@code cli.out} writes it. Commands
 * map options to the libraries and nothing else, and do not know each other.
 */
@NullMarked
package dev.atocore.cli;

import org.jspecify.annotations.NullMarked;
