/**
 * The pages of the dashboard. {@link dev.atocore.server.web.WebPages} names them all; each page is
 * a class that reads the store, a view for its template, and the template in {@code src/main/jte}.
 * How one is added is said in the package {@code http}.
 */
@NullMarked
package dev.atocore.server.web;

import org.jspecify.annotations.NullMarked;
