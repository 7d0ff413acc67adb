/**
 * What a store is from outside: where it lies and what its database can do. A {@link
 * dev.atocore.core.store.StoreLocation} is a file or a URL; it chooses the database. Nothing here
 * opens anything.
 */
@NullMarked
package dev.atocore.core.store;

import org.jspecify.annotations.NullMarked;
