/**
 * HTTP to the outside: proxies, trusted certificates, guarded addresses, bounded answers, one
 * deadline. {@link dev.atocore.alerts.net.HttpSender} is the entry type. Not exported.
 */
@NullMarked
package dev.atocore.alerts.net;

import org.jspecify.annotations.NullMarked;
