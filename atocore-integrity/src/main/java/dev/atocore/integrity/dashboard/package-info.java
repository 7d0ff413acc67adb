/**
 * The whole picture of a store at a glance, which the command line, the HTTP API and the pages
 * show. {@link dev.atocore.integrity.dashboard.Dashboard#read} takes it from the store. It is a
 * read model: it runs no check and changes nothing.
 */
@NullMarked
package dev.atocore.integrity.dashboard;

import org.jspecify.annotations.NullMarked;
