/**
 * A client of a running {@code atocore serve}: {@link dev.atocore.client.AtoCoreClient} has a
 * method for each operation of the API and answers with records. A change is sent under a key of
 * its own, so that it can be sent again after a broken connection and is done once. What is sent is
 * a record of the very fields, and what is told one of the very properties, of {@code
 * /openapi.json}.
 */
@NullMarked
package dev.atocore.client;

import org.jspecify.annotations.NullMarked;
