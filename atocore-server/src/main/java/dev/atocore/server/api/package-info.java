/**
 * The JSON endpoints. {@link dev.atocore.server.api.Api} lists them; each class maps requests to
 * the store and says which parameters it takes. A test compares the routes with {@code
 * openapi.json}, which is served too.
 */
@NullMarked
package dev.atocore.server.api;

import org.jspecify.annotations.NullMarked;
