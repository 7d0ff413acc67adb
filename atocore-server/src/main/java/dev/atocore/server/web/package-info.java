/**
 * The pages of the dashboard. {@link dev.atocore.server.web.WebPages} names them all; the package
 * {@code http} tells how one is added.
 */
@NullMarked
package dev.atocore.server.web;

import org.jspecify.annotations.NullMarked;
