/** x. */
@org.jspecify.annotations.NullMarked
package dev.atocore.alerts;
