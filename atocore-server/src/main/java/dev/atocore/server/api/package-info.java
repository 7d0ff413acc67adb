/**
 * The JSON endpoints. {@link dev.atocore.server.api.Api} lists them; each is a class or method that
 * maps a request to the store and says what it takes, so that {@code /openapi.json} can be held
 * against it.
 */
@NullMarked
package dev.atocore.server.api;

import org.jspecify.annotations.NullMarked;
